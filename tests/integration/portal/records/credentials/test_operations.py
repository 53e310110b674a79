"""Issuing and extending credentials and the filing of a renewal: events, audit, refusals, cost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import Credential, CredentialEvent
from portal.records.credentials.numbers import is_well_formed
from portal.records.credentials.operations import (
    CredentialChangedError,
    CredentialRefusedError,
    close_timely_filing,
    extend_credential,
    issue_credential,
    record_timely_filing,
)
from portal.records.credentials.queries import list_held_credentials
from portal.records.credentials.status import Status
from tests.factories import records as make

pytestmark = pytest.mark.django_db

EXPIRY = date(2026, 12, 31)
LATER = date(2031, 12, 31)
FILED_ON = date(2026, 9, 1)


def issue(**facts: object) -> Credential:
    """Issue a Professional certificate with one endorsement."""
    endorsement = make.make_endorsement("305")
    terms = facts.pop("terms", None) or make.make_type_terms()
    return issue_credential(
        **{
            "person": make.make_named("Voss"),
            "credential_type": terms.credential_type,
            "category": "teaching",
            "issued_on": date(2026, 3, 2),
            "expires_on": date(2031, 3, 1),
            "endorsements": [(endorsement, "")],
            "application_reference": "R1",
            "actor_id": 7,
            "at": make.AT,
            **facts,
        }
    )


def extend(held: Credential, **facts: object) -> Credential:
    """Extend a credential by five years."""
    return extend_credential(
        **{
            "credential": held,
            "expires_on": LATER,
            "effective_on": FILED_ON,
            "application_reference": "R1",
            "actor_id": 7,
            "at": make.AT,
            **facts,
        }
    )


def audit_events() -> list[AuditEvent]:
    """Return what was written about credentials."""
    return list(AuditEvent.objects.filter(record_type="credential"))


def status_of(held: Credential, on: date) -> Status:
    return list_held_credentials(held.person_id, on=on)[0].status


def test_issued_credential_has_number_endorsement_event_and_audit() -> None:
    held = issue()

    event, (audit,) = held.events.get(), audit_events()
    assert is_well_formed(held.number)
    assert [each.endorsement.code for each in held.endorsements.all()] == ["305"]
    assert (event.kind, event.effective_on, event.expires_on, event.application_reference) == (
        "issued",
        date(2026, 3, 2),
        date(2031, 3, 1),
        "R1",
    )
    assert (audit.action, audit.record_id, audit.actor_id) == (
        "credential.issued",
        str(held.pk),
        7,
    )


def test_credential_without_end_is_issued() -> None:
    assert issue(expires_on=None).events.get().expires_on is None


@pytest.mark.parametrize(
    "facts", [{"is_issuable": False}, {"is_active": False, "confidence": "unverified"}]
)
def test_closed_or_unconfirmed_type_is_never_issued(facts: dict[str, object]) -> None:
    terms = make.make_type_terms("provisional", **facts)

    with pytest.raises(CredentialRefusedError):
        issue(terms=terms)

    assert not Credential.objects.exists()


def test_number_that_is_taken_is_not_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make.make_held(make.make_named("Reyes")).number
    drawn = iter([taken, "FREE"])
    monkeypatch.setattr(
        "portal.records.credentials.operations.new_credential_number", lambda: next(drawn)
    )

    assert issue().number == "FREE"


def test_extension_moves_the_expiry_and_is_recorded() -> None:
    held = make.make_held(make.make_named("Voss"))

    extend(held)

    held.refresh_from_db()
    assert held.expires_on == LATER
    assert [each.kind for each in held.events.all()] == ["issued", "extended"]
    assert [audit.action for audit in audit_events()] == ["credential.extended"]
    assert status_of(held, EXPIRY + timedelta(days=1)) == Status.ACTIVE


@pytest.mark.parametrize("expires_on", [EXPIRY, EXPIRY - timedelta(days=1)])
def test_extension_to_no_later_day_is_refused(expires_on: date) -> None:
    held = make.make_held(make.make_named("Voss"))

    with pytest.raises(CredentialRefusedError):
        extend(held, expires_on=expires_on)


@pytest.mark.parametrize("kind", ["revoked", "surrendered", "superseded"])
def test_ended_credential_is_not_extended_and_nothing_is_left_behind(kind: str) -> None:
    held = make.make_held(make.make_named("Voss"))
    make.make_event(held, kind, date(2026, 1, 1))

    with pytest.raises(CredentialRefusedError, match=kind):
        extend(held)

    held.refresh_from_db()
    assert held.expires_on == EXPIRY
    assert audit_events() == []


def test_extension_of_a_credential_that_moved_meanwhile_is_refused() -> None:
    held = make.make_held(make.make_named("Voss"))
    stale = Credential.objects.get(pk=held.pk)
    extend(held)

    with pytest.raises(CredentialChangedError):
        extend(stale, application_reference="R2")

    assert CredentialEvent.objects.filter(kind="extended").count() == 1


def test_one_application_extends_once() -> None:
    held = make.make_held(make.make_named("Voss"))
    extend(held)

    with pytest.raises(IntegrityError), transaction.atomic():
        extend(held, expires_on=date(2036, 12, 31))

    held = Credential.objects.get()
    assert held.expires_on == LATER


def test_timely_filing_costs_one_statement_and_no_audit_of_its_own() -> None:
    held = make.make_held(make.make_named("Voss"))

    with CaptureQueriesContext(connection) as statements:
        record_timely_filing(
            credential=held, filed_on=FILED_ON, application_reference="R1", at=make.AT
        )

    assert len(statements) == 1
    assert audit_events() == []
    assert status_of(held, EXPIRY + timedelta(days=30)) == Status.IN_PROCESS


def test_filing_after_the_expiry_date_is_refused() -> None:
    held = make.make_held(make.make_named("Voss"))

    with pytest.raises(CredentialRefusedError):
        record_timely_filing(
            credential=held,
            filed_on=EXPIRY + timedelta(days=1),
            application_reference="R1",
            at=make.AT,
        )


def test_filing_is_recorded_once_an_application() -> None:
    held = make.make_held(make.make_named("Voss"))
    facts = {"credential": held, "filed_on": FILED_ON, "application_reference": "R1"}
    record_timely_filing(**facts, at=make.AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        record_timely_filing(**facts, at=make.AT)


def test_closed_filing_holds_no_longer() -> None:
    held = make.make_held(make.make_named("Voss"))
    record_timely_filing(credential=held, filed_on=FILED_ON, application_reference="R1", at=make.AT)

    close_timely_filing(
        credential=held,
        closed_on=date(2027, 2, 1),
        application_reference="R1",
        actor_id=7,
        at=make.AT,
    )

    assert status_of(held, date(2027, 1, 31)) == Status.IN_PROCESS
    assert status_of(held, date(2027, 2, 1)) == Status.EXPIRED
    assert [audit.action for audit in audit_events()] == ["credential.filing_closed"]
