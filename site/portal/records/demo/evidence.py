"""Evidence rows of invented people: a degree, service, a test, training and a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from portal.records.demo.people import PersonPlan
from portal.records.demo.tables import DemoTable
from portal.records.evidence.models import (
    BackgroundCheck,
    EvidenceItem,
    Experience,
    Qualification,
    TestResult,
    Training,
)

__all__ = ["EvidenceContext", "store_evidence"]

ITEM = ("person_id", "state", "verified_at")
QUALIFICATIONS = DemoTable(
    Qualification, *ITEM, "institution_id", "degree", "field_of_study", "conferred_on"
)
EXPERIENCE = DemoTable(
    Experience,
    *(*ITEM, "organization_id", "position", "starts_on"),
    *("full_time_percent", "school_months", "signed_by"),
)
TEST_RESULTS = DemoTable(TestResult, *ITEM, "provider", "test_code", "score", "taken_on")
TRAINING = DemoTable(Training, *ITEM, "provider", "course", "hours", "completed_on")
CHECKS = DemoTable(BackgroundCheck, *ITEM, "kind", "requested_on", "cleared_on")

DEGREES = ("Bachelor of Arts", "Bachelor of Science", "Master of Arts")
FIELDS = ("Education", "Mathematics", "English", "Biology")
Pair = tuple[PersonPlan, int]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """What the rows refer to, and when they are made."""

    districts: Sequence[int]
    colleges: Sequence[int]
    today: date
    at: datetime


def store_evidence(people: Iterable[Pair], context: EvidenceContext) -> None:
    """Store the evidence of people, given with their keys, who have a college or a district."""
    graduates, staff = [], []
    for plan, key in people:
        is_verified = plan.is_verified
        state = EvidenceItem.State.VERIFIED if is_verified else EvidenceItem.State.CLAIMED
        item = (key, state, context.at if is_verified else None)
        if plan.college is not None:
            graduates.append((plan, plan.college, item))
        if plan.district is not None:
            staff.append((plan, plan.district, item))
    QUALIFICATIONS.write(_qualifications(graduates, context))
    TEST_RESULTS.write(_test_results(graduates))
    EXPERIENCE.write(_experience(staff, context))
    TRAINING.write(_training(staff, context))
    CHECKS.write(_checks(staff, context))


def _qualifications(
    people: Iterable[tuple[PersonPlan, int, Row]], context: EvidenceContext
) -> Iterator[Row]:
    for plan, college, item in people:
        yield (
            *(*item, context.colleges[college % len(context.colleges)]),
            *(DEGREES[college % 3], FIELDS[college % 4]),
            plan.birth_date + timedelta(days=22 * 366),
        )


def _test_results(people: Iterable[tuple[PersonPlan, int, Row]]) -> Iterator[Row]:
    for plan, college, item in people:
        if college % 2 == 0:
            taken_on = plan.birth_date + timedelta(days=22 * 366 - 90)
            yield *item, "Pearson", "890", 220 + college % 60, taken_on


def _experience(
    people: Iterable[tuple[PersonPlan, int, Row]], context: EvidenceContext
) -> Iterator[Row]:
    for _plan, district, item in people:
        years = 1 + district % 9
        yield (
            *(*item, context.districts[district % len(context.districts)], "Teacher"),
            context.today - timedelta(days=366 * years),
            *((100, 100, 50)[district % 3], 10 * years, "Superintendent"),
        )


def _training(
    people: Iterable[tuple[PersonPlan, int, Row]], context: EvidenceContext
) -> Iterator[Row]:
    course = "Special education in the regular classroom"
    for _plan, district, item in people:
        if district % 5 == 0:
            completed_on = context.today - timedelta(days=district % 1500)
            yield *item, "District training office", course, Decimal(36), completed_on


def _checks(
    people: Iterable[tuple[PersonPlan, int, Row]], context: EvidenceContext
) -> Iterator[Row]:
    for plan, district, item in people:
        requested_on = context.today - timedelta(days=30 + district % 2000)
        cleared_on = requested_on + timedelta(days=12) if plan.is_verified else None
        yield *item, "state_criminal_history", requested_on, cleared_on
