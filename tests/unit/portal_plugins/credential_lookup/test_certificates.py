"""Every status has a word, a meaning of its own, a tag and a statement."""

import pytest
from django.utils import translation

from portal.sdk.lookup import STATUS_MEANINGS, Status
from portal_plugins.credential_lookup.certificates import (
    TAG_STATES,
    StatusWord,
    list_status_words,
    say_validity,
)

WORDS = {
    Status.ACTIVE: ("Active", "good", "success", "Valid on day"),
    Status.IN_PROCESS: ("Renewal in process", "warning", "warning", "Renewal in process on day"),
    Status.EXPIRED: ("Expired", "neutral", "error", "Not valid on day: expired"),
    Status.SUSPENDED: ("Suspended", "bad", "error", "Not valid on day: suspended"),
    Status.REVOKED: ("Revoked", "bad", "error", "Not valid on day: revoked"),
    Status.SURRENDERED: ("Surrendered", "bad", "error", "Not valid on day: surrendered"),
    Status.SUPERSEDED: ("Superseded", "neutral", "error", "Not valid on day: superseded"),
    Status.NOT_YET_VALID: ("Not yet valid", "info", "error", "Not valid on day: not yet valid"),
}


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("status", Status)
def test_status_is_worded(status: Status) -> None:
    label, state, kind, statement = WORDS[status]

    word = StatusWord.of(status)

    assert (word.label, word.state) == (label, state)
    assert say_validity(status, "day") == (kind, statement)


def test_tables_are_complete() -> None:
    assert set(TAG_STATES) == set(STATUS_MEANINGS) == set(Status) == set(WORDS)


def test_meanings_differ() -> None:
    assert len({word.meaning for word in list_status_words()}) == len(Status)


def test_only_one_status_is_valid() -> None:
    assert [s for s in Status if say_validity(s, "day")[0] == "success"] == [Status.ACTIVE]
