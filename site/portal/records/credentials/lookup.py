"""The public look-up: credentials by number or by the beginning of a name, public fields only.

A row has no birth date, EIN, address, e-mail, phone, former name or legal first name beside a chosen
one, and not the certificate number either: who has the number can ask by it. An empty answer never means
that somebody is not certified. It lives here, not in ``people``, because people know no credentials.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import DateField, Field, Q

from portal.records.credentials.holdings import list_events, list_wide_rows, published_name_in
from portal.records.credentials.models import Credential
from portal.records.credentials.name_search import (
    FORMER,
    NameTooShortError,
    find_people,
    read_searched,
)
from portal.records.credentials.numbers import is_well_formed, normalize
from portal.records.credentials.status import (
    Status,
    StoredEvent,
    latest_duplicate,
    status_and_expiry_on,
)
from portal.records.prepared import PreparedRows

__all__ = [
    "MOST_PEOPLE",
    "PEOPLE_A_PAGE",
    "LookupEndorsement",
    "LookupPage",
    "LookupRow",
    "NameTooShortError",
    "find_by_name",
    "find_by_number",
]

PEOPLE_A_PAGE = 20
MOST_PEOPLE = 200


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
    duplicate_on: date | None = None
    """The day of the latest duplicate, as it is printed on it."""


@dataclass(frozen=True, slots=True)
class LookupPage:
    """The credentials of up to twenty people.

    With ``has_more`` the name fits more people; ``next_after`` leads on to them, up to MOST_PEOPLE.
    """

    rows: tuple[LookupRow, ...]
    has_more: bool = False
    next_after: int | None = None


class FoundRow(NamedTuple):
    """What is read of a credential with one of its endorsements: the columns of a wide row that a LookupRow needs."""

    id: int
    person_id: int
    issued_on: date
    expires_on: date | None
    first_name: str
    middle_name: str
    last_name: str
    published_first: str | None
    type_key: str
    title: str | None
    code: str | None
    endorsement_title: str | None
    subject: str


class PreparedLookup:
    """Reads the credentials that meet a condition whose words are always the same, with statements built once.

    ``build`` makes the condition of values; ``parameters`` gives each its field.
    """

    def __init__(self, build: Callable[..., Q], **parameters: Field[Any, Any] | None) -> None:
        self._rows = PreparedRows(
            lambda on, **values: list_wide_rows(build(**values), on, FoundRow._fields),
            on=DateField(),
            **parameters,
        )
        self._events = PreparedRows(lambda **values: list_events(build(**values)), **parameters)

    def read(self, *, on: date, last: Collection[int] = (), **values: Any) -> tuple[LookupRow, ...]:
        """Return what may be seen, by holder's published name, soonest to expire last; 2 SQL.

        What the people ``last`` hold follows what the others hold.
        """
        endorsements: dict[int, list[LookupEndorsement]] = defaultdict(list)
        first_rows: dict[int, FoundRow] = {}
        for row in map(FoundRow._make, self._rows.fetch(on=on, **values)):
            first_rows.setdefault(row.id, row)
            if row.code is not None:
                title = row.endorsement_title or ""
                endorsements[row.id].append(LookupEndorsement(row.code, title, row.subject))
        events: dict[int, list[StoredEvent]] = defaultdict(list)
        for key, *facts in self._events.fetch(**values) if first_rows else ():
            events[key].append(StoredEvent._make(facts))
        in_order = sorted(first_rows.values(), key=lambda row: row.person_id in last)
        return tuple(_row(row, tuple(endorsements[row.id]), events[row.id], on) for row in in_order)


OF_NUMBER = PreparedLookup(
    lambda number: Q(number=number), number=Credential._meta.get_field("number")
)
OF_PEOPLE = {
    places: PreparedLookup(
        lambda **people: Q(person_id__in=[*people.values()]),
        **{f"person{place}": None for place in range(places)},
    )
    for places in (1, 4, PEOPLE_A_PAGE)
}
"""By how many people the statements have places for."""


def find_by_number(text: str, *, on: date) -> LookupRow | None:
    """Return the credential with a number, typed with or without hyphens; at most 2 SQL."""
    number = normalize(text)
    if not is_well_formed(number):
        return None
    found = OF_NUMBER.read(number=number, on=on)
    return found[0] if found else None


def find_by_name(
    text: str, *, on: date, after: int = 0, district_id: int | None = None
) -> LookupPage:
    """Return the credentials of people whose name begins like the text, of a district's staff where given; 3 SQL.

    The text is "Last", "Last First", "First Last" or "Last, First", each word as far as it was typed; a middle name may
    follow the first one, and is compared with nothing. Former names find their bearer, who stands last on the page; a
    chosen first name finds as well as the legal one. ``after`` counts the people already seen: a mark that names one
    would give away a former name. Nobody after MOST_PEOPLE is found, so no query lists everybody.
    Raises NameTooShortError under two letters.
    """
    typed = read_searched(text)
    if not 0 <= after < MOST_PEOPLE:
        return LookupPage(())
    wanted = after + PEOPLE_A_PAGE + 1
    people, is_cut = find_people(typed, on=on, district_id=district_id, wanted=wanted)
    shown = dict(islice(people.items(), after, after + PEOPLE_A_PAGE))
    has_more = is_cut or len(people) > after + PEOPLE_A_PAGE
    seen = after + PEOPLE_A_PAGE
    return LookupPage(
        _held_by(shown, on), has_more, seen if has_more and seen < MOST_PEOPLE else None
    )


def _held_by(people: Mapping[int, str], on: date) -> tuple[LookupRow, ...]:
    """Return what up to twenty people hold, what those found by a former name hold last.

    Every place of the statement names one, the last ones the same.
    """
    if not people:
        return ()
    places = next(places for places in OF_PEOPLE if places >= len(people))
    keys = [*people]
    named = [*keys, *[keys[-1]] * (places - len(keys))]
    last = {person for person, time in people.items() if time == FORMER}
    return OF_PEOPLE[places].read(
        on=on, last=last, **{f"person{place}": person for place, person in enumerate(named)}
    )


def _row(
    row: FoundRow,
    endorsements: tuple[LookupEndorsement, ...],
    events: Sequence[StoredEvent],
    on: date,
) -> LookupRow:
    """Return the public part of a credential of its first row."""
    status, expires_on = status_and_expiry_on(
        issued_on=row.issued_on, expires_on=row.expires_on, events=events, on=on
    )
    return LookupRow(
        name=published_name_in(row),
        certificate_type=row.type_key if row.title is None else row.title,
        endorsements=endorsements,
        effective_on=row.issued_on,
        expires_on=expires_on,
        status=status,
        duplicate_on=latest_duplicate(events, on),
    )
