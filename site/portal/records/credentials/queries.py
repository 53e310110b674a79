"""Reads of credentials: a type's terms on a day and what one person holds.

The public's look-up, with its own fields, is in ``credentials.lookup``.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import BigIntegerField, DateField, Q

from portal.records.credentials.holdings import (
    HeldCredential,
    WideRow,
    gather_holdings,
    list_events,
    list_wide_rows,
    read_holdings,
)
from portal.records.credentials.models import CredentialTypeTerms, EndorsementTerms
from portal.records.prepared import PreparedRows

__all__ = [
    "find_held_credential",
    "get_type_terms",
    "list_credential_types",
    "list_endorsement_categories",
    "list_held_credentials",
    "list_offered_endorsements",
]


def get_type_terms(key: str, on: date, known_at: datetime | None = None) -> CredentialTypeTerms:
    """Return what held for a type on a day, as known at a moment (default: now); 1 SQL.

    Inactive terms are returned too: ask ``is_active``. Raises CredentialTypeTerms.DoesNotExist
    where no terms cover the day.
    """
    rows = CredentialTypeTerms.objects.in_force(on, known_at).select_related("credential_type")
    terms: CredentialTypeTerms = rows.get(credential_type__key=key)
    return terms


def list_credential_types(*, on: date) -> list[tuple[str, str]]:
    """Return the key and the title of every type that has terms on a day, by title; 1 SQL."""
    rows = CredentialTypeTerms.objects.in_force(on).order_by("title")
    return list(rows.values_list("credential_type__key", "title"))


def list_endorsement_categories() -> list[str]:
    """Return the categories that endorsements were ever in; 1 SQL."""
    rows = EndorsementTerms.objects.order_by("category")
    return list(rows.values_list("category", flat=True).distinct())


def list_offered_endorsements(*, on: date) -> tuple[tuple[str, str, str, str], ...]:
    """Return code, title, grades and category of the endorsements of a day that are offered, by title; 1 SQL."""
    rows = EndorsementTerms.objects.in_force(on).filter(is_active=True)
    facts = ("endorsement__code", "title", "grade_span", "category")
    return tuple(rows.order_by("title", "endorsement__code").values_list(*facts))


def list_held_credentials(person_id: int, *, on: date) -> tuple[HeldCredential, ...]:
    """Return a person's credentials with titles, endorsements, terms and events; 2 SQL."""
    rows = _ROWS_OF.fetch(person_id=person_id, on=on)
    return gather_holdings(rows, lambda: _EVENTS_OF.fetch(person_id=person_id), on)


def find_held_credential(
    number: str, *, on: date, person_id: int | None = None
) -> HeldCredential | None:
    """Return the credential of a normalized number, of one person where given; 2 SQL."""
    owned = Q() if person_id is None else Q(person_id=person_id)
    return next(iter(read_holdings(Q(number=number) & owned, on=on)), None)


# Asked in the same words by every page about a person: built once.
_ROWS_OF = PreparedRows(
    lambda person_id, on: list_wide_rows(Q(person_id=person_id), on, WideRow._fields),
    person_id=BigIntegerField(),
    on=DateField(),
)
_EVENTS_OF = PreparedRows(
    lambda person_id: list_events(Q(person_id=person_id)), person_id=BigIntegerField()
)
