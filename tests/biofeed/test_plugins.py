"""Addresses are taken apart as one would read them, and plug-ins load only when asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import PluginError, UsageError
from biofeed.plugins import (
    Device,
    DeviceURL,
    device_class,
    devices,
    knowing_more_of,
    load_exercise,
    open_device,
)
from biofeed.types import DeviceInfo, Origin


@pytest.mark.parametrize(
    ("text", "scheme", "path", "options"),
    [
        ("sim:", "sim", "", {}),
        ("sim:?person=older&seed=7", "sim", "", {"person": "older", "seed": "7"}),
        ("replay:/tmp/a b.jsonl?speed=max", "replay", "/tmp/a b.jsonl", {"speed": "max"}),  # noqa: S108
        ("replay:what?.jsonl", "replay", "what?.jsonl", {}),
        ("replay:what?.jsonl?speed=2", "replay", "what?.jsonl", {"speed": "2"}),
        ("ble:AA:BB:CC:DD:EE:FF", "ble", "AA:BB:CC:DD:EE:FF", {}),
        ("  none: ", "none", "", {}),
    ],
)
def test_an_address_is_a_kind_a_path_and_options_after_the_last_question_mark(
    text: str, scheme: str, path: str, options: dict[str, str]
) -> None:
    assert DeviceURL.parse(text) == DeviceURL(scheme, path, options)


@pytest.mark.parametrize("text", ["", "sim", "/dev/strap", "Sim:", ":x", "sim:?a=1&b"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        DeviceURL.parse(text)

    assert caught.value.hint


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = DeviceURL.parse(text)
    except UsageError:
        return
    assert url.scheme


def test_an_unknown_kind_names_the_ones_there_are() -> None:
    with pytest.raises(UsageError, match="nope:") as caught:
        device_class("nope")

    assert "sim:" in caught.value.hint


def test_opening_touches_nothing_yet() -> None:
    assert open_device("replay:no-such-file.jsonl").info.url.startswith("replay:")


def test_another_kind_of_device_says_whether_it_measures_more_of_one() -> None:
    strap = DeviceInfo("ble:AA", "Polar H10 1", Origin.STRAP)

    assert knowing_more_of(strap) == ["polar"]
    assert knowing_more_of(replace(strap, url="polar:AA")) == [], "it is no other kind"
    assert knowing_more_of(replace(strap, name="TICKR")) == []


def test_a_kind_of_device_that_cannot_be_loaded_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(scheme: str) -> type[Device]:
        raise PluginError(f"{scheme}: is broken.")

    monkeypatch.setattr(devices, "device_class", refuse)

    assert knowing_more_of(DeviceInfo("ble:AA", "Polar H10 1", Origin.STRAP)) == []


def test_an_exercise_is_found_by_name() -> None:
    assert load_exercise("even-breath").title == "Even breath"
