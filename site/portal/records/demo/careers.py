"""What an invented person holds: credentials with their events, around a given day.

Pure: one source of chance in, values out. Validities here only make a believable past; what is
renewed and when is asked of the dated rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from portal.records.credentials.models import CredentialEvent
from portal.records.credentials.status import StoredEvent
from portal.records.dated.months import add_months

__all__ = ["CredentialPlan", "coaching_permit", "invent_career", "professional"]

Kind = CredentialEvent.Kind
REFORM = date(2025, 7, 1)
TEACHING = (
    "015", "018", "023", "026", "029", "030", "031", "032", "033", "034", "042", "043", "044",
    "047", "049", "062", "102", "111", "112", "113", "165", "215", "226", "229", "305", "483",
)  # fmt: skip
SERVICES = ("061", "068", "070", "071")
MAIN_TYPES = ("professional", "initial", "provisional", "coaching_5yr")
# What was done to a holder, action by action with whether it is final, and in how many of 1,000.
DISCIPLINE: tuple[tuple[tuple[tuple[str, bool], ...], int], ...] = (
    ((), 975),
    (((Kind.SUSPENDED, True),), 6),
    (((Kind.SUSPENDED, False),), 6),
    (((Kind.REVOKED, True),), 4),
    (((Kind.REVOKED, False),), 2),
    (((Kind.SURRENDERED, True),), 3),
    (((Kind.SUSPENDED, True), (Kind.REINSTATED, True)), 4),
)
WEIGHTS = [weight for _actions, weight in DISCIPLINE]


@dataclass(frozen=True, slots=True)
class CredentialPlan:
    """A credential to be stored."""

    type_key: str
    category: str
    issued_on: date
    expires_on: date
    endorsements: tuple[tuple[str, str], ...] = ()
    events: tuple[StoredEvent, ...] = field(default=())


def invent_career(chance: Random, today: date) -> list[CredentialPlan]:
    """Return what one person holds: often a Professional certificate, some have several."""
    match chance.choices(MAIN_TYPES, weights=(58, 26, 8, 8))[0]:
        case "professional":
            career = [_professional_by_chance(chance, today)]
            if chance.randrange(100) < 25:
                career.append(_provisional_before(career[0], chance))
        case "initial":
            career = [_initial(chance, today)]
        case "provisional":
            career = [_living_provisional(chance, today)]
        case _:
            return [_coaching_permit(chance, today)]
    if chance.randrange(100) < 8:
        career.append(_coaching_permit(chance, today))
    if chance.randrange(100) < 7:
        expires_on = today + timedelta(days=chance.randrange(-400, 1800))
        career.append(professional("administrative", expires_on, 1, (("092", ""),)))
    return career


def professional(
    category: str, expires_on: date, terms: int, endorsements: tuple[tuple[str, str], ...]
) -> CredentialPlan:
    """Return a Professional certificate in its ``terms``-th five years, renewed before each end."""
    ends = [add_months(expires_on, -60 * back) for back in reversed(range(terms))]
    issued_on = add_months(expires_on, -60 * terms) + timedelta(days=1)
    events = [StoredEvent(Kind.ISSUED, issued_on, ends[0])]
    for before, end in pairwise(ends):
        events.append(StoredEvent(Kind.EXTENDED, before - timedelta(days=60), end))
    return CredentialPlan(
        "professional", category, issued_on, expires_on, endorsements, tuple(events)
    )


def _professional_by_chance(chance: Random, today: date) -> CredentialPlan:
    """Return a Professional certificate, at times expired, filed in time, or under discipline."""
    expires_on = today + timedelta(days=chance.randrange(-500, 1826))
    category = "special_services" if chance.randrange(100) < 15 else "teaching"
    endorsements = _endorsements(chance, SERVICES if category != "teaching" else TEACHING)
    plan = professional(category, expires_on, chance.randrange(1, 6), endorsements)
    if today - timedelta(days=90) < expires_on < today and chance.randrange(100) < 50:
        filed_on = expires_on - timedelta(days=chance.randrange(0, 60))
        return _with_events(plan, StoredEvent(Kind.FILED, filed_on))
    return _with_events(plan, *_discipline(chance, today))


def _discipline(chance: Random, today: date) -> list[StoredEvent]:
    """Return actions against a holder; about one in forty has any, and not all are final."""
    acted_on = today - timedelta(days=chance.randrange(30, 700))
    actions = chance.choices([actions for actions, _weight in DISCIPLINE], weights=WEIGHTS)[0]
    return [
        StoredEvent(kind, acted_on + timedelta(days=20 * later), is_final=is_final)
        for later, (kind, is_final) in enumerate(actions)
    ]


def _initial(chance: Random, today: date) -> CredentialPlan:
    """Return an Initial certificate under the rules of its day, extended by the reform if alive."""
    issued_on = today - timedelta(days=chance.randrange(0, 1700))
    old_end = add_months(issued_on, 36) - timedelta(days=1)
    new_end = add_months(issued_on, 120) - timedelta(days=1)
    if issued_on >= REFORM:
        events = [StoredEvent(Kind.ISSUED, issued_on, new_end)]
    elif old_end >= REFORM:
        events = [
            StoredEvent(Kind.ISSUED, issued_on, old_end),
            StoredEvent(Kind.EXTENDED, REFORM, new_end),
        ]
    else:
        events = [StoredEvent(Kind.ISSUED, issued_on, old_end)]
    expires_on = new_end if old_end >= REFORM else old_end
    endorsements = _endorsements(chance, TEACHING)
    return CredentialPlan("initial", "teaching", issued_on, expires_on, endorsements, tuple(events))


def _living_provisional(chance: Random, today: date) -> CredentialPlan:
    """Return a Provisional certificate issued before the tier was closed."""
    last_day = min(today, REFORM - timedelta(days=1))
    issued_on = last_day - timedelta(days=chance.randrange(0, 3100))
    return _provisional(issued_on, _endorsements(chance, TEACHING))


def _provisional_before(plan: CredentialPlan, chance: Random) -> CredentialPlan:
    """Return the Provisional certificate that a Professional one replaced."""
    issued_on = plan.issued_on - timedelta(days=chance.randrange(900, 2800))
    provisional = _provisional(issued_on, plan.endorsements)
    return _with_events(provisional, StoredEvent(Kind.SUPERSEDED, plan.issued_on))


def _provisional(issued_on: date, endorsements: tuple[tuple[str, str], ...]) -> CredentialPlan:
    expires_on = add_months(issued_on, 96) - timedelta(days=1)
    event = StoredEvent(Kind.ISSUED, issued_on, expires_on)
    return CredentialPlan("provisional", "teaching", issued_on, expires_on, endorsements, (event,))


def _coaching_permit(chance: Random, today: date) -> CredentialPlan:
    """Return a five-year coaching permit."""
    return coaching_permit(today - timedelta(days=chance.randrange(0, 2400)))


def coaching_permit(issued_on: date) -> CredentialPlan:
    """Return a five-year coaching permit issued on a day."""
    expires_on = add_months(issued_on, 60) - timedelta(days=1)
    event = StoredEvent(Kind.ISSUED, issued_on, expires_on)
    return CredentialPlan("coaching_5yr", "coaching", issued_on, expires_on, (), (event,))


def _endorsements(chance: Random, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return one to three endorsements; now and then the one that needs a subject."""
    count = chance.choices((1, 2, 3), weights=(63, 34, 3))[0]
    chosen = [(code, "") for code in sorted(chance.sample(codes, count))]
    if codes is TEACHING and chance.randrange(100) < 2:
        chosen.append(("110", "Computer Science"))
    return tuple(chosen)


def _with_events(plan: CredentialPlan, *events: StoredEvent) -> CredentialPlan:
    """Return the plan with more events, none before its issue."""
    kept = (event for event in events if event.effective_on >= plan.issued_on)
    return replace(plan, events=(*plan.events, *kept))
