"""What staff type, as conditions: beginnings of folded names, whole numbers, never everything by mistake."""

import pytest
from django.db.models import Q

from portal.casework.search import (
    NOTHING,
    application_matches,
    begins,
    credential_matches,
    person_matches,
)


def test_an_empty_prefix_is_no_condition() -> None:
    assert begins("folded_last", "") == Q()


def test_a_prefix_is_one_range() -> None:
    assert begins("folded_last", "ok") == Q(folded_last__gte="ok", folded_last__lt="ok\U0010ffff")


@pytest.mark.parametrize("typed", ["'", "%", "-", "…"])
def test_nothing_to_go_by_finds_nobody(typed: str) -> None:
    assert person_matches(typed) == NOTHING


def test_a_whole_reference_or_number_is_looked_up_alone() -> None:
    from portal.records.applications.references import new_reference  # deferred: random each time
    from portal.records.credentials.numbers import new_credential_number  # deferred: likewise

    reference, number = new_reference(), new_credential_number()

    assert application_matches(reference.lower()) == Q(reference=reference)
    assert credential_matches(f" {number[:5]}-{number[5:]}") == Q(number=number)
