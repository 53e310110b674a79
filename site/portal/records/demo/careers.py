"""What an invented person holds: credentials with their events, around a given day.

Pure: one source of chance in, values out. Validities here only make a believable past; what is
renewed and when is asked of the dated rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from portal.records.credentials.models import CredentialEvent
from portal.records.credentials.status import StoredEvent
from portal.records.dated.months import add_months
from portal.records.demo.chance import Chance, Weighted

__all__ = [
    "CredentialPlan",
    "FilingPlan",
    "Progress",
    "coaching_permit",
    "invent_career",
    "professional",
]

Kind = CredentialEvent.Kind
REFORM = date(2025, 7, 1)
TEACHING = (
    "015", "018", "023", "026", "029", "030", "031", "032", "033", "034", "042", "043", "044",
    "047", "049", "062", "102", "111", "112", "113", "165", "215", "226", "229", "305", "483",
)  # fmt: skip
SERVICES = ("061", "068", "070", "071")
MAIN_TYPES = Weighted({"professional": 58, "initial": 26, "provisional": 8, "coaching_5yr": 8})
ENDORSEMENTS = Weighted({1: 63, 2: 34, 3: 3})
# What was done to a holder, action by action with whether it is final, and in how many of 1,000.
DISCIPLINE: Weighted[tuple[tuple[str, bool], ...]] = Weighted(
    {
        (): 975,
        ((Kind.SUSPENDED, True),): 6,
        ((Kind.SUSPENDED, False),): 6,
        ((Kind.REVOKED, True),): 4,
        ((Kind.REVOKED, False),): 2,
        ((Kind.SURRENDERED, True),): 3,
        ((Kind.SUSPENDED, True), (Kind.REINSTATED, True)): 4,
    }
)
WINDOW_MONTHS = 6


class Progress(StrEnum):
    """How far an invented application came."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASSESSMENT = "assessment"
    APPROVED = "approved"
    DENIED = "denied"


# What holders of a certificate that is due have done about it, in how many of 100.
DUE = Weighted[Progress | None](
    {
        None: 45,
        Progress.DRAFT: 20,
        Progress.SUBMITTED: 20,
        Progress.ASSESSMENT: 10,
        Progress.DENIED: 5,
    }
)


@dataclass(frozen=True, slots=True)
class FilingPlan:
    """An application to renew a credential that is to be stored; of a draft, ``filed_on`` is the day it was begun."""

    reference: str
    progress: Progress
    filed_on: date
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class CredentialPlan:
    """A credential to be stored."""

    type_key: str
    category: str
    issued_on: date
    expires_on: date
    endorsements: tuple[tuple[str, str], ...] = ()
    events: tuple[StoredEvent, ...] = field(default=())
    filings: tuple[FilingPlan, ...] = ()


def invent_career(chance: Chance, today: date, references: Iterator[str]) -> list[CredentialPlan]:
    """Return what one person holds: often a Professional certificate, some have several.

    ``references`` are given to the applications to renew them.
    """
    match chance.weigh(MAIN_TYPES):
        case "professional":
            career = [_professional_by_chance(chance, today, references)]
            if chance.happens(25):
                career.append(_provisional_before(career[0], chance))
        case "initial":
            career = [_initial(chance, today)]
        case "provisional":
            career = [_living_provisional(chance, today)]
        case _:
            return [_coaching_permit(chance, today)]
    if chance.happens(8):
        career.append(_coaching_permit(chance, today))
    if chance.happens(7):
        expires_on = today + timedelta(days=chance.below(1800, -400))
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


def _professional_by_chance(
    chance: Chance, today: date, references: Iterator[str]
) -> CredentialPlan:
    """Return a Professional certificate, at times expired, due, filed in time, or under discipline."""
    expires_on = today + timedelta(days=chance.below(1826, -500))
    category = "special_services" if chance.happens(15) else "teaching"
    endorsements = _endorsements(chance, SERVICES if category != "teaching" else TEACHING)
    plan = professional(category, expires_on, chance.below(6, 1), endorsements)
    plan = _with_last_renewal(plan, references)
    if today - timedelta(days=90) < expires_on < today and chance.happens(50):
        progress = chance.pick((Progress.SUBMITTED, Progress.ASSESSMENT))
        filed_on = expires_on - timedelta(days=chance.below(60))
        return _filed(plan, FilingPlan(next(references), progress, filed_on))
    if today <= expires_on < add_months(today, WINDOW_MONTHS):
        due = chance.weigh(DUE)
        if due is not None:
            since = (today - add_months(expires_on, -WINDOW_MONTHS)).days
            filed_on = today - timedelta(days=chance.below(since + 1))
            decided_on = today if due is Progress.DENIED else None
            return _filed(plan, FilingPlan(next(references), due, filed_on, decided_on))
    discipline = _discipline(chance, today)
    is_later = bool(discipline) and discipline[0].effective_on > plan.events[-1].effective_on
    return (
        _with_events(plan, *discipline) if is_later else plan
    )  # nobody renews what was taken away


