"""The telephone and mailing address of a person, and the holder's own change of them.

What an application proposes is taken over by whoever approves it (``portal.lifecycle``); names change that way alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from portal.records.audit.operations import record_event
from portal.records.people.events import contact_changed
from portal.records.people.models import Person

__all__ = ["Contact", "ContactChangedError", "change_contact"]


@dataclass(frozen=True, slots=True)
class Contact:
    """What is on record of a person, by column; empty where it is nothing."""

    phone: str = ""
    address_line: str = ""
    address_town: str = ""
    address_state: str = ""
    address_zip: str = ""

    @classmethod
    def of(cls, person: Person) -> Contact:
        """Return what the record of a person holds."""
        return cls(**{column: getattr(person, column) for column in cls.__dataclass_fields__})

    @property
    def digest(self) -> str:
        """Return what tells these details from any others, for a page to send back with a change."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()


class ContactChangedError(RuntimeError):
    """The record holds other details than those that the change was made from."""

    def __init__(self, stored: Contact) -> None:
        super().__init__("The contact details were changed meanwhile.")
        self.stored = stored


@transaction.atomic
def change_contact(
    *,
    person_id: int,
    contact: Contact,
    seen: str,
    actor_id: int | None,
    language: str,
    at: datetime,
) -> Person:
    """Record other contact details; ``seen`` is the digest of those that they take the place of.

    The holder is told of it in ``language``.

    Details that are on record already change nothing. Raises ContactChangedError where others than ``seen`` are.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    stored = Contact.of(person)
    if stored == contact:
        return person
    if stored.digest != seen:
        raise ContactChangedError(stored)
    changes = asdict(contact)
    for column, value in changes.items():
        setattr(person, column, value)
    person.full_clean(exclude=["account"])
    person.save(update_fields=changes)
    record_event(
        action="person.contact_changed",
        record_type="person",
        record_id=str(person.public_id),
        state={"old": asdict(stored), "new": changes},
        actor_id=actor_id,
        at=at,
    )
    contact_changed.send(sender=Person, person=person, language=language, at=at)
    return person
