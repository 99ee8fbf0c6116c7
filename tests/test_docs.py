"""Every command, device, exercise, measure and error is documented, and what the docs name exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import click
import pytest

from biofeed import errors
from biofeed.analysis import UNITS
from biofeed.cli import biofeed
from biofeed.errors import BiofeedError
from biofeed.plugins import Device, DeviceURL, exercise_names, installed, load_exercise
from biofeed.session import Session, free_schedule
from biofeed.types import Beat

ROOT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text("utf-8")


def commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


COMMANDS = dict(commands(biofeed, "biofeed"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_docs(name: str) -> None:
    assert COMMANDS[name].help
    assert f"`{name}" in DOCS["commands.md"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    for parameter in COMMANDS[name].params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


def test_every_command_that_the_docs_name_exists() -> None:
    named = set(re.findall(r"`(biofeed [a-z]+(?: (?:list|show|check))?)", README + DOCS["commands.md"]))

    assert named <= {*COMMANDS, *(f"biofeed {name}" for name in biofeed.commands)}


@pytest.mark.parametrize(
    "plugin", [p for p in installed() if p.distribution == "biofeed"], ids=lambda p: p.name
)
def test_every_device_stands_in_the_docs(plugin: object) -> None:
    if getattr(plugin, "kind", "") == "device":
        assert f"### `{getattr(plugin, 'name', '')}:" in DOCS["devices.md"]


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_stands_in_the_docs(name: str) -> None:
    assert f"| `{name}` |" in DOCS["exercises.md"]


def test_the_exercise_shown_in_the_docs_is_the_real_one() -> None:
    shown = re.search(r"```toml\n(format = 1.*?)```", DOCS["exercises.md"], re.DOTALL)

    assert shown
    assert shown[1] == load_exercise("longer-exhale").toml


LIVE = ("mean_hr.10s.v1", "rmssd.60s.v1", "swing.60s.v1", "coherence.64s.v1", "coherence_peak_hz.64s.v1")


@pytest.mark.parametrize("key", [*(f"{name}.v1" for name in UNITS), *LIVE])
def test_every_definition_that_a_number_carries_is_in_the_formulas(key: str) -> None:
    assert f"`{key}`" in DOCS["formulas.md"]


ERRORS = [
    error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, BiofeedError)
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_has_an_exit_code_that_its_module_draws(error: type[BiofeedError]) -> None:
    drawn = re.search(rf"\b{error.__name__}\s+(\d+)", errors.__doc__ or "")

    assert drawn
    assert int(drawn[1]) == error.exit_code < 124


def test_every_test_that_the_fault_matrix_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", DOCS["reliability.md"]))
    written = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert named
    assert not {name for name in named if f"def {name}(" not in written}


def test_links_between_documents_lead_somewhere() -> None:
    for name, text in {**DOCS, "../README.md": README}.items():
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", text):
            assert (ROOT / "docs" / name).parent.joinpath(target).exists(), f"{name} -> {target}"


async def test_the_device_shown_in_the_docs_runs() -> None:
    shown = re.search(r"```python\n(from collections.*?)```", DOCS["devices.md"], re.DOTALL)
    assert shown
    names: dict[str, Any] = {"__name__": "docs"}
    exec(compile(shown[1], "docs/devices.md", "exec"), names)  # noqa: S102  # our own text, as typed in
    device = names["MyStrap"].from_url(DeviceURL("mystrap", "", {"speed": "max"}))
    async with device, aclosing(Session(device, free_schedule(1)).events()) as stream:
        events = [event async for event in stream]

    assert isinstance(device, Device)
    assert sum(isinstance(event, Beat) for event in events) >= 55
