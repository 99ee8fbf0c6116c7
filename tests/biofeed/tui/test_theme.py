"""Two calm themes: readable, and without red."""

from __future__ import annotations

from colorsys import rgb_to_hsv

import pytest
from textual.color import Color
from textual.theme import Theme

from biofeed.tui.theme import DARK, LIGHT

BOTH = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


def luminance(color: Color) -> float:
    """Give the relative luminance of WCAG 2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | None, other: str | None) -> float:
    lights = sorted(luminance(Color.parse(str(color))) for color in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@BOTH
def test_text_has_the_contrast_that_wcag_asks_for(theme: Theme) -> None:
    for text in (theme.foreground, theme.variables["whisper"], theme.accent):
        assert contrast(text, theme.background) >= 4.5
        assert contrast(text, theme.panel) >= 4.4


@BOTH
def test_breath_and_heart_stand_out_from_the_ground_and_the_line_from_the_wave(theme: Theme) -> None:
    assert contrast(theme.primary, theme.background) >= 3
    assert contrast(theme.accent, theme.variables["ground"]) >= 3


@BOTH
def test_no_colour_is_red(theme: Theme) -> None:
    named = [theme.primary, theme.secondary, theme.accent, theme.warning, theme.error, theme.success]
    for name in [*named, *theme.variables.values()]:
        hue, saturation, _ = rgb_to_hsv(*Color.parse(str(name)).normalized)
        assert saturation < 0.2 or 20 / 360 < hue < 340 / 360, name
