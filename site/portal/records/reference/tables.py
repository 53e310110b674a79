"""What the columns of the reference files mean: which subject a line is about, what it says of it.

Reads and types the lines; storing them is for ``reference.operations``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models

from portal.records.credentials.models import (
    CredentialType,
    CredentialTypeTerms,
    Endorsement,
    EndorsementTerms,
)
from portal.records.dated.models import Confidence, DatedRow
from portal.records.dated.operations import Period
from portal.records.evidence.models import PassingScore
from portal.records.organizations.models import Organization, OrganizationTerms

__all__ = ["TABLES", "ReferenceFileError", "ReferenceLine", "ReferenceTable", "read_table"]

Parser = Callable[[str], Any]


class ReferenceFileError(ValueError):
    """A line of a reference file cannot be read; the message names file, line and column."""


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """One file: the model of its subjects, their key, and the dated rows about them."""

    file_name: str
    subject_model: type[models.Model]
    key: str
    terms_model: type[DatedRow]
    subject_field: str
    values: Mapping[str, Parser]
    key_column: str = ""
    subject_columns: tuple[str, ...] = ()
    identity_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """One typed line: key of the subject, what is fixed about it, and what holds when."""

    key: str
    subject: dict[str, str]
    identity: dict[str, str]
    period: Period
    values: dict[str, Any]
    confidence: Confidence
    source: str


def _yes_or_no(text: str) -> bool:
    return {"yes": True, "no": False}[text]


def _number(text: str) -> int | None:
    return int(text) if text else None


TABLES = (
    ReferenceTable(
        file_name="credential_types.csv",
        subject_model=CredentialType,
        key="key",
        terms_model=CredentialTypeTerms,
        subject_field="credential_type",
        values={
            "title": str,
            "validity_months": _number,
            "is_issuable": _yes_or_no,
            "is_renewable": _yes_or_no,
            "renewal_opens_months": _number,
            "renewal_advised_weeks": _number,
            "is_held_by_timely_filing": _yes_or_no,
            "note": str,
        },
    ),
    ReferenceTable(
        file_name="endorsements.csv",
        subject_model=Endorsement,
        key="code",
        terms_model=EndorsementTerms,
        subject_field="endorsement",
        values={"title": str, "category": str, "grade_span": str},
    ),
    ReferenceTable(
        file_name="passing_scores.csv",
        subject_model=Endorsement,
        key="code",
        key_column="endorsement",
        terms_model=PassingScore,
        subject_field="endorsement",
        identity_columns=("provider", "test_code"),
        values={"title": str, "score": _number},
    ),
    ReferenceTable(
        file_name="organizations.csv",
        subject_model=Organization,
        key="code",
        subject_columns=("kind",),
        terms_model=OrganizationTerms,
        subject_field="organization",
        values={"name": str, "town": str, "legal_form": str},
    ),
)


def read_table(table: ReferenceTable, folder: Path) -> Iterator[ReferenceLine]:
    """Yield the typed lines of a table's file; raises ReferenceFileError at a faulty one."""
    path = folder / table.file_name
    with path.open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines), start=2):
            try:
                yield _typed(table, line)
            except (KeyError, TypeError, ValueError) as fault:
                raise ReferenceFileError(f"{table.file_name}, line {number}: {fault!r}") from fault


def _typed(table: ReferenceTable, line: Mapping[str, str]) -> ReferenceLine:
    """Return one line with its columns typed."""
    end = line["valid_to"]
    return ReferenceLine(
        key=line[table.key_column or table.key],
        subject={column: line[column] for column in table.subject_columns},
        identity={column: line[column] for column in table.identity_columns},
        period=(date.fromisoformat(line["valid_from"]), date.fromisoformat(end) if end else None),
        values={column: parse(line[column]) for column, parse in table.values.items()},
        confidence=Confidence(line["confidence"]),
        source=line["source"],
    )
