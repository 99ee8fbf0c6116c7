"""A list of faults is checked key by key, and a refusal names the file, the key and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.errors import UsageError
from biofeed.plugins import open_device
from biofeed_devices.fault_file import COUNTED, NO_FAULTS, Fault, FaultPlan, Kind, parse_faults

DOCS = Path(__file__).parents[2] / "docs" / "faults.md"


def one(line: str) -> str:
    return f"[[fault]]\n{line}\n"


def test_a_list_of_faults_is_read_as_it_is_written() -> None:
    text = """
seed = 7

[[fault]]
at = 30
kind = "drop"
for = 12.5

[[fault]]
at = 60.25
kind = "lose"
count = 3
"""
    faults = (Fault(30.0, Kind.DROP, for_s=12.5), Fault(60.25, Kind.LOSE, count=3))
    assert parse_faults(text, "a.toml") == FaultPlan(faults, seed=7)
    assert faults[0].end_s == 42.5


def test_an_empty_file_is_a_day_without_faults() -> None:
    assert parse_faults("", "a.toml") == NO_FAULTS


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_goes_with_seconds_or_with_packets(kind: Kind) -> None:
    right, wrong = ("count", "for") if kind in COUNTED else ("for", "count")
    assert len(parse_faults(one(f'at = 1\nkind = "{kind}"\n{right} = 2'), "a.toml").faults) == 1
    for line in (f"{wrong} = 2", "", "for = 2\ncount = 2"):
        with pytest.raises(UsageError, match=f"`{kind}` goes with `{right}`"):
            parse_faults(one(f'at = 1\nkind = "{kind}"\n{line}'), "a.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (one('kind = "drop"\nfor = 1'), "`at`"),
        (one("at = 1\nfor = 1"), "`kind`"),
        (one('at = -1\nkind = "drop"\nfor = 1'), r"`\$.fault\[0\].at`"),
        (one('at = 1e9\nkind = "drop"\nfor = 1'), r"<= 86400"),
        (one('at = nan\nkind = "drop"\nfor = 1'), r"`\$.fault\[0\].at`"),
        (one('at = 1\nkind = "drop"\nfor = 0'), r"`\$.fault\[0\].for`"),
        (one('at = 1\nkind = "drop"\nfor = inf'), r"<= 3600"),
        (one('at = 1\nkind = "drop"\nfor = "long"'), r"`\$.fault\[0\].for`"),
        (one('at = 1\nkind = "lose"\ncount = 0'), r"`\$.fault\[0\].count`"),
        (one('at = 1\nkind = "lose"\ncount = 1.5'), r"`\$.fault\[0\].count`"),
        (one('at = 1\nkind = "hail"\nfor = 1'), "hail"),
        (one('at = 1\nkind = "drop"\nfor = 1\nloud = true'), "loud"),
        ("seed = -1", r"`\$.seed`"),
        ("[[faults]]", "faults"),
        ("at = ", "not TOML"),
    ],
)
def test_what_makes_no_sense_is_refused_with_file_key_and_range(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        parse_faults(text, "a.toml")
    assert refused.value.title.startswith("a.toml: ")
    if "TOML" not in said:
        assert "86400" in refused.value.hint
        assert all(kind in refused.value.hint for kind in Kind)


@pytest.mark.parametrize("kind", ["sim:?", "replay:a.jsonl?"])
@pytest.mark.parametrize("name", ["missing.toml", "folder", "binary.toml", "nul%00.toml"])
def test_a_file_that_cannot_be_read_is_told_before_anything_is_opened(
    tmp_path: Path, kind: str, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="cannot be read") as refused:
        open_device(f"{kind}faults={tmp_path / name}")
    assert refused.value.hint


def test_every_kind_and_every_key_stands_in_the_docs() -> None:
    text = DOCS.read_text("utf-8")
    assert all(f"| `{kind}` |" in text for kind in Kind)
    assert all(f"| `{key}` |" in text for key in ("at", "kind", "for", "count", "seed"))


def test_the_list_shown_in_the_docs_can_be_read() -> None:
    text = DOCS.read_text("utf-8")
    shown = text.partition("```toml\n")[2].partition("```")[0]
    assert len(parse_faults(shown, "docs").faults) >= 3
