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


@dataclass(slots=True)
class _Run:
    """One run over all rules: its day, what it may do, and the drafts that a dry one found to go, by key.

    Documents that only such a draft names go after it, in the same run: where its period is in force, or neither is.
    """

    on: date
    at: datetime
    is_dry: bool
    most: int | None
    going: dict[int, Period] = field(default_factory=dict)

    def gone_for(self, period: Period) -> set[int]:
        """Return the drafts that are gone by the time that this period's documents are looked at."""
        is_suggested = not period.is_in_force
        return {key for key, own in self.going.items() if own.is_in_force or is_suggested}


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
    run = _Run(on, at, is_dry, most)
    for rule in RULES:
        report = RuleReport(rule, get_period(rule, on=on))
        if report.period and (is_dry or report.period.is_in_force):
            HANDLERS.get(rule, _handle_documents)(report.period, report.counts, run)
        if not is_dry:
            finish_erasures(at=at)
        yield report


def _handle_drafts(period: Period, counts: Counter[str], run: _Run) -> None:
    outcomes = (_act_on_draft(key, period, run) for key in drafts.list_neglected(period, on=run.on))
    for outcome in islice(filter(None, outcomes), run.most):
        _count(counts, outcome, 1, run)


def _act_on_draft(key: int, period: Period, run: _Run) -> str | None:
    if not run.is_dry:
        return drafts.handle_draft(key, period, on=run.on, at=run.at)
    outcome = drafts.look_at(key, period, on=run.on)
    if outcome == drafts.EXPIRED:
        run.going[key] = period
    return outcome


def _handle_documents(period: Period, counts: Counter[str], run: _Run) -> None:
    act = (
        partial(documents.may_go, on=run.on, without=run.gone_for(period))
        if run.is_dry
        else partial(documents.handle_document, on=run.on, at=run.at)
    )
    gone = (act(key, period) for key in documents.list_overdue(period, on=run.on))
    for files in islice(filter(None, gone), run.most):
        _count(counts, drafts.EXPIRED, files, run)


def _handle_notices(period: Period, counts: Counter[str], run: _Run) -> None:
    left = run.most
    for keys in list_old_notices(period, on=run.on):
        some = keys if left is None else keys[:left]
        counts[drafts.EXPIRED] += len(some) if run.is_dry else erase_notices(some, at=run.at)
        if left is not None:
            left -= len(some)
            if left <= 0:
                break


HANDLERS = {UNFINISHED_DRAFTS: _handle_drafts, PROVIDER_NOTICES: _handle_notices}


def _count(counts: Counter[str], outcome: str, more: int, run: _Run) -> None:
    """Count, and delete files now and then, so that a long run that is broken off leaves few behind."""
    before = counts[outcome] // FINISHED_EVERY
    counts[outcome] += more
    if not run.is_dry and counts[outcome] // FINISHED_EVERY > before:
        finish_erasures(at=run.at)


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
