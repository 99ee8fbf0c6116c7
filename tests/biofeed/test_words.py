"""What a person reads describes and never judges."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

from biofeed import breath, words
from biofeed.plugins import exercise_packs
from biofeed.types import Beat, Feedback, Flag, Link, LinkState, Measure
from biofeed_exercises.stressors import words as task_words

BANNED = re.compile(
    r"\b(good|bad|poor|poorly|fail|fails|failed|failure|should|just relax|only relax|perfect|streak"
    r"|streaks|abnormal|stress score|hrv age|lazy|normal range)\b|!",
    re.IGNORECASE,
)
PACKAGE = Path(words.__file__).parent


def said() -> list[tuple[str, str]]:
    """Every sentence a person can meet, with where it stands."""
    found = [(f"words.{name}", text) for name, text in _strings(words)]
    for module in iter_modules(words.__path__):
        found += [
            (f"words.{module.name}.{name}", text)
            for name, text in _strings(import_module(f"biofeed.words.{module.name}"))
        ]
    found += [(f"link {state}", text) for state, (_, text) in words.LINK_WORDS.items()]
    found += [(f"cue {phase}", text) for phase, text in breath.WORDS.items()]
    for pack in exercise_packs():
        found += [(name, pack.read(name)) for name in pack.names()]
    found += [(f"tasks.{name}", text) for name, text in _strings(task_words)]
    found.append(("lines.toml", (files("biofeed.care") / "lines.toml").read_text("utf-8")))
    templates = (files("biofeed.report") / "templates").iterdir()
    found += [(template.name, _written(template.read_text("utf-8"))) for template in templates]
    return found


def _written(template: str) -> str:
    """Take a template down to what is written in it for people."""
    return re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", template, flags=re.DOTALL)


def _strings(module: ModuleType) -> list[tuple[str, str]]:
    """Every text in a module's names, in its lists and tables too."""
    named = [(name, value) for name, value in vars(module).items() if not name.startswith("__")]
    return [(name, text) for name, value in named for text in _texts(value)]


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for item in value.values() for text in _texts(item)]
        case tuple() | list() | frozenset():
            return [text for item in value for text in _texts(item)]
    return []


@pytest.mark.parametrize(("place", "text"), said(), ids=lambda value: str(value)[:30])
def test_no_sentence_holds_a_word_that_judges(place: str, text: str) -> None:
    assert not BANNED.search(text), f"{place}: {BANNED.search(text)}"


def measure(name: str, value: float | None, ready_s: float | None = None, coverage: float = 1.0) -> Measure:
    return Measure(name, value, "", 60, coverage, f"{name}.v1", ready_s)


def test_coherence_is_shown_as_a_share_with_its_rate() -> None:
    measures = (measure("coherence", 2.45), measure("coherence_peak_hz", 0.1))

    assert words.rhythm_line(measures).text == "rhythm at 6.0 a minute, share 71"


def test_a_blank_number_says_when_it_will_be_back() -> None:
    measures = (measure("coherence", None, 140.0), measure("coherence_peak_hz", None, 140.0))

    line = words.rhythm_line(measures, now_s=100.2)
    assert (line.text, line.known) == ("rhythm back in 40 s", False)


def test_rmssd_is_shown_with_its_condition() -> None:
    measures = (measure("rmssd", 47.6),)

    assert words.rmssd_line(measures).text == "RMSSD 48 ms at this pace"
    assert words.rmssd_line(measures, paced=False).text == "RMSSD 48 ms"


@pytest.mark.parametrize(("ratio", "peak_hz"), [(0.5, 0.1), (2.0, None)])
def test_what_noise_may_reach_and_a_peak_at_the_edge_have_no_rate(
    ratio: float, peak_hz: float | None
) -> None:
    measures = (measure("coherence", ratio), measure("coherence_peak_hz", peak_hz))

    assert words.rhythm_line(measures).text == f"rhythm not clear, share {words.share(ratio)}"