def _with_last_renewal(plan: CredentialPlan, references: Iterator[str]) -> CredentialPlan:
    """Return the plan with the application that brought about the last extension, where there was one."""
    *earlier, last = plan.events
    if last.kind != Kind.EXTENDED:
        return plan
    reference, filed_on = next(references), last.effective_on - timedelta(days=20)
    filing = FilingPlan(reference, Progress.APPROVED, filed_on, last.effective_on)
    events = (*earlier, last._replace(application_reference=reference))
    return replace(plan, events=events, filings=(filing,))


def _filed(plan: CredentialPlan, filing: FilingPlan) -> CredentialPlan:
    """Return the plan with an application under way, or denied, and what it did to the credential."""
    events = []
    if filing.progress is not Progress.DRAFT:
        events.append(_filing_event(Kind.FILED, filing.filed_on, filing.reference))
    if filing.decided_on is not None:
        events.append(_filing_event(Kind.FILING_CLOSED, filing.decided_on, filing.reference))
    return replace(_with_events(plan, *events), filings=(*plan.filings, filing))


def _filing_event(kind: str, on: date, reference: str) -> StoredEvent:
    return StoredEvent(kind, on, application_reference=reference)


def _discipline(chance: Chance, today: date) -> list[StoredEvent]:
    """Return actions against a holder; about one in forty has any, and not all are final."""
    acted_on = today - timedelta(days=chance.below(700, 30))
    actions = chance.weigh(DISCIPLINE)
    return [
        StoredEvent(kind, acted_on + timedelta(days=20 * later), is_final=is_final)
        for later, (kind, is_final) in enumerate(actions)
    ]


def _initial(chance: Chance, today: date) -> CredentialPlan:
    """Return an Initial certificate under the rules of its day, extended by the reform if alive."""
    issued_on = today - timedelta(days=chance.below(1700))
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


def _living_provisional(chance: Chance, today: date) -> CredentialPlan:
    """Return a Provisional certificate issued before the tier was closed."""
    last_day = min(today, REFORM - timedelta(days=1))
    issued_on = last_day - timedelta(days=chance.below(3100))
    return _provisional(issued_on, _endorsements(chance, TEACHING))


def _provisional_before(plan: CredentialPlan, chance: Chance) -> CredentialPlan:
    """Return the Provisional certificate that a Professional one replaced."""
    issued_on = plan.issued_on - timedelta(days=chance.below(2800, 900))
    provisional = _provisional(issued_on, plan.endorsements)
    return _with_events(provisional, StoredEvent(Kind.SUPERSEDED, plan.issued_on))


def _provisional(issued_on: date, endorsements: tuple[tuple[str, str], ...]) -> CredentialPlan:
    expires_on = add_months(issued_on, 96) - timedelta(days=1)
    event = StoredEvent(Kind.ISSUED, issued_on, expires_on)
    return CredentialPlan("provisional", "teaching", issued_on, expires_on, endorsements, (event,))


def _coaching_permit(chance: Chance, today: date) -> CredentialPlan:
    """Return a five-year coaching permit."""
    return coaching_permit(today - timedelta(days=chance.below(2400)))


def coaching_permit(issued_on: date) -> CredentialPlan:
    """Return a five-year coaching permit issued on a day."""
    expires_on = add_months(issued_on, 60) - timedelta(days=1)
    event = StoredEvent(Kind.ISSUED, issued_on, expires_on)
    return CredentialPlan("coaching_5yr", "coaching", issued_on, expires_on, (), (event,))


def _endorsements(chance: Chance, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return one to three endorsements; now and then the one that needs a subject."""
    count = chance.weigh(ENDORSEMENTS)
    chosen = [(code, "") for code in chance.pick_some(codes, count)]
    if codes is TEACHING and chance.happens(2):
        chosen.append(("110", "Computer Science"))
    return tuple(chosen)


def _with_events(plan: CredentialPlan, *events: StoredEvent) -> CredentialPlan:
    """Return the plan with more events, none before its issue."""
    kept = (event for event in events if event.effective_on >= plan.issued_on)
    return replace(plan, events=(*plan.events, *kept))
