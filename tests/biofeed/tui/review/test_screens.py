"""Every way through the therapist's side, key by key and with the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.note import Author
from biofeed.tui.review.desk import Desk
from biofeed.tui.review.field import Field
from biofeed.tui.review.widget import PageView
from biofeed.tui.widgets.rows import Rows
from biofeed.types import Origin
from tests.biofeed.tui.review.small import ASH, NOW, RIVER, flat, on, opened, review, shows, text_of, until
from tests.biofeed.tui.snapshot import check

TO_SESSION = ("enter", "enter", "enter")
"""The keys from the list of clients to the newest session of the first one."""


class TestClients:
    async def test_typing_finds_a_client_and_enter_opens_it(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test() as pilot:
            await opened(app, pilot)
            await pilot.press(*"SH-")
            assert "1 of 3" in flat(app)
            assert RIVER not in text_of(app)
            await pilot.press("enter")
            await shows(app, pilot, "Practised on 1 of the last 14 days")
            assert ASH in text_of(app)

    async def test_backspace_takes_letters_back_and_escape_all_of_them(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test() as pilot:
            await opened(app, pilot)
            await pilot.press(*"rx")
            assert "no code has that in it" in flat(app)
            await pilot.press("backspace")
            assert RIVER in text_of(app)
            await pilot.press("escape")
            assert "type to search" in flat(app)
            assert on(app, "ClientsScreen")

    async def test_a_client_is_opened_with_the_mouse(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test() as pilot:
            await opened(app, pilot)
            await pilot.click(Rows, offset=(4, 1))
            await pilot.click(Rows, offset=(4, 1))
            await shows(app, pilot, "Practised on 1 of the last 14 days")

    async def test_an_empty_log_says_what_to_do(self, tmp_path: Path) -> None:
        app = review(Home(tmp_path))
        async with app.run_test() as pilot:
            await shows(app, pilot, "There is nobody in the log yet.")
            await pilot.press("enter")
            assert on(app, "ClientsScreen")

    async def test_a_client_with_a_diary_alone_has_a_page_and_no_sessions(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test() as pilot:
            await opened(app, pilot)
            await pilot.press(*"birch", "enter")
            await shows(app, pilot, "began to write")
            await pilot.press("enter")
            await shows(app, pilot, "only entries of the diary")


class TestClient:
    async def test_the_page_moves_with_arrows_and_wheel(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, "enter")
            page = app.screen.query_one(PageView)
            await pilot.press("end")
            await until(pilot, lambda: "made by biofeed" in flat(app))
            await pilot.press("home")
            await until(pilot, lambda: page.scroll_y == 0)
            await pilot.press("down")
            await until(pilot, lambda: page.scroll_y == 1)

    async def test_it_is_laid_out_anew_for_another_width(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, "enter")
            assert "one sentence a\n" in text_of(app)
            await pilot.resize_terminal(140, 40)
            await until(pilot, lambda: "one sentence a meeting)" in text_of(app))


class TestSessions:
    async def test_two_of_one_exercise_are_shown_side_by_side(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, "enter", "enter")
            await pilot.press("down", "space")
            assert "space on another longer-exhale" in flat(app)
            await pilot.press("end")
            await opened(app, pilot, "space", first=False)
            assert on(app, "CompareScreen")
            # The earlier one stands on the left.
            line = next(line for line in text_of(app).splitlines() if "felt stress" in line)
            assert line.split()[2:] == ["60", "→", "40", "48", "→", "28"]
            check(text_of(app), "review-compare-80x24")

    async def test_two_of_different_exercises_are_not(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, "enter", "enter")
            await pilot.press("space", "down", "space")
            await shows(app, pilot, "this one is of another")
            assert on(app, "SessionsScreen")

    async def test_space_twice_on_one_session_lets_go_of_it(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, "enter", "enter")
            await pilot.press("space", "space")
            assert "taken" not in flat(app)


class TestNote:
    async def test_it_is_kept_under_the_therapists_name(self, home: Home) -> None:
        app = review(home)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, *TO_SESSION)
            for text, keys in (("at ease", ()), ("worth a word", ("ctrl+t",))):
                await opened(app, pilot, "n", first=False)
                app.screen.query_one(TextArea).text = text
                await pilot.press(*keys)
                await opened(app, pilot, "ctrl+s", first=False)
                assert on(app, "SessionScreen")
            page = str(app.screen.query_one(PageView).query_one(Static).visual)
            assert page.index("private at ease") < page.index("How to read the numbers")
        with open_store(home, Origin.STRAP) as store:
            notes = [(note.text, note.author, note.private) for note in store.notes("6")]
        assert notes == [
            ("at ease", Author.THERAPIST, True),
            ("worth a word", Author.THERAPIST, False),
        ]

    async def test_an_empty_one_is_not_kept_and_escape_keeps_none(self, home: Home) -> None:
        app = review(home)
        async with app.run_test() as pilot:
            await opened(app, pilot, *TO_SESSION, "n")
            await pilot.press("ctrl+s")
            await shows(app, pilot, "Nothing is written yet.")
            app.screen.query_one(TextArea).text = "not to be kept"
            await pilot.press("escape")
            await until(pilot, lambda: on(app, "SessionScreen"))
        assert Desk(home).session("6", NOW).own == ()


class TestMove:
    async def test_a_known_code_is_completed_and_the_session_is_filed_there(self, home: Home) -> None:
        app = review(home)
        async with app.run_test() as pilot:
            await opened(app, pilot, *TO_SESSION, "m")
            await shows(app, pilot, "known codes: ash-12, birch")
            await pilot.press("a", "tab")
            await until(pilot, lambda: app.screen.query_one(Field).value == ASH)
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "SessionsScreen"))
            await until(pilot, lambda: app.screen.query_one(Rows).count == 5)
        assert Desk(home).session("6", NOW).row.client == ASH

    async def test_what_is_no_code_moves_nothing(self, home: Home) -> None:
        app = review(home)
        async with app.run_test() as pilot:
            await opened(app, pilot, *TO_SESSION, "m")
            app.screen.query_one(Field).value = "Maria Müller"
            await pilot.press("enter")
            await shows(app, pilot, "is not a client code")
        assert Desk(home).session("6", NOW).row.client == RIVER


class TestReport:
    @pytest.mark.parametrize("way", [("enter",), TO_SESSION], ids=["client", "session"])
    async def test_it_is_written_and_said_where(
        self, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        app = review(Home(written))
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, *way, "w")
            check_name = "river-7-2026-11-22" if len(way) == 1 else "river-7-session-6-2026-11-22"
            assert app.screen.query_one(Field).value.endswith(f"{check_name}.html")
            await pilot.press("enter")
            await shows(app, pilot, "To print it")
        page, table = tmp_path / f"{check_name}.html", tmp_path / f"{check_name}.html.csv"
        assert page.read_text("utf-8").startswith("<!doctype html>")
        assert table.read_text("utf-8").startswith("section,")
        assert page.stat().st_mode & 0o777 == 0o600

    async def test_tab_changes_the_kind(
        self, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        app = review(Home(written))
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, "enter", "w")
            await pilot.press("tab")
            assert app.screen.query_one(Field).value.endswith(".pdf")
            await pilot.press("tab")
            assert app.screen.query_one(Field).value.endswith(".html")

    async def test_nothing_is_written_over(
        self, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        app = review(Home(written))
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, "enter", "w")
            (tmp_path / "taken.html").write_text("mine")
            app.screen.query_one(Field).value = str(tmp_path / "taken.html")
            await pilot.press("enter")
            await shows(app, pilot, "There is already a file")
        assert (tmp_path / "taken.html").read_text() == "mine"


class TestSharing:
    async def test_what_was_shared_here_comes_in_there(
        self, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Preview, seal for a key, look into it elsewhere, take it in: the page there tells the same."""
        from biofeed.sharing.envelope import make_key

        monkeypatch.chdir(tmp_path)
        recipient = make_key(tmp_path / "key.txt", NOW)
        app = review(Home(written))
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, "enter", "x")
            await shows(app, pilot, "6 sessions")
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "SealScreen"))
            app.screen.query_one("#receiver", Field).value = recipient
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ClientScreen"))
        bundle = tmp_path / "river-7-2026-11-22.age"
        assert bundle.read_bytes().startswith(b"age-encryption.org/")

        there = Home(tmp_path / "there")
        app = review(there)
        async with app.run_test(size=(120, 40)) as pilot:
            await shows(app, pilot, "There is nobody in the log yet.")
            await pilot.press("ctrl+o")
            await until(pilot, lambda: on(app, "ReceiveScreen"))
            app.screen.query_one("#bundle", Field).value = str(bundle)
            app.screen.query_one("#key", Field).value = str(tmp_path / "key.txt")
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "BundleScreen"))
            assert "6 sessions" in flat(app)
            assert not there.database(Origin.STRAP).exists()
            app.screen.query_one(Field).value = "client-3"
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ClientsScreen"))
            await until(pilot, lambda: "client-3" in text_of(app))
        here, taken = Desk(Home(written)).client(RIVER, NOW), Desk(there).client("client-3", NOW)
        assert [one.row.started for one in taken.sessions] == [one.row.started for one in here.sessions]
        assert "for nobody else" not in str(taken.page)

    async def test_ticks_and_time_change_what_goes_along(self, written: Path) -> None:
        app = review(Home(written))
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, "enter", "x")
            await shows(app, pilot, "6 sessions")
            assert "for nobody else" not in flat(app)
            await pilot.press("v")
            await app.workers.wait_for_complete()
            await pilot.press("end")
            await until(pilot, lambda: "for nobody else" in flat(app))
            await pilot.press("t")
            await shows(app, pilot, "the last 13 weeks")

    async def test_without_a_receiver_nothing_is_written(
        self, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        app = review(Home(written))
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, "enter", "x")
            await shows(app, pilot, "6 sessions")
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "SealScreen"))
            await pilot.press("enter")
            await shows(app, pilot, "It is not said who may open the bundle.")
            await pilot.press("escape")
            app.screen.query_one("#passphrase", Field).value = "one thing"
            app.screen.query_one("#again", Field).value = "another"
            await pilot.press("enter")
            await shows(app, pilot, "The two passphrases are different.")
        assert not (tmp_path / "river-7-2026-11-22.age").exists()

    async def test_a_file_that_is_no_bundle_is_said_to_be_none(self, home: Home, tmp_path: Path) -> None:
        app = review(home)
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, "ctrl+o")
            await pilot.press("enter")
            await shows(app, pilot, "No bundle is named.")
            await pilot.press("escape")
            (tmp_path / "letter.txt").write_text("dear colleague")
            app.screen.query_one("#bundle", Field).value = str(tmp_path / "letter.txt")
            await pilot.press("enter")
            await shows(app, pilot, "It is not said what opens the bundle.")
            await pilot.press("escape")
            app.screen.query_one("#passphrase", Field).value = "anything"
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ErrorScreen"))
