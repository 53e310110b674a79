"""The public look-up: credentials by number or by the beginning of a name, public fields only.

A row has no birth date, EIN, address, e-mail, phone or former name, and not the certificate number
either: who has the number can ask by it. An empty answer means nothing was found, never that
somebody is not certified. It lives here, not in ``people``, because people know no credentials.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from portal.records.credentials.holdings import (
    HeldCredential,
    HeldEndorsement,
    PreparedHoldings,
)
from portal.records.credentials.models import Credential
from portal.records.credentials.name_search import NameTooShortError, find_people, suggest_names
from portal.records.credentials.numbers import is_well_formed, normalize
from portal.records.credentials.status import Status
from portal.records.people.models import Person

__all__ = [
    "MOST_PEOPLE",
    "PEOPLE_A_PAGE",
    "LookupEndorsement",
    "LookupPage",
    "LookupRow",
    "NameTooShortError",
    "find_by_name",
    "find_by_number",
    "suggest_names",
]

PEOPLE_A_PAGE = 20
MOST_PEOPLE = 200
PLACES = [f"person{number}" for number in range(PEOPLE_A_PAGE)]
OF_NUMBER = PreparedHoldings(
    lambda number: Q(number=number), number=Credential._meta.get_field("number")
)
OF_PEOPLE = PreparedHoldings(
    lambda **people: Q(person_id__in=[*people.values()]), **dict.fromkeys(PLACES, Person._meta.pk)
)


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
    found = OF_NUMBER.read(number=number, on=on)
    return _row(found[0]) if found else None


def find_by_name(text: str, *, on: date, after: int = 0) -> LookupPage:
    """Return the credentials of people whose name begins like the text; at most 3 SQL.

    The text is "Last", "Last First", "First Last" or "Last, First", each word as far as it was
    typed; former names find their bearer. ``after`` counts the people already seen: a mark that names one would
    give away a former name. Nobody after MOST_PEOPLE is found, so no query lists everybody.
    Raises NameTooShortError under two letters.
    """
    if not 0 <= after < MOST_PEOPLE:
        return LookupPage(())
    people, is_cut = find_people(text, wanted=after + PEOPLE_A_PAGE + 1)
    shown = people[after : after + PEOPLE_A_PAGE]
    has_more = is_cut or len(people) > after + PEOPLE_A_PAGE
    seen = after + PEOPLE_A_PAGE
    return LookupPage(
        tuple(map(_row, _held_by(shown, on))),
        has_more,
        seen if has_more and seen < MOST_PEOPLE else None,
    )


def _held_by(people: Sequence[int], on: date) -> Sequence[HeldCredential]:
    """Return what up to twenty people hold: every place of the statement names one, the last ones the same."""
    if not people:
        return ()
    named = (*people, *(people[-1:] * (PEOPLE_A_PAGE - len(people))))
    return OF_PEOPLE.read(on=on, **dict(zip(PLACES, named, strict=True)))


def _row(held: HeldCredential) -> LookupRow:
    """Return the public part of a credential."""
    return LookupRow(
        name=held.holder_name,
        certificate_type=held.title,
        endorsements=tuple(map(_endorsement, held.endorsements)),
        effective_on=held.issued_on,
        expires_on=held.expires_on,
        status=held.status,
    )


def _endorsement(held: HeldEndorsement) -> LookupEndorsement:
    """Return the public part of an endorsement."""
    return LookupEndorsement(held.code, held.title, held.subject)
