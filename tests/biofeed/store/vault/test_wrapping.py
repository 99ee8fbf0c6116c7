from __future__ import annotations

import os
from dataclasses import replace

import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed.store.vault.refusal import WrongPassphrase
from biofeed.store.vault.wrapping import Cost, unwrap, wrap

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
SALT = bytes(range(16))


@settings(max_examples=25)
@given(
    passphrase=st.text(),
    data_key=st.binary(min_size=32, max_size=32),
    salt=st.binary(min_size=16, max_size=16),
)
def test_the_passphrase_that_wrapped_a_key_unwraps_it(passphrase: str, data_key: bytes, salt: bytes) -> None:
    wrapped = wrap(data_key, passphrase, "a", CHEAP, salt)

    assert unwrap(wrapped, passphrase, "a") == data_key


def test_any_other_passphrase_is_told_apart() -> None:
    wrapped = wrap(bytes(32), "correct horse", "a", CHEAP, SALT)

    for other in ("", "Correct horse", "correct horse ", "correct  horse"):
        with pytest.raises(WrongPassphrase):
            unwrap(wrapped, other, "a")


def test_nothing_that_was_written_down_can_be_changed_unnoticed() -> None:
    wrapped = wrap(os.urandom(32), "correct horse", "a", CHEAP, SALT)
    changed = [
        replace(wrapped, covered=bytes([wrapped.covered[0] ^ 1]) + wrapped.covered[1:]),
        replace(wrapped, tag=bytes(32)),
        replace(wrapped, salt=bytes(16)),
        replace(wrapped, cost=replace(CHEAP, passes=2)),
    ]

    for other in changed:
        with pytest.raises(WrongPassphrase):
            unwrap(other, "correct horse", "a")
    with pytest.raises(WrongPassphrase):
        unwrap(wrapped, "correct horse", "another vault")


def test_what_is_written_down_is_not_the_key_nor_half_of_what_argon2id_gave() -> None:
    data_key = bytes(32)
    wrapped = wrap(data_key, "correct horse", "a", CHEAP, SALT)
    derived = hash_secret_raw(b"correct horse", SALT, 1, 64, 1, 64, Type.ID)

    # With a key of zeros the cover is the pad itself: the first half, and never the key of the HMAC.
    assert wrapped.covered == derived[:32]
    assert derived[32:] not in (wrapped.covered, wrapped.tag)


def test_one_letter_typed_in_two_ways_is_one_passphrase() -> None:
    wrapped = wrap(bytes(32), "caf\u00e9 du lac", "a", CHEAP, SALT)

    assert unwrap(wrapped, "cafe\u0301 du lac", "a") == bytes(32)


def test_a_guess_costs_what_rfc_9106_recommends_where_memory_is_scarce() -> None:
    """RFC 9106, section 4, second recommended option: 3 passes, 4 lanes, 64 MiB."""
    assert Cost() == Cost(memory_kib=65536, passes=3, lanes=4)
