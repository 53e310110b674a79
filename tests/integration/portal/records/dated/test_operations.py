"""Recording what holds over a period: no overlap, nothing rewritten, every past answer kept."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import Endorsement, EndorsementTerms
from portal.records.dated.models import Confidence
from portal.records.dated.operations import DatedRowRefusedError, Period, Said, record_terms
from tests.factories import records as make

FOREVER = (date(2000, 1, 1), None)
REFORM = date(2025, 7, 1)


def record(span: str, period: Period, at: datetime = make.AT, **facts: object) -> EndorsementTerms:
    """Record a grade span of endorsement 305."""
    endorsement, _new = Endorsement.objects.get_or_create(code="305")
    values = {"title": "Elementary", "category": "teaching", "grade_span": span}
    facts = {
        "actor_id": 7,
        "confidence": Confidence.VERIFIED,
        "source": "Public Act 24-41",
        **facts,
    }
    actor_id = facts.pop("actor_id")
    said = Said(subject={"endorsement": endorsement}, period=period, values=values, **facts)
    return record_terms(model=EndorsementTerms, said=said, actor_id=actor_id, at=at)


def known(at: datetime | None = None) -> list[tuple[str, date, date | None]]:
    """Return what is known, in order of time."""
    rows = EndorsementTerms.objects.known(at).filter(endorsement__code="305")
    return list(rows.order_by("valid_from").values_list("grade_span", "valid_from", "valid_to"))


@pytest.mark.django_db
def test_change_of_law_divides_the_row_and_the_past_stays_known() -> None:
    later = make.AT + timedelta(days=1)
    record("1-6", FOREVER)

    record("PK-6", (REFORM, None), at=later)

    assert known() == [("1-6", date(2000, 1, 1), REFORM), ("PK-6", REFORM, None)]
    assert known(make.AT) == [("1-6", date(2000, 1, 1), None)]


@pytest.mark.django_db
def test_period_inside_another_leaves_both_ends() -> None:
    record("1-6", FOREVER)

    record("K-6", (date(2010, 1, 1), date(2011, 1, 1)), at=make.AT + timedelta(days=1))

    assert known() == [
        ("1-6", date(2000, 1, 1), date(2010, 1, 1)),
        ("K-6", date(2010, 1, 1), date(2011, 1, 1)),
        ("1-6", date(2011, 1, 1), None),
    ]


@pytest.mark.django_db
def test_neighboring_period_touches_nothing() -> None:
    first = record("1-6", (date(2000, 1, 1), REFORM))

    record("PK-6", (REFORM, None), at=make.AT + timedelta(days=1))

    first.refresh_from_db()
    assert first.superseded_at is None


@pytest.mark.django_db
def test_same_statement_again_changes_nothing() -> None:
    first = record("1-6", FOREVER)

    again = record("1-6", FOREVER, at=make.AT + timedelta(days=1))

    assert again == first
    assert EndorsementTerms.objects.filter(endorsement__code="305").count() == 1
    assert AuditEvent.objects.filter(record_type="endorsementterms").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("confidence", Confidence)
def test_only_sourced_rows_are_active(confidence: Confidence) -> None:
    assert record("1-6", FOREVER, confidence=confidence).is_active == (confidence != "unverified")


@pytest.mark.django_db
def test_staff_may_switch_a_sourced_row_off() -> None:
    assert not record("1-6", FOREVER, is_active=False).is_active


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "at"),
    [
        ((REFORM, REFORM), make.AT),
        ((REFORM, date(2025, 6, 30)), make.AT),
        ((REFORM, None), make.AT - timedelta(seconds=1)),
    ],
    ids=["empty", "backward", "recorded before what it replaces"],
)
def test_row_out_of_order_is_refused(period: Period, at: datetime) -> None:
    record("1-6", FOREVER)

    with pytest.raises(DatedRowRefusedError), transaction.atomic():
        record("PK-6", period, at=at)

    assert known() == [("1-6", date(2000, 1, 1), None)]


@pytest.mark.django_db
def test_subjects_do_not_touch_each_other() -> None:
    make.make_endorsement("165")

    record("1-6", FOREVER)

    assert EndorsementTerms.objects.known().filter(endorsement__code="165").count() == 1


YEARS = st.integers(2000, 2012)
PERIODS = st.tuples(YEARS, st.one_of(st.none(), st.integers(1, 6)))


@pytest.mark.proof
class RecordedHistoryTest(TestCase):
    """Any sequence of statements, asked about afterwards."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from("ABC"), PERIODS), max_size=6))
    def test_last_statement_about_a_day_is_the_answer_and_earlier_answers_are_kept(
        self, statements: list[tuple[str, tuple[int, int | None]]]
    ) -> None:
        days = [date(year, 6, 1) for year in range(2000, 2020)]
        expected: list[dict[date, str]] = [{}]
        for step, (span, (start, length)) in enumerate(statements):
            end = None if length is None else date(start + length, 1, 1)
            record(span, (date(start, 1, 1), end), at=make.AT + timedelta(days=step))
            covered = {d for d in days if date(start, 1, 1) <= d and (end is None or d < end)}
            expected.append(expected[-1] | dict.fromkeys(covered, span))

        for step, answers in enumerate(expected[1:]):
            at = make.AT + timedelta(days=step)
            for day in days:
                rows = EndorsementTerms.objects.in_force(day, at).filter(endorsement__code="305")
                found = list(rows.values_list("grade_span", flat=True))
                assert found == ([answers[day]] if day in answers else [])
