"""Writes of people: registering somebody, linking an account, issuing a registry ID, choosing the published name.

Matching somebody to an existing record is an act of portal.accounts; this only executes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from portal.records.audit.operations import record_event
from portal.records.people.eins import new_ein
from portal.records.people.models import Person
from portal.records.people.queries import is_name_choice_allowed
from portal.records.people.registry_ids import new_registry_id
from portal.users.models import User

__all__ = [
    "AccountAlreadyLinkedError",
    "NameChoiceNotAllowedError",
    "choose_published_name",
    "issue_registry_id",
    "link_account",
    "register_person",
]


class AccountAlreadyLinkedError(RuntimeError):
    """The account or the person is linked already; a link is never moved by itself."""


class NameChoiceNotAllowedError(RuntimeError):
    """No law of the day, as the records know it, lets anybody choose the name that is published."""


@transaction.atomic
def register_person(
    *,
    account: User | None,
    first_name: str,
    last_name: str,
    actor_id: int | None,
    at: datetime,
    middle_name: str = "",
    birth_date: date | None = None,
    email: str = "",
    phone: str = "",
    address: Mapping[str, str] | None = None,
    ein: str = "",
) -> Person:
    """Register somebody, under a new EIN unless one was given elsewhere, with their account where they have one.

    ``address`` holds the parts of it by column. Raises AccountAlreadyLinkedError where the account is
    somebody else's, IntegrityError where the EIN is.
    """
    if account is not None:
        _refuse_linked_account(account)
    person = Person.objects.create(
        account=account,
        ein=ein or _unused_ein(),
        first_name=first_name,
        middle_name=middle_name,
        last_name=last_name,
        birth_date=birth_date,
        email=email,
        phone=phone,
        **(address or {}),
    )
    state = {"ein": person.ein, "name": person.full_name, "birth_date": birth_date}
    _record("person.registered", person, state, actor_id, at)
    return person


@transaction.atomic
def link_account(*, person: Person, account: User, actor_id: int | None, at: datetime) -> Person:
    """Link an account to a person who has none.

    Raises AccountAlreadyLinkedError where either is linked.
    """
    _refuse_linked_account(account)
    if Person.objects.filter(pk=person.pk, account=None).update(account=account) != 1:
        raise AccountAlreadyLinkedError(f"Person {person.pk} has an account.")
    person.account = account
    _record("person.account_linked", person, {"account": account.pk}, actor_id, at)
    return person


@transaction.atomic
def issue_registry_id(
    *, person_id: int, application_reference: str, actor_id: int | None, at: datetime
) -> str:
    """Return the person's registry ID, issued now where there is none; it is kept for life."""
    number = _unused_registry_id()
    unnumbered = Person.objects.filter(pk=person_id, registry_id__isnull=True)
    if not unnumbered.update(registry_id=number):
        return str(Person.objects.values_list("registry_id", flat=True).get(pk=person_id))
    state = {"registry_id": number, "application_reference": application_reference}
    _record("person.registry_id_issued", Person.objects.get(pk=person_id), state, actor_id, at)
    return number


@transaction.atomic
def choose_published_name(
    *, person_id: int, first_name: str, actor_id: int | None, at: datetime
) -> Person:
    """Have the public look-up show somebody under a chosen first name; an empty one or the legal one ends the choice.

    The legal name stays as it is. Raises NameChoiceNotAllowedError for a choice that no rule of the day allows;
    ending one is always possible.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    chosen = first_name if first_name not in {"", person.first_name} else None
    if chosen is not None and not is_name_choice_allowed(timezone.localdate(at)):
        raise NameChoiceNotAllowedError("No rule in force allows a chosen name.")
    if person.published_first_name == chosen:
        return person
    person.published_first_name = chosen
    person.save(update_fields=["published_first_name"])
    state = {"published_first_name": chosen or ""}
    _record("person.published_name_chosen", person, state, actor_id, at)
    return person


def _refuse_linked_account(account: User) -> None:
    """Raise AccountAlreadyLinkedError for an account that has a person; the unique column settles races."""
    if Person.objects.filter(account=account).exists():
        raise AccountAlreadyLinkedError(f"Account {account.pk} has a person.")


def _unused_ein() -> str:
    """Return an EIN nobody has; the unique column settles a race."""
    ein = new_ein()
    while Person.objects.filter(ein=ein).exists():
        ein = new_ein()
    return ein


def _unused_registry_id() -> str:
    """Return a registry ID nobody has; the unique column settles a race."""
    number = new_registry_id()
    while Person.objects.filter(registry_id=number).exists():
        number = new_registry_id()
    return number


def _record(
    action: str, person: Person, state: Mapping[str, object], actor_id: int | None, at: datetime
) -> None:
    """Write the audit event of an act on a person."""
    record_event(
        action=action,
        record_type="person",
        record_id=str(person.public_id),
        state=state,
        actor_id=actor_id,
        at=at,
    )
