"""The table of questionnaires of a data folder."""

from __future__ import annotations

import pytest

from biofeed.errors import StoreError, UsageError
from biofeed.store.home import Home
from biofeed.store.questionnaire import questionnaires

OWN = """
[[questionnaire]]
name = "phq 9"
about = "as our clinic counts"
basis = "memory"
source = "our manual"
scale = [{lowest = 0, highest = 27}]
"""


def test_without_a_file_of_ones_own_it_is_the_one_that_comes_along(home: Home) -> None:
    assert questionnaires(home).find("PHQ-9") is not None


def test_a_file_in_the_data_folder_takes_the_place_of_what_has_its_names(home: Home) -> None:
    home.ensure()
    home.questionnaires.write_text(OWN)

    found = questionnaires(home).find("PHQ-9")
    assert found is not None
    assert found.source == "our manual"
    assert questionnaires(home).find("GAD-7") is not None


def test_a_file_that_is_not_in_order_is_named(home: Home) -> None:
    home.ensure()
    home.questionnaires.write_text(OWN.replace("highest", "hihgest"))

    with pytest.raises(UsageError, match=r"questionnaires\.toml: .*hihgest"):
        questionnaires(home)


def test_a_file_that_is_no_text_says_what_to_do(home: Home) -> None:
    home.ensure()
    home.questionnaires.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(StoreError, match="cannot be read") as caught:
        questionnaires(home)
    assert "move it away" in caught.value.hint
