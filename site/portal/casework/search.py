"""What staff type into a search box, as conditions on indexed columns; never a LIKE over a table.

A name is matched on its folded beginning, present or former, a number or reference on its normal form, one of the
former system as a whole. Whom it means is found inside the statement that asks for their rows, MOST_PEOPLE of them; the
list keeps its own order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from portal.records.applications import references
from portal.records.applications.models import Application
from portal.records.credentials import numbers
from portal.records.credentials.models import Credential
from portal.records.identifiers import ALPHABET
from portal.records.organizations.models import Organization
from portal.records.people.models import FormerName, Person
from portal.records.people.typed_names import read_name
from portal.records.ranges import begins

__all__ = [
    "MOST_PEOPLE",
    "application_matches",
    "begins",
    "credential_matches",
    "evidence_matches",
    "membership_matches",
    "person_matches",
]

MOST_PEOPLE = 100
SHORTEST_REFERENCE = 3
LONGEST_FORMER = 20
NOTHING = Q(pk__in=())


def person_matches(text: str, key: str = "pk") -> Q:
    """Return who is meant by a name ("Last First", "First Last", "Last, First"), EIN or former number, as a subquery.

    ``key`` is the column that holds the person's key, such as "person_id".
    """
    return Q(**{f"{key}__in": _select_people(text)})


def application_matches(text: str) -> Q:
    """Return the applications of a reference, or of the people meant by a name or number; no SQL of its own."""
    reference = references.normalize(text)
    if references.is_well_formed(reference):
        return Q(reference=reference)
    people = person_matches(text, "person_id")
    if len(reference) < SHORTEST_REFERENCE or not set(reference) <= set(ALPHABET):
        return people
    meant, begun = (
        Application.objects.filter(condition).order_by().values_list("pk", flat=True)
        for condition in (people, begins("reference", reference))
    )
    # Either of both by its own index: PostgreSQL reads the whole table for the one or the other.
    return Q(pk__in=meant.union(begun, all=True))


def credential_matches(text: str) -> Q:
    """Return the credential of a number, or those of the people meant by a name or number; no SQL of its own."""
    number = numbers.normalize(text)
    if numbers.is_well_formed(number):
        return Q(number=number)
    return person_matches(text, "person_id")


def evidence_matches(text: str) -> Q:
    """Return what the application of a reference claimed, or the items of the people meant; 1 SQL at most."""
    reference = references.normalize(text)
    if references.is_well_formed(reference):
        claiming = Application.objects.filter(reference=reference).values_list(
            "person_id", flat=True
        )
        return Q(person_id__in=list(claiming), application_reference=reference)
    return person_matches(text, "person_id")


def membership_matches(text: str) -> Q:
    """Return the members of the organization of a code, or the memberships of the people meant; 1 SQL."""
    coded = Organization.objects.filter(code=text.strip()).values_list("pk", flat=True).first()
    return person_matches(text, "person_id") if coded is None else Q(organization_id=coded)


def _select_people(text: str) -> QuerySet[Any, Any] | tuple[()]:
    """Return whom a text means, as a part of the statement that asks for their rows."""
    term = text.strip()
    searches = [*_read_numbers(term), *([] if term.isdecimal() else _search_names(term))]
    if not searches:
        return ()
    first, *others = searches
    return first.union(*others, all=True)[:MOST_PEOPLE]


def _read_numbers(text: str) -> Iterator[QuerySet[Any, Any]]:
    """Yield who has a text as EIN, and who holds a certificate with that number in the former system."""
    if text.isdecimal():
        yield Person.objects.filter(ein=text).order_by().values_list("pk", flat=True)
    number = numbers.normalize(text)
    if number.isascii() and number.isalnum() and len(number) <= LONGEST_FORMER:
        former = Credential.objects.filter(legacy_number=number)
        yield former.order_by().values_list("person_id", flat=True)


def _search_names(text: str) -> Iterator[QuerySet[Any, Any]]:
    """Yield who bears or bore a name that a text may be: each one range of the index by name, filtered inside."""
    typed = read_name(text)
    for reading in typed.readings if typed else ():
        for rows in (
            Person.objects.annotate(person_key=F("pk")),
            FormerName.objects.annotate(person_key=F("person_id")),
        ):
            yield rows.filter(reading.condition()).order_by().values_list("person_key", flat=True)
