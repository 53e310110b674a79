"""The public look-up: credentials by number or by the beginning of a name, public fields only.

A row has no birth date, EIN, address, e-mail, phone, former name or legal first name beside a chosen
one, and not the certificate number either: who has the number can ask by it. An empty answer never means
that somebody is not certified. It lives here, not in ``people``, because people know no credentials.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from portal.records.credentials.holdings import HeldCredential, HeldEndorsement, read_holdings
from portal.records.credentials.models import Credential
from portal.records.credentials.numbers import is_well_formed, normalize
from portal.records.credentials.status import Status
from portal.records.organizations.queries import is_staff_of
from portal.records.people.models import FormerName, Person
from portal.records.people.names import fold_name
from portal.records.people.queries import name_choice_is_allowed

__all__ = [
    "MOST_PEOPLE",
    "MOST_WORDS",
    "PEOPLE_A_PAGE",
    "LookupEndorsement",
    "LookupPage",
    "LookupRow",
    "NameTooShortError",
    "begins",
    "find_by_name",
    "find_by_number",
    "may_be_listed",
    "published_on",
]

PEOPLE_A_PAGE = 20
MOST_PEOPLE = 200
SHORTEST_NAME = 2
MOST_WORDS = 8
LAST_CHARACTER = "\U0010ffff"


class NameTooShortError(ValueError):
    """Too little was typed to search by: fewer than two letters or digits."""


@dataclass(frozen=True, slots=True)
class LookupEndorsement:
    """Code and title of an endorsement, with its subject where the code needs one."""

    code: str
    title: str
    subject: str


@dataclass(frozen=True, slots=True)
class LookupRow:
    """Exactly what anybody may see of a credential (DOMAIN 6)."""

    name: str
    certificate_type: str
    endorsements: tuple[LookupEndorsement, ...]
    effective_on: date
    expires_on: date | None
    status: Status


@dataclass(frozen=True, slots=True)
class LookupPage:
    """The credentials of up to twenty people.

    With ``has_more`` the name fits more people; ``next_after`` leads on to them, up to MOST_PEOPLE.
    """

    rows: tuple[LookupRow, ...]
    has_more: bool = False
    next_after: int | None = None


def find_by_number(text: str, *, on: date) -> LookupRow | None:
    """Return the credential with a number, typed with or without hyphens; at most 2 SQL."""
    number = normalize(text)
    if not is_well_formed(number):
        return None
    found = read_holdings(Q(number=number), on=on)
    return _row(found[0]) if found else None


def find_by_name(
    text: str, *, on: date, after: int = 0, district_id: int | None = None
) -> LookupPage:
    """Return the credentials of people whose name begins like the text, of a district's staff where given; 3 SQL.

    The text is "Last", "Last First", "First Last" or "Last, First", each word as far as it was typed. Former names
    find their bearer, a chosen first name as well as the legal one. ``after`` counts the people already seen: a mark
    that names one would give away a former name. Nobody after MOST_PEOPLE is found, so no query lists everybody.
    Raises NameTooShortError under two letters.
    """
    searches = _name_searches(text, on)
    if not 0 <= after < MOST_PEOPLE:
        return LookupPage(())
    listed = may_be_listed("person_key", on=on, district_id=district_id)
    people, is_cut = _matching_people(searches, listed, after + PEOPLE_A_PAGE + 1)
    shown = people[after : after + PEOPLE_A_PAGE]
    has_more = is_cut or len(people) > after + PEOPLE_A_PAGE
    seen = after + PEOPLE_A_PAGE
    holdings = read_holdings(Q(person_id__in=shown), on=on) if shown else ()
    return LookupPage(
        tuple(map(_row, holdings)), has_more, seen if has_more and seen < MOST_PEOPLE else None
    )


def may_be_listed(person: str, *, on: date, district_id: int | None) -> Q:
    """Return the condition on a column of people: somebody holds something and, where given, works in a district.

    Each is asked person by person in an index, so that the range of the name leads.
    """
    holds_something = Q(Exists(Credential.objects.filter(person_id=OuterRef(person))))
    if district_id is None:
        return holds_something
    return holds_something & Q(is_staff_of(district_id, OuterRef(person), on=on))


@dataclass(frozen=True, slots=True)
class _Search:
    """A table of names, which of them are looked for, and the first name under which a match stands."""

    rows: QuerySet[Any, Any]
    condition: Q
    first: str = "folded_first"

    def matches(self, listed: Q) -> QuerySet[Any, Any]:
        """Return the rows that match, in the order of an index."""
        return self.rows.filter(self.condition, listed).order_by(*self.columns)

    @property
    def columns(self) -> tuple[str, str, str]:
        return ("folded_last", self.first, "person_key")


def _matching_people(searches: Sequence[_Search], listed: Q, wanted: int) -> tuple[list[int], bool]:
    """Return people by the name that matched, each once, and whether reading stopped early.

    Somebody may match in each reading by a current and a former name, so many more names are read than are wanted.
    Each search stops by itself: a union that is cut afterwards would read and sort all that begins like the text.
    """
    most = len(searches) * wanted
    first, *others = (
        each.rows.filter(pk__in=each.matches(listed).values("pk")[:most]).values_list(*each.columns)
        for each in searches
    )
    matches = first.union(*others, all=True).order_by("folded_last", "folded_first", "person_key")
    names = list(matches[:most])
    return list(dict.fromkeys(key for _last, _first, key in names)), len(names) == most


def _name_searches(text: str, on: date) -> list[_Search]:
    """Return where a text is looked for: in names, in published names with their legal ones, and in former names.

    Who chose a published name stands under that, whichever of their first names was typed: the place of a row would
    give away the other one.
    """
    people = Person.objects.annotate(person_key=F("pk"))
    former = FormerName.objects.annotate(person_key=F("person_id"))
    plain, both = _name_conditions(text), ("folded_first", "folded_published")
    return [
        *(_Search(people, condition & ~published_on(on)) for condition in plain),
        *(_Search(former, condition) for condition in plain),
        *(
            _Search(people, condition & published_on(on), "folded_published")
            for condition in _name_conditions(text, both)
        ),
    ]


def published_on(on: date) -> Q:
    """Return the condition that a person is shown under a chosen first name on a day."""
    return Q(folded_published__isnull=False) & Q(name_choice_is_allowed(on))


def _name_conditions(text: str, firsts: Sequence[str] = ("folded_first",)) -> list[Q]:
    """Return the ways to read a text, as conditions on folded names: each one range of the index, filtered inside.

    ``firsts`` are the columns of which one has the first name.

    The last name first; then, where no comma says that it is, the first name first: one word or all but one.
    """
    last_text, comma, first_text = text.partition(",")
    words = [word for word in map(fold_name, last_text.split()) if word][:MOST_WORDS]
    first = fold_name(first_text)

    def begins_first(prefix: str) -> Q:
        return reduce(or_, (begins(column, prefix) for column in firsts))

    if not words or len("".join(words)) + len(first) < SHORTEST_NAME:
        raise NameTooShortError("Type at least two letters of the last name.")
    if comma:
        return [begins("folded_last", "".join(words)) & begins_first(first)]
    whole_last = begins("folded_last", "".join(words))
    if len(words) == 1:
        return [whole_last]
    splits = whole_last
    for at in range(1, len(words)):
        last, rest = "".join(words[:at]), "".join(words[at:])
        splits |= begins("folded_last", last) & begins_first(rest)
    turned = [
        begins("folded_last", "".join(words[at:])) & begins_first("".join(words[:at]))
        for at in sorted({1, len(words) - 1})
    ]
    return [begins("folded_last", words[0]) & splits, *turned]


def begins(column: str, prefix: str) -> Q:
    """Return the range of a column in which all values begin with the prefix."""
    if not prefix:
        return Q()
    return Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + LAST_CHARACTER})


def _row(held: HeldCredential) -> LookupRow:
    """Return the public part of a credential."""
    return LookupRow(
        name=held.published_name,
        certificate_type=held.title,
        endorsements=tuple(map(_endorsement, held.endorsements)),
        effective_on=held.issued_on,
        expires_on=held.expires_on,
        status=held.status,
    )


def _endorsement(held: HeldEndorsement) -> LookupEndorsement:
    """Return the public part of an endorsement."""
    return LookupEndorsement(held.code, held.title, held.subject)
