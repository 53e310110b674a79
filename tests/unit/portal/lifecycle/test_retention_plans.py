"""What becomes of a draft that nobody goes on with: two reminders, each with its whole time, then the end."""

from datetime import date, timedelta

import pytest

from portal.lifecycle.retention.plans import Plan, plan_draft
from portal.records.retention.periods import Period

TOUCHED = date(2026, 1, 31)
YEAR = Period("unfinished_drafts", 12, "months", (30, 7))
END = date(2027, 1, 31)


def days_before(days: int) -> date:
    """Return a day before the end."""
    return END - timedelta(days=days)


@pytest.mark.parametrize(
    ("on", "promised", "plan"),
    [
        (days_before(31), [], None),
        (days_before(30), [], Plan(1, END)),
        (days_before(29), [END], None),
        (days_before(7), [END], Plan(2, END)),
        (days_before(6), [END, END], None),
        (days_before(1), [END, END], None),
        (END, [END, END], Plan(None, END)),
    ],
)
def test_reminders_and_end_come_on_their_days(
    on: date, promised: list[date], plan: Plan | None
) -> None:
    assert plan_draft(TOUCHED, promised=promised, period=YEAR, on=on) == plan


def test_late_reminder_promises_its_whole_time() -> None:
    late = END + timedelta(days=100)
    promised = late + timedelta(days=30)

    assert plan_draft(TOUCHED, promised=[], period=YEAR, on=late) == Plan(1, promised)
    assert plan_draft(TOUCHED, promised=[promised], period=YEAR, on=late) is None
    second = promised - timedelta(days=7)
    assert plan_draft(TOUCHED, promised=[promised], period=YEAR, on=second) == Plan(2, promised)
    before_end = promised - timedelta(days=1)
    both = [promised, promised]
    assert plan_draft(TOUCHED, promised=both, period=YEAR, on=before_end) is None
    assert plan_draft(TOUCHED, promised=both, period=YEAR, on=promised) == Plan(None, promised)


def test_without_reminders_only_the_end_comes() -> None:
    period = Period("unfinished_drafts", 90, "days")

    end = TOUCHED + timedelta(days=90)
    assert plan_draft(TOUCHED, promised=[], period=period, on=end - timedelta(days=1)) is None
    assert plan_draft(TOUCHED, promised=[], period=period, on=end) == Plan(None, end)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        (Period("r", 30, "days"), date(2026, 3, 2)),
        (Period("r", 1, "months"), date(2026, 2, 28)),
        (Period("r", 6, "years"), date(2032, 1, 31)),
    ],
)
def test_period_is_counted_in_its_unit(period: Period, end: date) -> None:
    assert period.ends_for(TOUCHED) == end


@pytest.mark.parametrize("unit", ["days", "months", "years"])
def test_counting_back_leaves_nothing_out(unit: str) -> None:
    period = Period("r", 1, unit)
    for offset in range(800):
        day = date(2027, 1, 1) + timedelta(days=offset)

        assert period.touched_before(period.ends_for(day)).date() > day
