"""Runs every rule of retention that is in force on a day, or counts what each would remove.

Each removal is a transaction of its own, so a run that is broken off has done what it had done and the next goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import islice

from django.utils.timezone import localdate

from portal.lifecycle.funnel import forget_old_refusals
from portal.lifecycle.retention import documents, drafts
from portal.records.imports.operations import forget_old_imports
from portal.records.jobs.models import Job
from portal.records.jobs.operations import KEPT, forget_old_jobs
from portal.records.ledger.erasing import erase_notices, list_old_notices
from portal.records.retention.ledger import finish_erasures
from portal.records.retention.periods import (
    PROVIDER_NOTICES,
    RULES,
    UNFINISHED_DRAFTS,
    Period,
    get_period,
)

__all__ = ["FutureDayError", "RuleReport", "run_retention", "tidy_leftovers"]

FINISHED_EVERY = 200


class FutureDayError(ValueError):
    """What a day to come would remove can be looked at, not done."""


@dataclass(slots=True)
class RuleReport:
    """What one rule did, or would do, with how many."""

    rule: str
    period: Period | None
    counts: Counter[str] = field(default_factory=Counter)


def run_retention(
    *, on: date, at: datetime, is_dry: bool = False, most: int | None = None
) -> Iterator[RuleReport]:
    """Yield a report a rule, once it is done; ``most`` bounds how many records each changes.

    A dry run counts for suggested periods too, which remove nothing. Raises FutureDayError.
    """
    if on > localdate(at) and not is_dry:
        raise FutureDayError(on)
    if not is_dry:
        finish_erasures(at=at)
    for rule in RULES:
        report = RuleReport(rule, get_period(rule, on=on))
        if report.period and (is_dry or report.period.is_in_force):
            act = HANDLERS.get(rule, _handle_documents)
            act(report.period, report.counts, on, at, is_dry, most)
        if not is_dry:
            finish_erasures(at=at)
        yield report


def _handle_drafts(
    period: Period, counts: Counter[str], on: date, at: datetime, is_dry: bool, most: int | None
) -> None:
    act = partial(drafts.look_at, on=on) if is_dry else partial(drafts.handle_draft, on=on, at=at)
    outcomes = (act(key, period) for key in drafts.list_neglected(period, on=on))
    for outcome in islice(filter(None, outcomes), most):
        _count(counts, outcome, 1, at, is_dry)


def _handle_documents(
    period: Period, counts: Counter[str], on: date, at: datetime, is_dry: bool, most: int | None
) -> None:
    act = (
        partial(documents.may_go, on=on)
        if is_dry
        else partial(documents.handle_document, on=on, at=at)
    )
    gone = (act(key, period) for key in documents.list_overdue(period, on=on))
    for files in islice(filter(None, gone), most):
        _count(counts, drafts.EXPIRED, files, at, is_dry)


def _handle_notices(
    period: Period, counts: Counter[str], on: date, at: datetime, is_dry: bool, most: int | None
) -> None:
    left = most
    for keys in list_old_notices(period, on=on):
        some = keys if left is None else keys[:left]
        counts[drafts.EXPIRED] += len(some) if is_dry else erase_notices(some, at=at)
        if left is not None:
            left -= len(some)
            if left <= 0:
                break


HANDLERS = {UNFINISHED_DRAFTS: _handle_drafts, PROVIDER_NOTICES: _handle_notices}


def _count(counts: Counter[str], outcome: str, more: int, at: datetime, is_dry: bool) -> None:
    """Count, and delete files now and then, so that a long run that is broken off leaves few behind."""
    before = counts[outcome] // FINISHED_EVERY
    counts[outcome] += more
    if not is_dry and counts[outcome] // FINISHED_EVERY > before:
        finish_erasures(at=at)


def tidy_leftovers(*, at: datetime, is_dry: bool = False) -> int:
    """Delete what exports and imports left a week ago, as the worker does each hour; return how many jobs went.

    What funnels no longer count goes with it.
    """
    if is_dry:
        return Job.objects.filter(finished_at__lt=at - KEPT).count()
    forget_old_imports(at=at)
    forget_old_refusals(on=localdate(at))
    gone = 0
    while some := forget_old_jobs(at=at):
        gone += some
    return gone
