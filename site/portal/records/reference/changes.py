"""Change a reference row with four eyes: one person proposes a line, another one approves it.

The only way from a screen to a reference row. What is recorded then is the work of
``reference.operations``, the same that reads the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from portal.records.audit.operations import record_event
from portal.records.dated.models import DatedRow
from portal.records.dated.operations import Period, lock_subject, outside, overlaps
from portal.records.reference.models import ReferenceChange
from portal.records.reference.operations import create_subject, record_line
from portal.records.reference.tables import (
    ReferenceFileError,
    ReferenceLine,
    ReferenceTable,
    find_table,
    read_line,
)

__all__ = [
    "APPROVE",
    "PROPOSE",
    "ChangeNotAllowedError",
    "ChangeOutdatedError",
    "ChangeRefusedError",
    "Statement",
    "approve_change",
    "check_can_decide_change",
    "is_outdated",
    "list_known",
    "list_known_after",
    "propose_change",
    "read_change",
    "refuse_change",
    "withdraw_change",
]

PROPOSE = "records.propose_reference_change"
APPROVE = "records.approve_reference_change"
State = ReferenceChange.State
User = get_user_model()


class ChangeRefusedError(ValueError):
    """The change cannot be made; the message says why, ``column`` where."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


class ChangeNotAllowedError(ChangeRefusedError):
    """The person may not propose or decide this change."""


class ChangeOutdatedError(ChangeRefusedError):
    """The change was decided meanwhile, or the rows that it replaces are no longer the known ones."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A row, stored or proposed, and the period over which it is or would be what is known."""

    row: DatedRow
    period: Period
    is_new: bool = False


def check_can_decide_change(user: Any, change: ReferenceChange) -> None:
    """Raise ChangeNotAllowedError unless the person may approve or refuse, being another one."""
    if not user.has_perm(APPROVE):
        raise ChangeNotAllowedError(
            _("Approving changes of reference rows is not among your tasks.")
        )
    if user.pk == change.proposed_by_id:
        raise ChangeNotAllowedError(
            _("You proposed this change. Somebody else has to look at it and approve it.")
        )


@transaction.atomic
def propose_change(
    *,
    table: ReferenceTable,
    line: Mapping[str, str],
    reason: str,
    proposed_by_id: int,
    at: datetime,
) -> ReferenceChange:
    """Store a line, as the table's file would have it, until a second person decides.

    Raises ChangeNotAllowedError, or ChangeRefusedError for a line that cannot be read, that breaks
    a rule of its rows, or that says what is known already.
    """
    if not User.objects.get(pk=proposed_by_id).has_perm(PROPOSE):
        raise ChangeNotAllowedError(_("Changing reference rows is not among your tasks."))
    if not reason.strip():
        raise ChangeRefusedError(_("Say why the row has to change."), "reason")
    typed = _read(table, line)
    row = _proposed_row(table, typed)
    _check_rules(table, row)
    if table.key_column and _find_subject(table, typed) is None:
        raise ChangeRefusedError(_("There is no such code on record."), table.key_name)
    known = list_known(table, typed)
    if any(_says_the_same(row, other) for other in known):
        raise ChangeRefusedError(_("The records say this already."))
    change = ReferenceChange.objects.create(
        table=table.name,
        key=typed.key,
        line=dict(line),
        replaces=_replaced(known, typed.period),
        reason=reason.strip(),
        proposed_by_id=proposed_by_id,
        proposed_at=at,
    )
    _record(change, "proposed", proposed_by_id, at)
    return change


@transaction.atomic
def approve_change(*, change_id: int, answer: str = "", by_id: int, at: datetime) -> DatedRow:
    """Record what was proposed and return the new row.

    Raises ChangeNotAllowedError, or ChangeOutdatedError when it was decided already or when other
    rows are known now than at the time of the proposal; then nothing has changed.
    """
    change = _decide(change_id, State.APPROVED, answer, by_id, at)
    table, line = read_change(change)
    subject = _find_subject(table, line) or create_subject(table, line)
    lock_subject({table.subject_field: subject})
    if is_outdated(change):
        raise ChangeOutdatedError(
            _("What this change replaces has itself changed since. Propose it again.")
        )
    return record_line(table=table, line=line, subject=subject, actor_id=by_id, at=at)


@transaction.atomic
def refuse_change(*, change_id: int, answer: str, by_id: int, at: datetime) -> ReferenceChange:
    """Close a proposal with the reason; raises as approving does, and without a reason."""
    if not answer.strip():
        raise ChangeRefusedError(_("Say why the change is refused."), "answer")
    return _decide(change_id, State.REFUSED, answer, by_id, at)


@transaction.atomic
def withdraw_change(*, change_id: int, by_id: int, at: datetime) -> ReferenceChange:
    """Take one's own proposal back; raises ChangeNotAllowedError or ChangeOutdatedError."""
    change = ReferenceChange.objects.get(pk=change_id)
    if change.proposed_by_id != by_id:
        raise ChangeNotAllowedError(_("Only who proposed a change takes it back."))
    return _close(change, State.WITHDRAWN, "", by_id, at)


