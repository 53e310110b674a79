"""The roster of a district: who works there, with EIN and credentials, which its officers may see (DOMAIN 6).

Who is an officer where is asked of organizations; who may change a roster is no matter of this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.records.credentials.holdings import HeldCredential, read_holdings
from portal.records.exports.tables import ComputedTable
from portal.records.keyset import KeysetOrder, read_page
from portal.records.organizations.models import Membership
from portal.records.organizations.queries import District, is_current
from portal.records.people.models import Person
from portal.records.people.names import fold_name
from portal.records.people.typed_names import read_name
from portal.records.ranges import begins

__all__ = ["RosterPage", "RosterRow", "read_roster", "roster_table"]

PEOPLE_A_PAGE = 20
MOST_COUNTED = 10_000
EMPTY_CELLS = 6
BY_NAME = KeysetOrder(("folded_last", "folded_first", "id"))


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Somebody on the roster, and what they hold; nothing is held by many."""

    name: str
    first_name: str
    last_name: str
    ein: str
    credentials: tuple[HeldCredential, ...]


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Some of the roster; ``count`` stops at MOST_COUNTED."""

    rows: list[RosterRow]
    count: int
    is_more: bool
    previous: str | None
    next: str | None


def read_roster(district: District, *, text: str, position: str, on: date) -> RosterPage:
    """Return a page of the staff of a district, by name, of whom one or both names begin like the text; 4 SQL."""
    people = _people(district, text, on)
    page = read_page(people, BY_NAME, position, PEOPLE_A_PAGE, most=MOST_COUNTED + 1)
    rows = list(_list_rows([person.pk for person in page.rows], on))
    return RosterPage(
        rows, min(page.count, MOST_COUNTED), page.count > MOST_COUNTED, page.previous, page.next
    )


def roster_table(district: District, *, text: str, on: date) -> ComputedTable:
    """Return the roster as a table to export: a row a credential, and one for whoever holds none."""
    headers = (
        _("Last name"),
        _("First name"),
        _("EIN"),
        _("Number"),
        _("Certificate or permit"),
        _("Endorsements"),
        _("Effective"),
        _("Expires"),
        _("Status"),
    )
    keys = _people(district, text, on).order_by(*BY_NAME.names()).values_list("pk", flat=True)
    return ComputedTable(headers, keys, lambda batch: _list_cells(batch, on))


def _people(district: District, text: str, on: date) -> QuerySet[Person]:
    staff = Membership.objects.filter(
        is_current(on), organization_id=district.organization_id, role=Membership.Role.STAFF
    )
    people = Person.objects.filter(pk__in=staff.values("person_id"))
    folded, typed = fold_name(text), read_name(text)
    if not folded:
        return people
    ways = [each.condition() for each in typed.readings] if typed else []
    return people.filter(reduce(or_, ways, begins("folded_first", folded)))


def _list_rows(keys: Sequence[int], on: date) -> Iterator[RosterRow]:
    """Yield the people of some keys in that order; 3 SQL."""
    known = Person.objects.in_bulk(keys)
    held: dict[int, list[HeldCredential]] = defaultdict(list)
    for credential in read_holdings(Q(person_id__in=keys), on=on) if keys else ():
        held[credential.person_id].append(credential)
    for key in keys:
        person = known[key]
        yield RosterRow(
            person.full_name,
            person.first_name,
            person.last_name,
            person.ein or "",
            tuple(held[key]),
        )


def _list_cells(keys: Sequence[int], on: date) -> Iterator[Sequence[Any]]:
    for row in _list_rows(keys, on):
        person = (row.last_name, row.first_name, row.ein)
        for held in row.credentials:
            yield *person, *_credential_cells(held)
        if not row.credentials:
            yield *person, *[""] * EMPTY_CELLS


def _credential_cells(held: HeldCredential) -> tuple[str, ...]:
    endorsements = "; ".join(
        " ".join(filter(None, (each.code, each.subject or each.title)))
        for each in held.endorsements
    )
    return (
        held.number,
        held.title,
        endorsements,
        held.issued_on.isoformat(),
        held.expires_on.isoformat() if held.expires_on else "",
        str(held.status.label),
    )
