from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.sharing.identity import model_of, without_identity


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("Polar H10 8A3C4D21", "Polar H10"),
        ("Polar OH1 ABCDEFAB", "Polar OH1"),
        ("HRM-Dual:123456", "HRM-Dual"),
        ("TICKR 1A2B", "TICKR"),
        ("COOSPO H808S 0012345", "COOSPO H808S"),
        ("HW706-0012345", "HW706"),
        ("Movesense 174430000051", "Movesense"),
        ("AA:BB:CC:DD:EE:FF", ""),
        ("aa-bb-cc-dd-ee-ff Polar H9", "Polar H9"),
        ("0000180D-0000-1000-8000-00805F9B34FB strap", "strap"),
        ("Suunto Smart Sensor", "Suunto Smart Sensor"),
        ("simulated strap (average person)", "simulated strap (average person)"),
        ("", ""),
    ],
)
def test_the_model_stays_and_the_number_goes(name: str, model: str) -> None:
    assert model_of(name) == model


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{:08X}", "{:08x}", "{:06X}"]))
def test_no_device_number_of_six_digits_or_more_stays(number: int, form: str) -> None:
    assert model_of(f"Polar H10 {form.format(number)}") == "Polar H10"


@given(st.binary(min_size=6, max_size=6), st.sampled_from(":-_"))
def test_no_address_stays(address: bytes, between: str) -> None:
    assert model_of(f"strap {address.hex(between)}") == "strap"
    assert without_identity(f"strap {address.hex(between)}") == "strap"


@given(st.text())
def test_any_text_is_taken_and_a_second_time_changes_nothing(text: str) -> None:
    for taken_out in (model_of, without_identity):
        once = taken_out(text)
        assert taken_out(once) == once


def test_in_a_remark_a_year_and_a_count_stay() -> None:
    remark = "EDF says 1985; 12345 values of strap 8A3C4D21 were left out."

    assert without_identity(remark) == "EDF says 1985; 12345 values of strap were left out."
