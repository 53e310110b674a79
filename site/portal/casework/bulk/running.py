"""How a bulk act is asked for and run: one row after the other, each in a transaction of its own, refused or done.

Which acts there are is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.casework.refusals import explain_refusal
from portal.lifecycle.errors import LifecycleError, NotAllowedError
from portal.records.evidence.operations import EvidenceRefusedError
from portal.records.jobs.models import Job
from portal.records.jobs.operations import JobRun, start_job
from portal.records.jobs.running import register_job
from portal.users.models import User

__all__ = ["MOST_AT_ONCE", "BulkAct", "BulkRow", "Order", "ask_for", "find_act", "register_act"]

MOST_AT_ONCE = 1_000
Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A row that was ticked: its key, and what to call it in the report."""

    key: int
    name: str


@dataclass(frozen=True, slots=True)
class Order:
    """Who asked for an act, with what else was said, and when a row's turn has come."""

    by_id: int
    options: Options
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """Something that is done to many rows; ``find`` reads a tick, ``do`` calls the operation, ``list_url`` leads back.

    ``permissions`` open the act, and are asked again at each row; the operation asks its own besides.
    """

    kind: str
    title: Any
    permissions: tuple[str, ...]
    find: Callable[[str, Options], BulkRow | None]
    do: Callable[[BulkRow, Order], object]
    list_url: Callable[[Options], str]
    list_label: Any
    is_of_items: bool = False


_acts: dict[str, BulkAct] = {}


def register_act(act: BulkAct) -> BulkAct:
    """Offer an act under its kind, which is that of its jobs."""
    _acts[act.kind] = act
    register_job(act.kind, partial(_run, act))
    return act


def find_act(kind: str) -> BulkAct | None:
    """Return the act whose jobs are of a kind; None for other kinds of jobs."""
    return _acts.get(kind)


def ask_for(
    act: BulkAct, ticks: Sequence[str], *, account_id: int, at: datetime, **options: Any
) -> Job:
    """Ask for a job that does an act to what was ticked, in the order given."""
    rows = list(dict.fromkeys(ticks))[:MOST_AT_ONCE]
    parameters = {"rows": rows, "options": options}
    return start_job(kind=act.kind, owner_id=account_id, parameters=parameters, at=at)


def _run(act: BulkAct, run: JobRun) -> None:
    """Do one row after the other; where a worker died the next goes on after the last one done."""
    rows, options = run.parameters["rows"], run.parameters["options"]
    refused: list[list[str]] = list(run.checkpoint.get("refused", []))
    run.begin(len(rows))
    for done in range(run.job.done, len(rows)):
        order = Order(run.job.owner_id, options, timezone.now())
        reach = partial(_reach, run, done + 1, refused)
        refusal = _try_row(act, order, rows[done], reach)
        if refusal:
            refused.append(refusal)
            reach()
    run.finish(len(rows))


def _reach(run: JobRun, done: int, refused: Sequence[Sequence[str]]) -> None:
    run.reach(done, {"refused": refused})


def _try_row(act: BulkAct, order: Order, tick: str, reach: Callable[[], None]) -> list[str]:
    """Do one row and note so in one transaction; return its name and why not, where it is refused."""
    row = act.find(tick, order.options)
    if row is None:
        return [tick, ""]
    try:
        with transaction.atomic():
            _check_permissions(act, order)
            act.do(row, order)
            reach()
    except (LifecycleError, EvidenceRefusedError) as error:
        return [row.name, explain_refusal(error).message]
    return []


def _check_permissions(act: BulkAct, order: Order) -> None:
    account = User.objects.get(pk=order.by_id)
    if not account.is_active or not account.has_perms(act.permissions):
        raise NotAllowedError(_("You may no longer do this."))