def test_a_summary_gives_rmssd_with_the_paces_it_was_breathed_at() -> None:
    measures = [measure("mean_hr", 70.0), measure("rmssd", 40.0), measure("coherence", None)]

    assert "RMSSD 40 ms at 6.0 to 9.0 a minute" in words.summary_lines(measures, (6.0, 9.0))
    assert "RMSSD 40 ms at 6.0 a minute" in words.summary_lines(measures, (5.98, 6.02))
    assert words.TOO_SHORT in words.summary_lines(measures, None)


@pytest.mark.parametrize(
    ("paced_share", "said"),
    [(1.0, "RMSSD 29 ms at 6.0 to 9.0 a minute"), (0.8, "RMSSD 29 ms over paced and unpaced parts")],
)
def test_a_summary_says_the_paces_only_where_nearly_all_was_paced(paced_share: float, said: str) -> None:
    measures = [measure("mean_hr", 70.0), measure("rmssd", 29.0)]

    assert said in words.summary_lines(measures, (6.0, 9.0), paced_share)


def test_where_no_beats_come_and_none_are_promised_that_is_said() -> None:
    silent = (measure("mean_hr", None, coverage=0.0), measure("rmssd", None, coverage=0.0))

    assert words.silent_line(silent) == words.Line(words.NO_BEATS_COME, known=False)


@pytest.mark.parametrize(
    "measures",
    [
        (measure("mean_hr", None, coverage=0.0), measure("rmssd", None, 140.0, coverage=0.0)),
        (measure("mean_hr", None, coverage=0.6), measure("rmssd", None)),
        (),
    ],
)
def test_a_number_that_is_promised_or_unclear_is_not_called_silence(measures: tuple[Measure, ...]) -> None:
    assert words.silent_line(measures) is None


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (222, "3:42"), (3822, "1:03:42")])
def test_time_is_written_as_on_a_clock(seconds: float, text: str) -> None:
    assert words.as_clock(seconds) == text


class TestLiveView:
    def test_an_old_heart_rate_is_not_shown(self) -> None:
        view = words.LiveView()
        view.take(Beat(0, 10.0, 1000.0))

        assert view.heart_now(12.0) == 60
        assert view.heart_now(15.1) is None

    def test_a_beat_that_does_not_count_is_no_heart_rate(self) -> None:
        view = words.LiveView()
        view.take(Beat(0, 10.0, 2000.0, Flag.MISSED))

        assert view.heart_now(10.0) is None

    def test_a_strap_out_of_reach_says_for_how_long(self) -> None:
        view = words.LiveView()
        view.take(Link(30.0, LinkState.LOST))

        assert view.link_words(42.0) == ("○", "strap out of reach, looking again · 0:12")

    def test_in_few_words_it_is_out_of_reach(self) -> None:
        view = words.LiveView()
        view.take(Link(30.0, LinkState.LOST))

        assert view.link_brief(42.0) == ("○", "out of reach · 0:12")

    def test_battery_news_does_not_change_the_link(self) -> None:
        view = words.LiveView()
        view.take(Link(0.0, LinkState.CONNECTED))
        view.take(Beat(0, 1.0, 900.0))
        view.take(Link(2.0, LinkState.BATTERY, "80"))

        assert view.link_words(3.0) == words.LINK_WORDS[LinkState.CONNECTED]

    def test_without_a_strap_nothing_is_said_to_be_missing(self) -> None:
        assert words.LiveView(has_beats=False).link_words(100.0) == words.PACING_ONLY

    def test_the_latest_feedback_is_kept_with_its_time(self) -> None:
        view = words.LiveView()
        view.take(Feedback(5.0, (measure("rmssd", 40.0),)))

        assert view.measured_s == 5.0
        assert view.measures[0].value == 40.0


def test_looking_again_does_not_begin_the_count_anew() -> None:
    view = words.LiveView()
    for event in (
        Link(10.0, LinkState.LOST),
        Link(11.0, LinkState.RECONNECTING),
        Link(40.0, LinkState.RECONNECTING),
    ):
        view.take(event)

    assert view.link_words(73.0)[1] == "strap out of reach, looking again · 1:03"
