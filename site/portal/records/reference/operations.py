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
from portal.records.dated.operations import record_terms
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
    count = 0
    for line in read_table(table, folder):
        subject = subjects.get(line.key)
        if subject is None:
            subject = subjects[line.key] = create_subject(table, line)
        if _statement(line) in statements:
            continue
        record_line(table=table, line=line, subject=subject, actor_id=None, at=at)
        count += 1
    return count


def create_subject(table: ReferenceTable, line: ReferenceLine) -> models.Model:
    """Store what a line is about, which the records do not know yet."""
    subject: models.Model = table.subject_model._default_manager.create(
        **{table.key: line.key, **line.subject}
    )
    return subject


def record_line(
    *,
    table: ReferenceTable,
    line: ReferenceLine,
    subject: models.Model,
    actor_id: int | None,
    at: datetime,
) -> DatedRow:
    """Record what a line says of its subject, known from ``at``; raises DatedRowRefusedError."""
    return record_terms(
        model=table.terms_model,
        subject={table.subject_field: subject, **line.identity},
        period=line.period,
        values=line.values,
        confidence=line.confidence,
        source=line.source,
        actor_id=actor_id,
        at=at,
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
