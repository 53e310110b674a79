"""Gives an account a record of its own, under a new educator identification number."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from portal.records.models import Person
from portal.records.people.operations import register_person
from portal.users.models import User

__all__ = ["register_account_holder"]


@transaction.atomic
def register_account_holder(
    *,
    account: User,
    first_name: str,
    middle_name: str,
    last_name: str,
    birth_date: date,
    at: datetime,
) -> Person:
    """Return the account's person, registered now unless there is one already.

    Repeating it, even at the same moment, gives the same person: the account's row is locked.
    """
    holder = User.objects.select_for_update().get(pk=account.pk)
    existing = Person.objects.filter(account=holder).first()
    if existing is not None:
        return existing
    return register_person(
        account=holder,
        first_name=first_name,
        middle_name=middle_name,
        last_name=last_name,
        birth_date=birth_date,
        email=holder.email,
        actor_id=holder.pk,
        at=at,
    )
