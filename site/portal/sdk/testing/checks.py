"""The check of what a plugin adds to the integrity check: it reads, tells texts, and finds nothing where all agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.lifecycle.plugin_checks import MOST_FAULTS
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_checks"]

READING = ("SELECT", "WITH", "DECLARE", "FETCH", "CLOSE", "SAVEPOINT", "RELEASE")


def check_checks(subject: Subject) -> Iterator[Finding]:
    """Make each check of the records as they are; what it finds there is told, for the author to judge."""
    for name, check in subject.checks.items():
        for fault in _faults(name, check):
            yield Finding("checks", f"{subject.plugin_id}.{name}", fault)


def _faults(name: str, check: Any) -> Iterator[str]:
    if not name.isidentifier():
        yield f"{name!r} is no name of a check"
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        try:
            with transaction.atomic():
                found = list(islice(check(), MOST_FAULTS))
        except Exception as error:  # noqa: BLE001 - whatever a check raises is the finding
            yield f"{type(error).__name__}: {error}"
            return
        finally:
            transaction.set_rollback(True)
    written = [sql for each in asked if not (sql := each["sql"].lstrip()).startswith(READING)]
    if written:
        yield f"writes: {written[0][:80]}"
    for each in found:
        if not (isinstance(each, tuple) and [type(part) for part in each] == [str, str]):
            yield f"{each!r} is no record with what is wrong with it"
            return
