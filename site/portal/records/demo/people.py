"""An invented person as values: names, contact, career, memberships and evidence, from a number.

Person ``n`` of a seed is the same on every machine and whatever the size of the population; only
the dates follow the day the demonstration is made.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.records.applications.references import REFERENCES
from portal.records.credentials.numbers import NUMBERS
from portal.records.demo.careers import CredentialPlan, invent_career
from portal.records.demo.chance import Chance
from portal.records.demo.names import NOTABLE_NAMES, invent_name, invent_surname
from portal.records.identifiers import ALPHABET, BODY_LENGTH

__all__ = ["CAST_START", "PersonPlan", "demo_ein", "demo_number", "invent_person"]

# Multipliers without a common factor with the size of the space walk through all of it, so that
# numbers never meet and neighbors lie far apart.
EIN_SPACE, EIN_STEP = 9 * 10**9, 5_308_414_891
NUMBER_SPACE, NUMBER_STEP = len(ALPHABET) ** BODY_LENGTH, 8_912_345_678_917
REFERENCE_STEP = 5_203_918_447_219
CAST_START = 10**8  # numbers far above any population
CREDENTIALS_A_PERSON = APPLICATIONS_A_PERSON = 8
TOWNS = ("Ashford", "Bethel", "Clinton", "Danbury", "Enfield", "Hamden", "Meriden", "Norwich")


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """A person to be stored; ``district`` and ``college`` pick from what there is."""

    number: int
    public_id: uuid.UUID
    name: tuple[str, str, str]
    birth_date: date
    town: str
    credentials: tuple[CredentialPlan, ...]
    former_surname: str = ""
    email: str = ""
    district: int | None = None
    college: int | None = None
    role: str = "staff"
    is_verified: bool = True

    @property
    def ein(self) -> str:
        """Return the person's EIN."""
        return demo_ein(self.number)

    @property
    def phone(self) -> str:
        """Return the person's telephone number, one of those kept for inventions."""
        return f"860-555-01{self.number % 100:02}"

    @property
    def address_line(self) -> str:
        """Return the street and number where the person lives."""
        return f"{self.number % 900 + 1} Elm Street"


def demo_ein(number: int) -> str:
    """Return the EIN of an invented person: ten digits, in no order, never the same for two."""
    return str(EIN_SPACE // 9 + number * EIN_STEP % EIN_SPACE)


def demo_number(person: int, position: int) -> str:
    """Return the certificate number of an invented person's credential."""
    value = (person * CREDENTIALS_A_PERSON + position + 1) * NUMBER_STEP % NUMBER_SPACE
    return NUMBERS.from_value(value)


def demo_references(person: int) -> Iterator[str]:
    """Yield the references of an invented person's applications, one after the other."""
    for position in range(APPLICATIONS_A_PERSON):
        value = (person * APPLICATIONS_A_PERSON + position + 1) * REFERENCE_STEP % NUMBER_SPACE
        yield REFERENCES.from_value(value)


def invent_person(number: int, *, seed: int, today: date) -> PersonPlan:
    """Return the invented person of a number."""
    chance = Chance(seed * CAST_START + number)
    public_id = chance.identifier()
    name = invent_name(chance)
    former = invent_surname(chance) if chance.happens(12) else ""
    age = chance.below(70 * 365, 23 * 365)
    return PersonPlan(
        number=number,
        public_id=public_id,
        name=NOTABLE_NAMES[number] if number < len(NOTABLE_NAMES) else name,
        birth_date=date(2026, 1, 1) - timedelta(days=age),
        town=chance.pick(TOWNS),
        former_surname=former if former != name[2] else "",
        email=f"person{number}@people.example.org" if chance.happens(80) else "",
        district=chance.below(10**6) if chance.happens(70) else None,
        college=chance.below(10**6) if chance.happens(60) else None,
        is_verified=chance.happens(80),
        credentials=tuple(invent_career(chance, today, demo_references(number))),
    )
