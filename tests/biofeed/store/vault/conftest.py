"""What the tests of encrypted logs share: a log with things in it that nobody else may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.note import Annotation, Author
from biofeed.store.vault.sealing import encrypt
from biofeed.store.vault.wrapping import Cost
from biofeed.types import Note, Origin, Packet
from tests.biofeed.store.conftest import HEADER

WORDS = "river stone lamp"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
CLIENT = "quiet-heron-31"
NOTE = "the letter from Ottilie"
DEVICE = "Polar H10 C0FFEE42"
ADDRESS = "AA:BB:CC:11:22:33"
SECRETS = (CLIENT, NOTE, DEVICE, ADDRESS)
WHEN = dt.datetime(2026, 3, 1, 19, 0, tzinfo=dt.UTC)


def fill(home: Home, header: Header, events: int = 200) -> None:
    """Log two sessions of the person's own and a simulated one, with every kind of secret in them."""
    said = replace(header, device=DEVICE, device_url=f"ble:{ADDRESS}", client=CLIENT)
    for origin, sessions in ((Origin.STRAP, 2), (Origin.SIMULATED, 1)):
        with open_store(home, origin) as store:
            for _ in range(sessions):
                with store.begin(replace(said, origin=origin), CLIENT) as log:
                    log.append([Packet(float(at), "2a37", b"\x10\x48\x00\x04") for at in range(events)])
                    log.append([Note(float(events), NOTE)])
                    log.finish(float(events), "done", ())
                store.annotate(log.id, Annotation(NOTE, Author.CLIENT, private=True, written=WHEN))
            store.remember(CLIENT, "contacts", NOTE)


@pytest.fixture(scope="session")
def plain_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder that is not encrypted, made once for all tests, to be copied."""
    home = Home(tmp_path_factory.mktemp("plain") / "home")
    fill(home, HEADER)
    home.settings["last_device"] = f"ble:{ADDRESS}"
    return home.path


@pytest.fixture(scope="session")
def sealed_folder(plain_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the same, encrypted with the passphrase `WORDS`."""
    home = Home(copytree(plain_folder, tmp_path_factory.mktemp("sealed") / "home"))
    list(encrypt(home, WORDS, CHEAP))
    return home.path


@pytest.fixture
def plain_home(plain_folder: Path, tmp_path: Path) -> Home:
    """Give a data folder that is not encrypted, with two sessions and a simulated one."""
    return Home(copytree(plain_folder, tmp_path / "home"))


@pytest.fixture
def sealed_home(sealed_folder: Path, tmp_path: Path) -> Home:
    """Give the same, encrypted and unlocked."""
    home = Home(copytree(sealed_folder, tmp_path / "home"))
    home.vault.unlock(WORDS)
    return home


def found_in(folder: Path, *words: str) -> list[str]:
    """Name the files under `folder` that hold one of the words, in whatever encoding text may have."""
    needles = [word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if any(needle in path.read_bytes() for needle in needles))
