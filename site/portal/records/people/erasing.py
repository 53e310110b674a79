"""Erases a person's contact details and, where nothing that is kept names them, the names; the row itself stays.

The EIN, the registry ID and the random identifier stay: by them what is kept, and the audit trail, name the person.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from portal.records.organizations.models import Membership
from portal.records.people.models import FormerName, NameVariant, Person
from portal.records.people.names import fold_name

__all__ = ["ERASED_NAME", "erase_person_row"]

ERASED_NAME = "(erased)"
CONTACT = ("email", "phone", "address_line", "address_town", "address_state", "address_zip")


def erase_person_row(person: Person, *, keeps_name: bool) -> None:
    """Erase in the caller's transaction: contact, former and chosen names, memberships, the link to the account."""
    former = FormerName.objects.filter(person=person)
    names = {person.folded_first, person.folded_last, person.folded_published}
    for first, last in former.values_list("folded_first", "folded_last"):
        names |= {first, last}
    former.delete()
    Membership.objects.filter(person=person).delete()
    changes = dict.fromkeys(CONTACT, "") | {
        "account": None,
        "published_first_name": None,
        "folded_published": None,
    }
    if not keeps_name:
        changes |= {
            "first_name": "",
            "middle_name": "",
            "last_name": ERASED_NAME,
            "folded_first": "",
            "folded_last": fold_name(ERASED_NAME),
            "birth_date": None,
        }
    Person.objects.filter(pk=person.pk).update(**changes)
    _forget_variants(name for name in names if name)


def _forget_variants(names: Iterable[str]) -> None:
    """Delete the variants of names that nobody on record bears any more."""
    for name in names:
        bearers = Q(folded_first=name) | Q(folded_last=name)
        is_borne = Person.objects.filter(bearers | Q(folded_published=name)).exists()
        if not is_borne and not FormerName.objects.filter(bearers).exists():
            NameVariant.objects.filter(name=name).delete()
