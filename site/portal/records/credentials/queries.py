"""Reads of credentials: a type's terms on a day and what one person holds.

The public's look-up, with its own fields, is in ``credentials.lookup``.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from portal.records.credentials.holdings import HeldCredential, read_holdings
from portal.records.credentials.models import CredentialTypeTerms

__all__ = ["find_held_credential", "get_type_terms", "list_held_credentials"]


def get_type_terms(key: str, on: date, known_at: datetime | None = None) -> CredentialTypeTerms:
    """Return what held for a type on a day, as known at a moment (default: now); 1 SQL.

    Inactive terms are returned too: ask ``is_active``. Raises CredentialTypeTerms.DoesNotExist
    where no terms cover the day.
    """
    rows = CredentialTypeTerms.objects.in_force(on, known_at).select_related("credential_type")
    terms: CredentialTypeTerms = rows.get(credential_type__key=key)
    return terms


def list_held_credentials(person_id: int, *, on: date) -> tuple[HeldCredential, ...]:
    """Return a person's credentials with titles, endorsements, terms and events; 2 SQL."""
    return read_holdings(Q(person_id=person_id), on=on)


def find_held_credential(
    number: str, *, on: date, person_id: int | None = None
) -> HeldCredential | None:
    """Return the credential of a normalized number, of one person where given; 2 SQL."""
    owned = Q() if person_id is None else Q(person_id=person_id)
    return next(iter(read_holdings(Q(number=number) & owned, on=on)), None)
