"""Writes of credentials: issue, extend, and the timely filing of a renewal.

They join the caller's transaction (a decision's, a submission's) and each appends its event. What
makes a person eligible is decided before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from portal.records.audit.operations import record_event
from portal.records.credentials.models import (
    Credential,
    CredentialEndorsement,
    CredentialEvent,
    CredentialType,
    Endorsement,
)
from portal.records.credentials.numbers import new_credential_number
from portal.records.credentials.queries import get_type_terms
from portal.records.credentials.status import Status, status_on
from portal.records.people.models import Person

__all__ = [
    "CredentialChangedError",
    "CredentialRefusedError",
    "append_event",
    "close_timely_filing",
    "extend_credential",
    "issue_credential",
    "record_timely_filing",
    "refuse_ended",
]

ENDED = frozenset({Status.REVOKED, Status.SURRENDERED, Status.SUPERSEDED})


class CredentialRefusedError(ValueError):
    """The records forbid the act: a closed type, an ended credential, a date out of order."""


class CredentialChangedError(RuntimeError):
    """The credential is not as the caller read it; read it again and decide anew."""


@transaction.atomic
def issue_credential(
    *,
    person: Person,
    credential_type: CredentialType,
    category: str,
    issued_on: date,
    expires_on: date | None,
    endorsements: Sequence[tuple[Endorsement, str]],
    application_reference: str,
    actor_id: int | None,
    at: datetime,
) -> Credential:
    """Issue a credential with its endorsements, each with a subject label or ''.

    Raises CredentialRefusedError for a type that is closed or not confirmed on the day of issue.
    """
    terms = get_type_terms(credential_type.key, issued_on)
    if not (terms.is_active and terms.is_issuable):
        raise CredentialRefusedError(f"{credential_type.key} is not issued on {issued_on}.")
    credential = Credential.objects.create(
        number=_unused_number(),
        person=person,
        credential_type=credential_type,
        category=category,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    CredentialEndorsement.objects.bulk_create(
        CredentialEndorsement(credential=credential, endorsement=endorsement, subject=subject)
        for endorsement, subject in endorsements
    )
    event = CredentialEvent(
        credential=credential,
        kind=CredentialEvent.Kind.ISSUED,
        effective_on=issued_on,
        expires_on=expires_on,
        application_reference=application_reference,
        recorded_at=at,
    )
    append_event(event, actor_id)
    return credential


@transaction.atomic
def extend_credential(
    *,
    credential: Credential,
    expires_on: date,
    effective_on: date,
    application_reference: str,
    actor_id: int | None,
    at: datetime,
) -> Credential:
    """Move a credential's expiry date forward, effective on a day, and end that filing's hold.

    Raises CredentialRefusedError for an earlier date or an ended credential, CredentialChangedError where
    somebody moved the expiry date since it was read.
    """
    before = credential.expires_on
    if before is None or expires_on <= before:
        raise CredentialRefusedError(f"{expires_on} does not extend {before}.")
    rows = Credential.objects.filter(pk=credential.pk, expires_on=before)
    if rows.update(expires_on=expires_on) != 1:
        raise CredentialChangedError(f"Credential {credential.pk} no longer expires on {before}.")
    refuse_ended(credential, effective_on)
    event = CredentialEvent(
        credential=credential,
        kind=CredentialEvent.Kind.EXTENDED,
        effective_on=effective_on,
        expires_on=expires_on,
        application_reference=application_reference,
        recorded_at=at,
    )
    append_event(event, actor_id)
    credential.expires_on = expires_on
    return credential


def record_timely_filing(
    *, credential: Credential, filed_on: date, application_reference: str, at: datetime
) -> CredentialEvent:
    """Note that a renewal was filed by the expiry date; 1 SQL.

    It writes no audit event of its own: it belongs to the submission, whose event covers it.
    Raises CredentialRefusedError after the expiry date.
    """
    if credential.expires_on is None or filed_on > credential.expires_on:
        raise CredentialRefusedError(f"A filing on {filed_on} is not timely.")
    return CredentialEvent.objects.create(
        credential_id=credential.pk,
        kind=CredentialEvent.Kind.FILED,
        effective_on=filed_on,
        application_reference=application_reference,
        recorded_at=at,
    )


@transaction.atomic
def close_timely_filing(
    *,
    credential: Credential,
    closed_on: date,
    application_reference: str,
    actor_id: int | None,
    at: datetime,
) -> CredentialEvent:
    """Note that a filed renewal is no longer under way: denied or withdrawn.

    An extension ends the hold by itself. Does nothing but record; safe without a filing.
    """
    event = CredentialEvent(
        credential=credential,
        kind=CredentialEvent.Kind.FILING_CLOSED,
        effective_on=closed_on,
        application_reference=application_reference,
        recorded_at=at,
    )
    return append_event(event, actor_id)


def _unused_number() -> str:
    """Return a number no credential has; the unique column settles a race."""
    number = new_credential_number()
    while Credential.objects.filter(number=number).exists():
        number = new_credential_number()
    return number


def refuse_ended(credential: Credential, on: date) -> None:
    """Raise CredentialRefusedError for a credential that discipline or replacement has ended."""
    status = status_on(
        issued_on=credential.issued_on,
        expires_on=credential.expires_on,
        events=credential.events.order_by("id"),
        on=on,
        public=False,
    )
    if status in ENDED:
        raise CredentialRefusedError(f"A credential that is {status.value} stays as it is.")


def append_event(event: CredentialEvent, actor_id: int | None) -> CredentialEvent:
    """Store an event and its audit event, as part of what brings it about."""
    event.save()
    record_event(
        action=f"credential.{event.kind}",
        record_type="credential",
        record_id=str(event.credential_id),
        state={
            "effective_on": event.effective_on,
            "expires_on": event.expires_on,
            "application_reference": event.application_reference,
        },
        actor_id=actor_id,
        at=event.recorded_at,
    )
    return event
