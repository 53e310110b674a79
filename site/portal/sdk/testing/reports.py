"""The check of reports: words in each language, a permission that somebody can have, and rows that fit the columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from portal.casework.reports import MOST_COLUMNS, MOST_ROWS, StaffReport, check_row
from portal.definitions.texts import LANGUAGES
from portal.sdk.testing.pieces import is_permission
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_reports"]


def check_reports(subject: Subject) -> Iterator[Finding]:
    """Make each report of the records as they are; it keeps nothing."""
    reports = [report for report in subject.reports if isinstance(report, StaffReport)]
    if len(reports) < len(subject.reports):
        yield Finding("reports", subject.plugin_id, "something that is no StaffReport")
    for name, number in Counter(report.name for report in reports).items():
        if number > 1:
            yield Finding("reports", f"{subject.plugin_id}.{name}", f"stands {number} times")
    for report in reports:
        for fault in _faults(report):
            yield Finding("reports", f"{subject.plugin_id}.{report.name}", fault)


def _faults(report: StaffReport) -> Iterator[str]:
    texts: list[tuple[str, Any]] = [("title", report.title), ("note", report.note)]
    texts += [("column", column) for column in report.columns]
    for what, said in texts:
        for language in LANGUAGES:
            if said is not None and not said.get(language, "").strip():
                yield f"{language}: a {what} is missing"
    if not is_permission(report.permission):
        yield f"nobody can be given the permission {report.permission!r}"
    if len(report.columns) > MOST_COLUMNS:
        yield f"more than {MOST_COLUMNS} columns"
    with transaction.atomic():
        try:
            with transaction.atomic():
                for row in islice(report.rows(), MOST_ROWS + 1):
                    check_row(row, len(report.columns))
        except Exception as error:  # noqa: BLE001 - whatever a report raises is the finding
            yield f"{type(error).__name__}: {error}"
        finally:
            transaction.set_rollback(True)
