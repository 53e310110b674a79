"""Reads of credentials: terms as of a day and as known, holdings in two statements."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.records.credentials.models import CredentialTypeTerms
from portal.records.credentials.queries import (
    find_held_credential,
    get_type_terms,
    list_held_credentials,
)
from portal.records.credentials.renewal import WindowState
from portal.records.credentials.status import Status
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 1)
REFORM = date(2025, 7, 1)


def test_terms_hold_from_their_first_day_until_before_their_last() -> None:
    old = make.make_type_terms("initial", validity_months=36, valid_to=REFORM)
    new = make.make_type_terms("initial", validity_months=120, valid_from=REFORM)

    assert get_type_terms("initial", REFORM - timedelta(days=1)) == old
    assert get_type_terms("initial", REFORM) == new


def test_terms_are_those_known_at_the_moment() -> None:
    corrected_at = make.AT + timedelta(days=30)
    first = make.make_type_terms(validity_months=60, superseded_at=corrected_at)
    second = make.make_type_terms(validity_months=120, recorded_at=corrected_at)

    assert get_type_terms("professional", ON, known_at=make.AT) == first
    assert get_type_terms("professional", ON, known_at=corrected_at) == second
    assert get_type_terms("professional", ON) == second


def test_day_or_moment_without_terms_is_said() -> None:
    make.make_type_terms()

    with pytest.raises(CredentialTypeTerms.DoesNotExist):
        get_type_terms("professional", date(1999, 1, 1))
    with pytest.raises(CredentialTypeTerms.DoesNotExist):
        get_type_terms("professional", ON, known_at=make.AT - timedelta(seconds=1))


@pytest.mark.parametrize("credentials", [1, 3])
def test_holdings_cost_two_statements_whatever_their_number(credentials: int) -> None:
    make.make_type_terms(title="Professional Educator Certificate")
    endorsements = [make.make_endorsement("305"), make.make_endorsement("165", "Special")]
    person = make.make_named("Voss", "Dana")
    make.make_held(make.make_named("Reyes"))
    for _ in range(credentials):
        held = make.make_held(person)
        for endorsement in endorsements:
            held.endorsements.create(endorsement=endorsement)

    with CaptureQueriesContext(connection) as statements:
        holdings = list_held_credentials(person.pk, on=ON)

    assert len(statements) == 2
    assert len(holdings) == credentials
    assert {held.title for held in holdings} == {"Professional Educator Certificate"}
    assert [each.code for each in holdings[0].endorsements] == ["165", "305"]
    assert holdings[0].holder_name == "Dana Voss"
    assert holdings[0].renewal.state == WindowState.OPEN


def test_holdings_use_the_terms_of_the_day_and_of_today_s_knowledge() -> None:
    make.make_type_terms(title="Old title", valid_to=REFORM)
    make.make_type_terms(title="Wrong title", valid_from=REFORM, superseded_at=make.AT)
    make.make_type_terms(title="New title", valid_from=REFORM)
    held = make.make_held(make.make_named("Voss"))

    titles = [
        list_held_credentials(held.person_id, on=on)[0].title for on in (date(2025, 6, 30), ON)
    ]

    assert titles == ["Old title", "New title"]


def test_credential_whose_type_has_no_terms_is_still_shown() -> None:
    held = make.make_held(make.make_named("Voss"))

    shown = list_held_credentials(held.person_id, on=ON)[0]

    assert (shown.title, shown.terms) == ("professional", None)
    assert shown.renewal.state == WindowState.NOT_RENEWABLE


def test_unconfirmed_endorsement_shows_its_code_alone() -> None:
    make.make_endorsement("001", "Unsure", is_active=False, confidence="unverified")
    held = make.make_held(make.make_named("Voss"))
    held.endorsements.create(endorsement=make.records.Endorsement.objects.get(code="001"))

    shown = list_held_credentials(held.person_id, on=ON)[0].endorsements[0]

    assert (shown.code, shown.title) == ("001", "")


def test_person_without_credentials_costs_one_statement() -> None:
    person = make.make_named("Voss")

    with CaptureQueriesContext(connection) as statements:
        assert list_held_credentials(person.pk, on=ON) == ()

    assert len(statements) == 1


def test_staff_see_pending_actions_and_others_do_not() -> None:
    held = make.make_held(make.make_named("Voss"))
    make.make_event(held, "suspended", date(2026, 1, 1), is_final=False)

    shown = list_held_credentials(held.person_id, on=ON)[0]

    assert (shown.status, shown.staff_status) == (Status.ACTIVE, Status.SUSPENDED)


def test_credential_is_found_by_number_and_only_among_one_s_own() -> None:
    held = make.make_held(make.make_named("Voss"))
    other = make.make_named("Reyes")

    found = find_held_credential(held.number, on=ON)

    assert found is not None
    assert found.credential_id == held.pk
    assert find_held_credential(held.number, on=ON, person_id=other.pk) is None
    assert find_held_credential("NOPE", on=ON) is None
