"""What the columns of the reference files mean: which subject a line is about, what it says of it.

Reads and types the lines, and writes a row as one; storing them is for ``reference.operations``,
a change by staff for ``reference.changes``.
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
from portal.records.fees.mailing import (
    Instrument,
    InstrumentTerms,
    MailingAddress,
    MailingTerms,
)
from portal.records.fees.models import FeeItem, FeeTerms
from portal.records.fees.payment_rules import PaymentRule, PaymentRuleTerms
from portal.records.organizations.models import Organization, OrganizationTerms
from portal.records.people.name_rules import NameRule, NameRuleTerms
from portal.records.retention.models import RetentionRule, RetentionTerms

__all__ = [
    "TABLES",
    "ReferenceFileError",
    "ReferenceLine",
    "ReferenceTable",
    "facts_of",
    "find_table",
    "read_line",
    "read_table",
    "write_line",
]

Parser = Callable[[str], Any]


class ReferenceFileError(ValueError):
    """A line cannot be read; the message names what is wrong, and file and line where there is one."""


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

    @property
    def name(self) -> str:
        """Return the file's name without its ending, by which the table is known."""
        return Path(self.file_name).stem

    @property
    def key_name(self) -> str:
        """Return the column that holds the subject's key."""
        return self.key_column or self.key

    @property
    def row_columns(self) -> tuple[str, ...]:
        """Return the columns that are fields of the dated row, without its subject."""
        dated = ("valid_from", "valid_to")
        return (*self.identity_columns, *dated, *self.values, "confidence", "source")


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
            "renewal_hours": _number,
            "refresher_months": _number,
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
    ReferenceTable(
        file_name="name_rules.csv",
        subject_model=NameRule,
        key="key",
        terms_model=NameRuleTerms,
        subject_field="name_rule",
        values={"title": str, "is_allowed": _yes_or_no},
    ),
    ReferenceTable(
        file_name="retention_rules.csv",
        subject_model=RetentionRule,
        key="key",
        terms_model=RetentionTerms,
        subject_field="retention_rule",
        values={
            "title": str,
            "keep_for": _number,
            "unit": str,
            "first_reminder_days": _number,
            "second_reminder_days": _number,
        },
    ),
    ReferenceTable(
        file_name="mailing_terms.csv",
        subject_model=MailingAddress,
        key="key",
        terms_model=MailingTerms,
        subject_field="mailing_address",
        values={"payee": str, "addressee": str, "street": str, "place": str},
    ),
    ReferenceTable(
        file_name="instruments.csv",
        subject_model=Instrument,
        key="key",
        terms_model=InstrumentTerms,
        subject_field="instrument",
        values={"title": str, "title_es": str, "is_accepted": _yes_or_no},
    ),
    ReferenceTable(
        file_name="fees.csv",
        subject_model=FeeItem,
        key="key",
        terms_model=FeeTerms,
        subject_field="fee_item",
        values={
            "title": str,
            "title_es": str,
            "credential_type": str,
            "amount_cents": _number,
            "review_cents": _number,
            "condition": str,
            "condition_es": str,
            "is_concession": _yes_or_no,
        },
    ),
    ReferenceTable(
        file_name="payment_rules.csv",
        subject_model=PaymentRule,
        key="key",
        terms_model=PaymentRuleTerms,
        subject_field="payment_rule",
        values={"title": str, "counts": str},
    ),
)


def find_table(name: str) -> ReferenceTable:
    """Return the table of that name; raises LookupError where there is none."""
    for table in TABLES:
        if table.name == name:
            return table
    raise LookupError(name)


def read_table(table: ReferenceTable, folder: Path) -> Iterator[ReferenceLine]:
    """Yield the typed lines of a table's file; raises ReferenceFileError at a faulty one."""
    path = folder / table.file_name
    with path.open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines), start=2):
            try:
                yield read_line(table, line)
            except ReferenceFileError as fault:
                raise ReferenceFileError(f"{table.file_name}, line {number}: {fault}") from fault


def read_line(table: ReferenceTable, line: Mapping[str, str]) -> ReferenceLine:
    """Return one line with its columns typed; raises ReferenceFileError."""
    try:
        return _typed(table, line)
    except (KeyError, TypeError, ValueError) as fault:
        raise ReferenceFileError(repr(fault)) from fault


def facts_of(table: ReferenceTable, row: DatedRow) -> dict[str, Any]:
    """Return what a row says, with its subject, as typed values by column of the table's file."""
    subject = getattr(row, table.subject_field)
    return {
        table.key_name: getattr(subject, table.key),
        **{column: getattr(subject, column) for column in table.subject_columns},
        **{column: getattr(row, column) for column in table.row_columns},
    }


def write_line(table: ReferenceTable, facts: Mapping[str, Any]) -> dict[str, str]:
    """Return typed values by column as text; ``read_line`` reads it back."""
    columns = (table.key_name, *table.subject_columns, *table.row_columns)
    return {column: _as_text(facts[column]) for column in columns}


def _as_text(value: Any) -> str:
    """Return a value as a file has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _typed(table: ReferenceTable, line: Mapping[str, str]) -> ReferenceLine:
    """Return one line with its columns typed."""
    end = line["valid_to"]
    return ReferenceLine(
        key=line[table.key_name],
        subject={column: line[column] for column in table.subject_columns},
        identity={column: line[column] for column in table.identity_columns},
        period=(date.fromisoformat(line["valid_from"]), date.fromisoformat(end) if end else None),
        values={column: parse(line[column]) for column, parse in table.values.items()},
        confidence=Confidence(line["confidence"]),
        source=line["source"],
    )
