"""Loads the reference files into the dated rows; may be run at every start.

A line that was recorded once is never recorded again, so that what staff have since put in its
place stands. A changed line supersedes what it contradicts.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from portal.records.dated.models import DatedRow
from portal.records.dated.operations import Said, record_first_terms, record_terms
from portal.records.reference.tables import TABLES, ReferenceLine, ReferenceTable, read_table

__all__ = ["REFERENCE_FOLDER", "create_subject", "load_reference", "load_table", "record_line"]

REFERENCE_FOLDER = Path(__file__).parent


@transaction.atomic
def load_reference(*, at: datetime, folder: Path = REFERENCE_FOLDER) -> Counter[str]:
    """Record what the files say and the records do not yet; return new rows by file name.

    All files or none. Raises ReferenceFileError for a line that cannot be read.
    """
    recorded: Counter[str] = Counter()
    for table in TABLES:
        recorded[table.file_name] = load_table(table=table, folder=folder, at=at)
    return recorded


@transaction.atomic
def load_table(*, table: ReferenceTable, at: datetime, folder: Path = REFERENCE_FOLDER) -> int:
    """Record the new lines of one file and return how many they were; 2 SQL when there are none.

    Raises ReferenceFileError.
    """
    subjects: dict[str, models.Model] = {
        getattr(subject, table.key): subject
        for subject in table.subject_model._default_manager.all()
    }
    statements = _recorded_statements(table)
    lines = [line for line in read_table(table, folder) if _statement(line) not in statements]
    first = {line.key: line for line in reversed(lines) if line.key not in subjects}
    made = [_make_subject(table, line) for line in first.values()]
    table.subject_model._default_manager.bulk_create(made)
    subjects |= zip(first, made, strict=True)
    record_first_terms(
        model=table.terms_model,
        said=[_said(table, line, subjects[line.key]) for line in first.values()],
        actor_id=None,
        at=at,
    )
    for line in lines:
        if line is not first.get(line.key):
            subject = subjects[line.key]
            record_line(table=table, line=line, subject=subject, actor_id=None, at=at)
    return len(lines)


def create_subject(table: ReferenceTable, line: ReferenceLine) -> models.Model:
    """Store what a line is about, which the records do not know yet."""
    subject = _make_subject(table, line)
    subject.save(force_insert=True)
    return subject


def _make_subject(table: ReferenceTable, line: ReferenceLine) -> models.Model:
    return table.subject_model(**{table.key: line.key, **line.subject})


def record_line(
    *,
    table: ReferenceTable,
    line: ReferenceLine,
    subject: models.Model,
    actor_id: int | None,
    at: datetime,
) -> DatedRow:
    """Record what a line says of its subject, known from ``at``; raises DatedRowRefusedError."""
    said = _said(table, line, subject)
    return record_terms(model=table.terms_model, said=said, actor_id=actor_id, at=at)


def _said(table: ReferenceTable, line: ReferenceLine, subject: models.Model) -> Said:
    return Said(
        subject={table.subject_field: subject, **line.identity},
        period=line.period,
        values=line.values,
        confidence=line.confidence,
        source=line.source,
    )


def _statement(line: ReferenceLine) -> tuple[Any, ...]:
    """Return what a line says, to compare with rows."""
    facts = (*line.identity.values(), *line.values.values())
    return (line.key, *line.period, line.confidence.value, line.source, *facts)


def _recorded_statements(table: ReferenceTable) -> set[tuple[Any, ...]]:
    """Return what all rows of a table ever said, superseded ones too."""
    columns = ("valid_from", "valid_to", "confidence", "source")
    return set(
        table.terms_model._default_manager.values_list(
            f"{table.subject_field}__{table.key}", *columns, *table.identity_columns, *table.values
        )
    )
