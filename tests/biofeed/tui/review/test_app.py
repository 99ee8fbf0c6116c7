"""The review as an app: how it looks, how it locks itself, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from biofeed.errors import StoreError
from biofeed.store.home import Home
from biofeed.store.vault.sealing import encrypt
from biofeed.store.vault.wrapping import Cost
from biofeed.tui.review.app import ReviewApp
from biofeed.tui.review.field import Field
from biofeed.tui.review.widget import PageView
from biofeed.words import review as words
from tests.biofeed.tui.review.small import NOW, HandClock, flat, on, opened, review, shows, text_of, until
from tests.biofeed.tui.snapshot import check

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
SMALL = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "four words of mine"  # noqa: S105  (of a log that lives as long as the test)
TO_SESSION = ("enter", "enter", "enter")
"""The keys from the list of clients to the newest session of the first one."""
WALK = (
    ("clients", ()),
    ("client", ("enter",)),
    ("sessions", ("enter",)),
    ("session", ("enter",)),
    ("note", ("n",)),
    ("move", ("escape", "m")),
    ("receive", ("escape", "escape", "escape", "escape", "ctrl+o")),
)
"""A way through the screens, each with the keys that lead there from the one before."""


@pytest.fixture
def encrypted(home: Home) -> Home:
    """Give the small log behind a passphrase, closed."""
    for _ in encrypt(home, PASSPHRASE, SMALL):
        pass
    return Home(home.path)


@SIZES
async def test_it_looks_like_this(written: Path, size: tuple[int, int]) -> None:
    """Every screen, on one way there and back."""
    app = review(Home(written))
    async with app.run_test(size=size) as pilot:
        for name, keys in WALK:
            await opened(app, pilot, *keys, first=name == "clients")
            check(text_of(app), f"review-{name}-{size[0]}x{size[1]}")
        await opened(app, pilot, "escape", first=False)
        assert on(app, "ClientsScreen")


async def test_every_screen_explains_itself(written: Path) -> None:
    app = review(Home(written))
    async with app.run_test(size=(80, 24)) as pilot:
        for name, keys in WALK:
            await opened(app, pilot, *keys, first=name == "clients")
            screen = app.screen
            app.action_keys()
            await until(pilot, lambda: on(app, "KeysScreen"))
            page = " ".join(str(text.visual) for text in app.screen.query(Static))
            assert str(getattr(screen, "HELP", "?")) in page
            assert words.WHAT_IT_IS in page
            await opened(app, pilot, "escape", first=False)
            assert app.screen is screen


async def test_without_colour_nothing_is_lost(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = review(Home(written))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, *TO_SESSION)
        check(text_of(app), "review-session-80x24")


async def test_in_blocks_there_is_no_braille(home: Home) -> None:
    home.settings["trace_blocks"] = "yes"
    app = review(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, *TO_SESSION)
        assert not any("\u2800" <= sign <= "\u28ff" for sign in text_of(app))
        await pilot.press("escape", "escape")
        await shows(app, pilot, "Practised on")
        assert not any("\u2800" <= sign <= "\u28ff" for sign in text_of(app))


async def test_it_says_when_it_shows_what_was_not_shared(written: Path) -> None:
    app = ReviewApp(Home(written), private=True, now=lambda: NOW)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        assert words.WITH_PRIVATE in flat(app)
        await opened(app, pilot, "enter", first=False)
        page = str(app.screen.query_one(PageView).query_one(Static).visual)
        assert "for nobody else" in page
        assert "holds entries that the client did not share" in page


async def test_escape_on_the_first_screen_ends_it(written: Path) -> None:
    app = review(Home(written))
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("escape")
    assert app.return_code == 0


async def test_a_log_that_cannot_be_read_is_said_to_be_so(home: Home) -> None:
    (home.path / "sessions.db").write_bytes(b"no database at all, of the length of a few words")
    app = review(home)
    async with app.run_test() as pilot:
        await until(pilot, lambda: on(app, "ErrorScreen"))
        assert StoreError.__name__ in str(type(app.screen.error).__mro__)


class TestLocking:
    async def test_a_plain_log_is_said_to_be_plain(self, written: Path) -> None:
        app = review(Home(written), limit_s=600.0)
        async with app.run_test() as pilot:
            await opened(app, pilot)
            assert words.PLAIN in flat(app)
            assert "closes itself after 10 min" in flat(app)

    async def test_untouched_it_covers_itself_and_any_key_uncovers_it(self, written: Path) -> None:
        clock = HandClock()
        app = review(Home(written), clock, limit_s=60.0)
        async with app.run_test() as pilot:
            await opened(app, pilot, "enter")
            clock.now_s = 59.0
            app.look()
            assert not app.is_locked
            clock.now_s = 60.0
            app.look()
            await until(pilot, lambda: on(app, "LockScreen"))
            assert "river-7" not in text_of(app)
            await pilot.press("x")
            await until(pilot, lambda: on(app, "ClientScreen"))
            assert not app.is_locked

    @pytest.mark.parametrize("touch", ["key", "mouse"])
    async def test_a_touch_begins_the_count_anew(self, written: Path, touch: str) -> None:
        clock = HandClock()
        app = review(Home(written), clock, limit_s=60.0)
        async with app.run_test() as pilot:
            await opened(app, pilot)
            clock.now_s = 50.0
            await (pilot.press("down") if touch == "key" else pilot.click("Rows"))
            clock.now_s = 100.0
            app.look()
            assert not app.is_locked

    async def test_without_a_limit_it_stays_open(self, written: Path) -> None:
        clock = HandClock()
        app = review(Home(written), clock)
        async with app.run_test() as pilot:
            await opened(app, pilot)
            clock.now_s = 1e6
            app.look()
            assert not app.is_locked

    async def test_an_encrypted_log_opens_with_its_passphrase_alone(self, encrypted: Home) -> None:
        app = review(encrypted)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: on(app, "LockScreen"))
            check(text_of(app), "review-locked-80x24")
            await pilot.press("escape", *"no", "enter")
            await shows(app, pilot, "That is not the passphrase of this log.")
            app.screen.query_one(Field).value = PASSPHRASE
            await pilot.press("enter")
            await opened(app, pilot)
            assert words.ENCRYPTED in flat(app)

    async def test_locked_again_the_key_is_gone_and_what_was_written_is_still_there(
        self, encrypted: Home
    ) -> None:
        encrypted.vault.unlock(PASSPHRASE)
        app = review(encrypted)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, *TO_SESSION, "n")
            app.screen.query_one(TextArea).text = "half a note"
            await pilot.press("ctrl+l")
            await until(pilot, lambda: on(app, "LockScreen"))
            assert not encrypted.vault.is_unlocked
            assert "half a note" not in text_of(app)
            app.screen.query_one(Field).value = PASSPHRASE
            await pilot.press("enter")
            await shows(app, pilot, "half a note")
            assert encrypted.vault.is_unlocked

    async def test_while_it_is_locked_nothing_else_opens(self, encrypted: Home) -> None:
        app = review(encrypted)
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "LockScreen"))
            for key in ("enter", "ctrl+o", "escape", "question_mark"):
                await pilot.press(key)
            await app.workers.wait_for_complete()
            assert on(app, "LockScreen")
            assert "river-7" not in text_of(app)


def test_the_first_frame_needs_no_database_and_no_numbers() -> None:
    code = "import biofeed.tui.review.app, json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}

    assert not loaded & {"numpy", "scipy", "sqlalchemy", "bleak", "jinja2"}


def test_a_crash_is_told_without_any_values(written: Path) -> None:
    app: ReviewApp = review(Home(written))
    assert app.crash_report() == ""
    app.crash = ValueError("where it broke")

    assert app.crash_report().startswith(words.CRASHED)
