"""Records many credentials that were issued elsewhere, as an import does; issuing one is for ``operations``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from portal.records.audit.operations import Act, record_events
from portal.records.credentials.models import (
    Credential,
    CredentialEndorsement,
    CredentialEvent,
    CredentialType,
    Endorsement,
)
from portal.records.credentials.numbers import is_well_formed, new_credential_number
from portal.records.people.models import Person

__all__ = ["KnownCredential", "record_credentials"]


@dataclass(frozen=True, slots=True)
class KnownCredential:
    """A credential as it is known elsewhere, of a closed type too, with what has happened to it since.

    ``event`` is kind, day and whether it is final; endorsements have a subject label or ''.
    """

    person: Person
    credential_type: CredentialType
    category: str
    issued_on: date
    expires_on: date | None
    endorsements: Sequence[tuple[Endorsement, str]]
    number: str
    event: tuple[str, date, bool] | None = None


@transaction.atomic
def record_credentials(
    known: Sequence[KnownCredential], *, source: str, actor_id: int | None, at: datetime
) -> list[Credential]:
    """Record credentials with their endorsements and events, in their order; a dozen SQL for hundreds.

    A number that is not well-formed stays as the former system's beside a new one. Each event has its audit event.
    Raises IntegrityError for a number that is known.
    """
    drawn = _draw_numbers(sum(not is_well_formed(each.number) for each in known))
    rows = [_make_credential(each, drawn) for each in known]
    Credential.objects.bulk_create(rows)
    pairs = list(zip(known, rows, strict=True))
    CredentialEndorsement.objects.bulk_create(
        CredentialEndorsement(credential=row, endorsement=endorsement, subject=subject)
        for each, row in pairs
        for endorsement, subject in each.endorsements
    )
    events = [event for each, row in pairs for event in _make_events(each, row, at)]
    CredentialEvent.objects.bulk_create(events)
    record_events([_tell(event, source) for event in events], actor_id=actor_id, at=at)
    return rows


def _make_credential(known: KnownCredential, drawn: list[str]) -> Credential:
    is_own = is_well_formed(known.number)
    return Credential(
        number=known.number if is_own else drawn.pop(),
        legacy_number=None if is_own else known.number,
        person=known.person,
        credential_type=known.credential_type,
        category=known.category,
        issued_on=known.issued_on,
        expires_on=known.expires_on,
    )


def _make_events(
    known: KnownCredential, credential: Credential, at: datetime
) -> Iterator[CredentialEvent]:
    """Yield that it was issued, and what has happened to it."""
    issued = (CredentialEvent.Kind.ISSUED.value, known.issued_on, True)
    for kind, effective_on, is_final in [issued, *([known.event] if known.event else [])]:
        yield CredentialEvent(
            credential=credential,
            kind=kind,
            effective_on=effective_on,
            expires_on=known.expires_on if kind == CredentialEvent.Kind.ISSUED else None,
            is_final=is_final,
            recorded_at=at,
        )


def _tell(event: CredentialEvent, source: str) -> Act:
    state = {
        "effective_on": event.effective_on,
        "expires_on": event.expires_on,
        "application_reference": event.application_reference,
        "source": source,
    }
    return Act(f"credential.{event.kind}", "credential", str(event.credential_id), state)


def _draw_numbers(count: int) -> list[str]:
    """Return so many numbers that no credential has; the unique column settles a race."""
    drawn: set[str] = set()
    while len(drawn) < count:
        new = {new_credential_number() for _each in range(count - len(drawn))}
        drawn |= new - _find_taken(new)
    return sorted(drawn)


def _find_taken(numbers: Collection[str]) -> set[str]:
    return set(Credential.objects.filter(number__in=numbers).values_list("number", flat=True))
