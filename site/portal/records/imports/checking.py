"""The job that reads a file whole, then cleans, matches, compares and stages its lines. No record is written.

A file that cannot be read whole is refused with the reason. A worker's death costs nothing but time: whoever takes
the job up begins anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.records.audit.operations import record_event
from portal.records.imports.columns import FORMATS
from portal.records.imports.consistency import SeenLines, holder_of
from portal.records.imports.effects import find_effects
from portal.records.imports.matching import Match, find_people, match_row
from portal.records.imports.models import ImportFile, ImportRow
from portal.records.imports.queries import count_rows
from portal.records.imports.reading import Line, read_lines
from portal.records.imports.refusing import FileRefusedError
from portal.records.imports.resources import CleanedLine, ask_known, clean_lines
from portal.records.imports.storing import forget_upload, read_upload
from portal.records.jobs.operations import JobRun

__all__ = ["check_file"]

LINES_A_STEP = 250
LINES_A_LOOK = 50
LONGEST_REFUSAL = 1_000
Outcome = ImportRow.Outcome


def check_file(run: JobRun) -> None:
    """Stage the lines of a file; the words about their errors are in the language of whoever handed it in."""
    file = ImportFile.objects.get(pk=run.parameters["file"])
    if file.state != ImportFile.State.CHECKING:
        run.finish(run.job.done)
        return
    with translation.override(str(run.parameters["language"])):
        try:
            lines = _read(run, file)
        except FileRefusedError as refusal:
            _refuse(run, file, str(refusal))
        else:
            _stage(run, file, lines)
            _finish(run, file)
    forget_upload(file.stored_name)
    ImportFile.objects.filter(pk=file.pk).update(stored_name="")


def _read(run: JobRun, file: ImportFile) -> list[Line]:
    """Return the lines of a file; how many there will be is unknown until all are read."""
    run.begin(None)
    lines = []
    for line in read_lines(FORMATS[file.kind], read_upload(file.stored_name)):
        lines.append(line)
        if len(lines) % LINES_A_LOOK == 0:
            run.tell(len(lines))
    return lines


@transaction.atomic
def _refuse(run: JobRun, file: ImportFile, reason: str) -> None:
    """Say why a file cannot be imported; nothing of it is kept."""
    at = timezone.now()
    file.rows.all().delete()
    ImportFile.objects.filter(pk=file.pk, state=ImportFile.State.CHECKING).update(
        state=ImportFile.State.REFUSED,
        refusal=reason[:LONGEST_REFUSAL],
        finished_at=at,
    )
    _record(run, file, "import.refused", {"reason": reason}, at)
    run.finish(0)


def _stage(run: JobRun, file: ImportFile, lines: Sequence[Line]) -> None:
    with transaction.atomic():
        run.begin(len(lines))
        run.reach(0, {})
        file.rows.all().delete()
        ImportFile.objects.filter(pk=file.pk).update(size=len(lines))
    seen, known = SeenLines(file.kind), ask_known()
    for start in range(0, len(lines), LINES_A_STEP):
        cleaned = clean_lines(file.kind, lines[start : start + LINES_A_STEP], known)
        rows = _make_rows(file, cleaned, seen)
        with transaction.atomic():
            ImportRow.objects.bulk_create(rows)
            run.reach(start + len(cleaned), {"line": cleaned[-1].line.number})


@transaction.atomic
def _finish(run: JobRun, file: ImportFile) -> None:
    """Say that the file is not recorded yet."""
    counts = count_rows(file)
    waiting = ImportFile.objects.filter(pk=file.pk, state=ImportFile.State.CHECKING)
    waiting.update(state=ImportFile.State.CHECKED, counts=counts)
    _record(run, file, "import.checked", counts, timezone.now())
    run.finish(counts["rows"])


def _record(
    run: JobRun, file: ImportFile, action: str, state: Mapping[str, Any], at: datetime
) -> None:
    record_event(
        action=action,
        record_type="import",
        record_id=str(file.public_id),
        state=state,
        actor_id=run.job.owner_id,
        at=at,
    )


def _make_rows(
    file: ImportFile, cleaned: Sequence[CleanedLine], seen: SeenLines
) -> list[ImportRow]:
    """Return the staged rows of some lines."""
    people = find_people([each.values for each in cleaned if not each.errors])
    rows = []
    for each in cleaned:
        row = ImportRow(
            file=file,
            number=each.line.number,
            given=each.line.texts,
            values=each.values,
            errors=each.errors,
            outcome=Outcome.FAULTY,
        )
        if not row.errors:
            row.holder = holder_of(each.values)
            row.errors = seen.find_fault(row.number, each.values, row.holder)
        if not row.errors:
            _place(row, match_row(each.values, people), seen)
        rows.append(row)
    _compare(file, [row for row in rows if row.outcome in {Outcome.NEW, Outcome.MATCHED}])
    return rows


def _place(row: ImportRow, match: Match, seen: SeenLines) -> None:
    """Note whom a row is about; a number found once in the file holds for the holder's other lines."""
    known = seen.people.get(row.holder)
    if known is not None and (match.outcome == Outcome.NEW or known in match.candidates):
        match = Match(Outcome.MATCHED, known)
    if match.outcome == Outcome.NEW and row.file.kind == ImportFile.Kind.ROSTER:
        text = _("Nobody on record fits. A roster registers nobody.")
        row.errors = [{"column": "", "message": text}]
        return
    row.outcome, row.person_id = match.outcome, match.person_id
    row.doubt, row.candidates = match.doubt, list(match.candidates)
    if match.person_id is not None:
        seen.people.setdefault(row.holder, match.person_id)


def _compare(file: ImportFile, rows: Sequence[ImportRow]) -> None:
    """Note what each row would change."""
    pairs: list[tuple[Any, int | None]] = [(row.values, row.person_id) for row in rows]
    for row, effect in zip(rows, find_effects(file, pairs), strict=True):
        row.effect, row.differences = effect.kind, effect.differences