def read_change(change: ReferenceChange) -> tuple[ReferenceTable, ReferenceLine]:
    """Return the table that a change is about, and its line typed."""
    table = find_table(change.table)
    return table, _read(table, change.line)


def is_outdated(change: ReferenceChange) -> bool:
    """Tell whether other rows are known now than when the change was proposed."""
    table, line = read_change(change)
    replaced: list[int] = change.replaces
    return _replaced(list_known(table, line), line.period) != replaced


def list_known(table: ReferenceTable, line: ReferenceLine) -> list[DatedRow]:
    """Return the known rows about what a line is about, in order of their days."""
    about = {f"{table.subject_field}__{table.key}": line.key, **line.identity}
    known = table.terms_model._default_manager.known().filter(**about)
    rows: list[DatedRow] = list(known.order_by("valid_from"))
    return rows


def list_known_after(table: ReferenceTable, line: ReferenceLine) -> list[Statement]:
    """Return what would be known if a line were recorded now, in order of the days."""
    after = [Statement(_proposed_row(table, line), line.period, is_new=True)]
    for row in list_known(table, line):
        period = row.valid_from, row.valid_to
        left = outside(row, line.period) if overlaps(row, line.period) else [period]
        after += [Statement(row, part) for part in left]
    return sorted(after, key=lambda statement: statement.period[0])


def _read(table: ReferenceTable, line: Mapping[str, str]) -> ReferenceLine:
    """Return a line typed; columns that the table got after it was proposed are empty."""
    try:
        return read_line(table, {**dict.fromkeys(table.values, ""), **line})
    except ReferenceFileError as error:
        raise ChangeRefusedError(
            _("This cannot be read as a row: %(fault)s") % {"fault": error}
        ) from error


def _proposed_row(table: ReferenceTable, line: ReferenceLine) -> DatedRow:
    """Return an unsaved row that says what the line says."""
    return table.terms_model(
        **line.identity,
        **line.values,
        valid_from=line.period[0],
        valid_to=line.period[1],
        confidence=line.confidence,
        source=line.source,
    )


def _check_rules(table: ReferenceTable, row: DatedRow) -> None:
    """Refuse a row that the model's own rules refuse; what it is about may not exist yet."""
    beyond = {table.subject_field, "recorded_at", "superseded_at", "is_active"}
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        raise ChangeRefusedError(
            _("The first day without it comes after the first day with it."), "valid_to"
        )
    try:
        row.full_clean(exclude=beyond, validate_unique=False)
    except ValidationError as error:
        for column, messages in error.message_dict.items():
            raise ChangeRefusedError(" ".join(messages), column) from error


def _says_the_same(row: DatedRow, other: DatedRow) -> bool:
    """Tell whether a proposed row adds nothing to a known one."""
    left_out = {"id", "recorded_at", "superseded_at", "is_active"}
    names = [field.name for field in row._meta.concrete_fields if not field.is_relation]
    return all(getattr(row, name) == getattr(other, name) for name in names if name not in left_out)


def _replaced(known: list[DatedRow], period: Period) -> list[int]:
    return sorted(row.pk for row in known if overlaps(row, period))


def _find_subject(table: ReferenceTable, line: ReferenceLine) -> models.Model | None:
    found: models.Model | None = table.subject_model._default_manager.filter(
        **{table.key: line.key}
    ).first()
    return found


def _decide(
    change_id: int, state: ReferenceChange.State, answer: str, by_id: int, at: datetime
) -> ReferenceChange:
    change = ReferenceChange.objects.get(pk=change_id)
    check_can_decide_change(User.objects.get(pk=by_id), change)
    return _close(change, state, answer, by_id, at)


def _close(
    change: ReferenceChange, state: ReferenceChange.State, answer: str, by_id: int, at: datetime
) -> ReferenceChange:
    """Settle the proposal, once: of many who decide at the same time one gets past."""
    if not _claim(change, state=state, answer=answer.strip(), decided_by_id=by_id, decided_at=at):
        raise ChangeOutdatedError(_("This change was decided in the meantime."))
    change.refresh_from_db()
    _record(change, state.value, by_id, at)
    return change


def _claim(change: ReferenceChange, **decision: Any) -> bool:
    waiting = ReferenceChange.objects.filter(pk=change.pk, state=State.PROPOSED)
    return waiting.update(**decision) == 1


def _record(change: ReferenceChange, act: str, actor_id: int, at: datetime) -> None:
    record_event(
        action=f"reference_change.{act}",
        record_type="referencechange",
        record_id=str(change.pk),
        state={"table": change.table, "line": change.line, "answer": change.answer},
        actor_id=actor_id,
        at=at,
    )
