"""Two calm themes, a dark and a light one, with two hues that mean something: breath and heart.

Everything else is the text colour at two strengths. There is no red in either, not even for errors: a
strap out of reach is nobody's mistake. Widgets name Textual's own variables (`$primary` is the breath,
`$accent` the heart), so that any other theme works as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="biofeed-dark",
    primary="#6fb7b7",
    secondary="#6fb7b7",
    accent="#e3b27e",
    warning="#e3b27e",
    error="#e3b27e",
    success="#6fb7b7",
    foreground="#d5dcdc",
    background="#12181b",
    surface="#12181b",
    panel="#1d2629",
    dark=True,
    variables={"whisper": "#8a9899", "ground": "#2b4246"},
)

LIGHT = Theme(
    name="biofeed-light",
    primary="#3f8a8d",
    secondary="#3f8a8d",
    accent="#8f5210",
    warning="#8f5210",
    error="#8f5210",
    success="#3f8a8d",
    foreground="#2b3638",
    background="#f7f5ef",
    surface="#f7f5ef",
    panel="#e9e6dc",
    dark=False,
    variables={"whisper": "#596567", "ground": "#c7dcda"},
)


def extra_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Give what a theme that is not ours takes for quiet text and for the wave behind the heart's line."""
    return {"whisper": variables["foreground-muted"], "ground": variables["primary-muted"]}
