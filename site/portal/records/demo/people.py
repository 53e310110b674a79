"""An invented person as values: names, contact, career, memberships and evidence, from a number.

Person ``n`` of a seed is the same on every machine and whatever the size of the population; only
the dates follow the day the demonstration is made.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from portal.records.credentials.numbers import NUMBERS
from portal.records.demo.careers import CredentialPlan, invent_career
from portal.records.demo.names import NOTABLE_NAMES, invent_name, invent_surname
from portal.records.identifiers import ALPHABET, BODY_LENGTH

__all__ = ["PersonPlan", "demo_ein", "demo_number", "invent_person"]

# Multipliers without a common factor with the size of the space walk through all of it, so that
# numbers never meet and neighbors lie far apart.
EIN_SPACE, EIN_STEP = 9 * 10**9, 5_308_414_891
NUMBER_SPACE, NUMBER_STEP = len(ALPHABET) ** BODY_LENGTH, 8_912_345_678_917
CREDENTIALS_A_PERSON = 8
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


def demo_ein(number: int) -> str:
    """Return the EIN of an invented person: ten digits, in no order, never the same for two."""
    return str(EIN_SPACE // 9 + number * EIN_STEP % EIN_SPACE)


def demo_number(person: int, position: int) -> str:
    """Return the certificate number of an invented person's credential."""
    value = (person * CREDENTIALS_A_PERSON + position + 1) * NUMBER_STEP % NUMBER_SPACE
    return NUMBERS.from_value(value)


def invent_person(number: int, *, seed: int, today: date) -> PersonPlan:
    """Return the invented person of a number."""
    chance = Random(f"{seed}:{number}")  # noqa: S311 - invented data must be repeatable
    public_id = uuid.UUID(int=chance.getrandbits(128), version=4)
    name = invent_name(chance)
    former = invent_surname(chance) if chance.randrange(100) < 12 else ""
    age = chance.randrange(23 * 365, 70 * 365)
    return PersonPlan(
        number=number,
        public_id=public_id,
        name=NOTABLE_NAMES[number] if number < len(NOTABLE_NAMES) else name,
        birth_date=date(2026, 1, 1) - timedelta(days=age),
        town=chance.choice(TOWNS),
        former_surname=former if former != name[2] else "",
        email=f"person{number}@people.example.org" if chance.randrange(100) < 80 else "",
        district=chance.randrange(10**6) if chance.randrange(100) < 70 else None,
        college=chance.randrange(10**6) if chance.randrange(100) < 60 else None,
        is_verified=chance.randrange(100) < 80,
        credentials=tuple(invent_career(chance, today)),
    )
