"""The control point: commands as Polar documents them, answers whole or in pieces, refusals in words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import BadPacket
from biofeed_devices.pmd import settings
from biofeed_devices.pmd.control import (
    Answer,
    Assembly,
    Measurement,
    Operation,
    Status,
    Stopped,
    ask_settings,
    parse,
    refusal,
    start,
    stop,
)
from biofeed_devices.pmd.settings import Setting, choose
from tests.biofeed_devices.pmd.plain_encoder import H10_ACCELERATION, H10_ECG, answer, setting

ECG, ACCELERATION = Measurement.ECG, Measurement.ACCELERATION


class TestCommands:
    def test_ecg_of_an_h10_is_started_with_the_bytes_that_polar_documents(self) -> None:
        assert start(ECG, choose(settings.parse(H10_ECG))).hex(" ") == "02 00 00 01 82 00 01 01 0e 00"

    def test_acceleration_of_an_h10_is_started_at_50_hz_and_8_g(self) -> None:
        chosen = choose(settings.parse(H10_ACCELERATION))

        assert start(ACCELERATION, chosen).hex(" ") == "02 02 00 01 32 00 01 01 10 00 02 01 08 00"

    def test_asking_and_stopping_name_the_measurement_only(self) -> None:
        assert (ask_settings(ECG), stop(ACCELERATION)) == (b"\x01\x00", b"\x03\x02")


class TestSettings:
    def test_a_list_is_read_as_the_strap_wrote_it(self) -> None:
        assert settings.parse(H10_ACCELERATION) == {
            Setting.RATE_HZ: (25, 50, 100, 200),
            Setting.RESOLUTION_BITS: (16,),
            Setting.RANGE: (2, 4, 8),
        }

    def test_each_setting_has_its_own_width(self) -> None:
        data = (
            setting(3, 4, [100_000])
            + setting(4, 1, [3])
            + b"\x05\x01\x00\x00\x80\x3e"
            + b"\x06\x01"
            + bytes(16)
        )

        assert settings.parse(data) == {
            Setting.MILLI_RANGE: (100_000,),
            Setting.CHANNELS: (3,),
            Setting.FACTOR: (0.25,),
        }

    @pytest.mark.parametrize(("offered", "taken"), [((26, 52, 104), 52), ((25, 26), 26), ((200, 100), 100)])
    def test_the_rate_is_50_hz_or_the_next_above_or_the_highest(
        self, offered: tuple[int, ...], taken: int
    ) -> None:
        assert choose({Setting.RATE_HZ: offered}) == {Setting.RATE_HZ: taken}

    def test_what_is_no_choice_is_not_sent(self) -> None:
        assert choose({Setting.FACTOR: (1.0,), Setting.MILLI_RANGE: (8000,), Setting.RANGE: ()}) == {}

    @pytest.mark.parametrize("data", [b"\x00", b"\x00\x02\x32\x00", b"\x07\x00", b"\x05\x01\x00"])
    def test_a_list_that_breaks_off_or_is_unknown_is_refused(self, data: bytes) -> None:
        with pytest.raises(BadPacket):
            settings.parse(data)

    @given(st.binary(max_size=64))
    def test_any_bytes_are_a_list_or_a_bad_packet(self, data: bytes) -> None:
        with suppress(BadPacket):
            assert all(choose(settings.parse(data))[one] >= 0 for one in choose(settings.parse(data)))


class TestAnswers:
    def test_a_real_answer_about_ecg(self) -> None:
        said = parse(bytes.fromhex("f0 01 00 00 00 00 01 82 00 01 01 0e 00"))

        assert said == Answer(Operation.GET_SETTINGS, ECG, Status.OK, parameters=H10_ECG)

    @given(
        operation=st.sampled_from(Operation),
        measurement=st.sampled_from(Measurement),
        status=st.integers(0, 14),
        more=st.booleans(),
        parameters=st.binary(max_size=40),
    )
    def test_an_answer_is_read_as_it_was_written(
        self, operation: Operation, measurement: Measurement, status: int, more: bool, parameters: bytes
    ) -> None:
        kind = {ECG: 0, ACCELERATION: 2}[measurement]
        data = answer(int(operation), kind, status, more=more, parameters=parameters)

        assert parse(data) == Answer(operation, measurement, Status(status), more, parameters)

    def test_a_refusal_may_be_four_bytes(self) -> None:
        assert parse(b"\xf0\x02\x02\x06") == Answer(Operation.START, ACCELERATION, Status.ALREADY_IN_STATE)

    def test_what_this_program_never_asked_is_still_an_answer(self) -> None:
        assert parse(b"\xf0\x05\x09\x63\x00") == Answer(None, None, Status.UNKNOWN)

    def test_the_strap_may_end_streams_by_itself(self) -> None:
        assert parse(b"\x01\x02\x00\x03") == Stopped((ACCELERATION, ECG))

    @given(st.binary(max_size=40))
    def test_any_bytes_are_an_answer_or_news_or_a_bad_packet(self, data: bytes) -> None:
        with suppress(BadPacket):
            assert isinstance(parse(data), Answer) == (data[0] == 0xF0)

    def test_a_list_may_come_in_several_pieces_and_beside_another(self) -> None:
        assembly = Assembly()
        first, second = H10_ACCELERATION[:7], H10_ACCELERATION[7:]
        whole = [
            assembly.add(said)
            for data in (
                answer(1, 2, more=True, parameters=first),
                answer(1, 0, parameters=H10_ECG),
                answer(1, 2, parameters=second),
                answer(1, 2, parameters=H10_ACCELERATION),
            )
            if isinstance(said := parse(data), Answer)
        ]

        assert whole[0] is None
        assert [said.parameters for said in whole if said] == [H10_ECG, H10_ACCELERATION, H10_ACCELERATION]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OK])
@pytest.mark.parametrize("measurement", Measurement)
def test_every_refusal_says_what_happened_and_what_to_do(measurement: Measurement, status: Status) -> None:
    error = refusal(measurement, status)

    assert str(measurement) in error.title
    assert error.hint
