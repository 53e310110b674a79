"""Evidence of a kind with every fact in its place; a test changes the fact it is about."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from portal.records import models as records
from tests.factories.records import SINCE, make_named, make_organization

DAY = date(2026, 1, 1)


def _of(model: type[Any], facts: dict[str, Any], changes: dict[str, Any]) -> Any:
    """Return a new row, of somebody new where nobody is named."""
    facts = {**facts, **changes}
    if "person" not in facts and "person_id" not in facts:
        facts["person"] = make_named("Whitfield")
    return model.objects.create(**facts)


def make_experience(**changes: Any) -> records.Experience:
    """Return service that has not ended, in an organization on record unless told."""
    facts = {"position": "Teacher", "starts_on": DAY}
    changes = {"organization": make_organization(), **changes}
    row: records.Experience = _of(records.Experience, facts, changes)
    return row


def make_qualification(**changes: Any) -> records.Qualification:
    """Return a degree of a college on record, unless told."""
    changes = {"institution": make_organization("college"), **changes}
    row: records.Qualification = _of(records.Qualification, {"degree": "BA"}, changes)
    return row


def make_training(**changes: Any) -> records.Training:
    """Return a course of one hour."""
    facts = {"provider": "P", "course": "C", "hours": Decimal(1), "completed_on": DAY}
    row: records.Training = _of(records.Training, facts, changes)
    return row


def make_test_result(**changes: Any) -> records.TestResult:
    """Return a score."""
    facts = {"provider": "P", "test_code": "890", "score": 1, "taken_on": SINCE}
    row: records.TestResult = _of(records.TestResult, facts, changes)
    return row


def make_check(**changes: Any) -> records.BackgroundCheck:
    """Return a check that was asked for."""
    facts = {"kind": "state", "requested_on": DAY}
    row: records.BackgroundCheck = _of(records.BackgroundCheck, facts, changes)
    return row


def make_received_document(person: records.Person, **changes: Any) -> records.Document:
    """Return a scanned document of somebody."""
    facts = {"kind": "diploma", "original_name": "diploma.pdf", "media_type": "application/pdf"}
    stored = {"stored_name": uuid4().hex, "size": 1_000, "sha256": "a" * 64}
    now = timezone.now()
    kept = {"scan_state": "clean", "scanned_at": now, "received_at": now}
    row: records.Document = records.Document.objects.create(
        **{"person": person, **facts, **stored, **kept, **changes}
    )
    return row
