"""The table of questionnaires that holds in a data folder: the one that comes along, and the person's own."""

from __future__ import annotations

from biofeed.diary import Questionnaires, packaged_questionnaires, parse_questionnaires
from biofeed.errors import StoreError
from biofeed.store.home import Home


def questionnaires(home: Home) -> Questionnaires:
    """Give the table for a data folder.

    Raises `UsageError` naming the key if the person's own file is not in order, `StoreError` if it cannot be
    read at all.
    """
    own = home.questionnaires
    try:
        toml = own.read_text("utf-8")
    except FileNotFoundError:
        return packaged_questionnaires()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"The table of questionnaires “{own}” cannot be read.",
            "It is a text file in UTF-8; move it away to go on without it.",
        ) from error
    return packaged_questionnaires().extended(parse_questionnaires(toml, own.name))
