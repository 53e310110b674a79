"""Evidence rows of invented people: a degree, service, a test, training and a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from portal.records.demo.people import PersonPlan
from portal.records.evidence.models import (
    BackgroundCheck,
    EvidenceItem,
    Experience,
    Qualification,
    TestResult,
    Training,
)
from portal.records.people.models import Person

__all__ = ["EvidenceContext", "store_evidence"]


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """What the rows refer to, and when they are made."""

    districts: Sequence[int]
    colleges: Sequence[int]
    today: date
    at: datetime


def store_evidence(pairs: Sequence[tuple[PersonPlan, Person]], context: EvidenceContext) -> None:
    """Insert the evidence of people who have a college or a district."""
    Qualification.objects.bulk_create(_qualifications(pairs, context))
    Experience.objects.bulk_create(_experience(pairs, context))
    TestResult.objects.bulk_create(_test_results(pairs, context))
    Training.objects.bulk_create(_training(pairs, context))
    BackgroundCheck.objects.bulk_create(_checks(pairs, context))


def _state(plan: PersonPlan, context: EvidenceContext) -> dict[str, Any]:
    """Return whether an item was verified; each item has a state of its own."""
    if plan.is_verified:
        return {"state": EvidenceItem.State.VERIFIED, "verified_at": context.at}
    return {"state": EvidenceItem.State.CLAIMED}


def _qualifications(
    pairs: Sequence[tuple[PersonPlan, Person]], context: EvidenceContext
) -> Iterator[Qualification]:
    for plan, person in pairs:
        if plan.college is not None:
            yield Qualification(
                person=person,
                institution_id=context.colleges[plan.college % len(context.colleges)],
                degree=("Bachelor of Arts", "Bachelor of Science", "Master of Arts")[
                    plan.college % 3
                ],
                field_of_study=("Education", "Mathematics", "English", "Biology")[plan.college % 4],
                conferred_on=plan.birth_date + timedelta(days=22 * 366),
                **_state(plan, context),
            )


def _experience(
    pairs: Sequence[tuple[PersonPlan, Person]], context: EvidenceContext
) -> Iterator[Experience]:
    for plan, person in pairs:
        if plan.district is not None:
            years = 1 + plan.district % 9
            yield Experience(
                person=person,
                organization_id=context.districts[plan.district % len(context.districts)],
                position="Teacher",
                starts_on=context.today - timedelta(days=366 * years),
                full_time_percent=(100, 100, 50)[plan.district % 3],
                school_months=10 * years,
                signed_by="Superintendent",
                **_state(plan, context),
            )


def _test_results(
    pairs: Sequence[tuple[PersonPlan, Person]], context: EvidenceContext
) -> Iterator[TestResult]:
    for plan, person in pairs:
        if plan.college is not None and plan.college % 2 == 0:
            yield TestResult(
                person=person,
                provider="Pearson",
                test_code="890",
                score=220 + plan.college % 60,
                taken_on=plan.birth_date + timedelta(days=22 * 366 - 90),
                **_state(plan, context),
            )


def _training(
    pairs: Sequence[tuple[PersonPlan, Person]], context: EvidenceContext
) -> Iterator[Training]:
    for plan, person in pairs:
        if plan.district is not None and plan.district % 5 == 0:
            yield Training(
                person=person,
                provider="District training office",
                course="Special education in the regular classroom",
                hours=Decimal(36),
                completed_on=context.today - timedelta(days=plan.district % 1500),
                **_state(plan, context),
            )


def _checks(
    pairs: Sequence[tuple[PersonPlan, Person]], context: EvidenceContext
) -> Iterator[BackgroundCheck]:
    for plan, person in pairs:
        if plan.district is not None:
            requested_on = context.today - timedelta(days=30 + plan.district % 2000)
            yield BackgroundCheck(
                person=person,
                kind="state_criminal_history",
                requested_on=requested_on,
                cleared_on=requested_on + timedelta(days=12) if plan.is_verified else None,
                **_state(plan, context),
            )
