from __future__ import annotations

from biofeed.store.vault import Idle


def test_it_is_time_to_lock_once_nobody_has_touched_it_for_the_limit() -> None:
    idle = Idle(60.0, now_s=100.0)

    assert not idle.is_due(159.9, in_session=False)
    assert idle.is_due(160.0, in_session=False)


def test_a_touch_begins_the_count_anew() -> None:
    idle = Idle(60.0, now_s=0.0)
    idle.touch(50.0)

    assert not idle.is_due(109.0, in_session=False)
    assert idle.left_s(109.0) == 1.0
    assert idle.left_s(500.0) == 0.0


def test_a_session_is_never_cut_off_and_the_count_begins_with_its_end() -> None:
    idle = Idle(60.0, now_s=0.0)

    assert not any(idle.is_due(float(now_s), in_session=True) for now_s in range(0, 7200, 10))
    assert not idle.is_due(7190.0 + 59.0, in_session=False)
    assert idle.is_due(7190.0 + 60.0, in_session=False)


def test_without_a_limit_nothing_is_ever_due() -> None:
    idle = Idle(None, now_s=0.0)

    assert idle.left_s(1e9) is None
    assert not idle.is_due(1e9, in_session=False)
