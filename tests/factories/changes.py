"""Reference lines to propose, and proposals of them, about endorsement 305."""

from datetime import date
from typing import Any

from django.utils import timezone

from portal.records.credentials.models import EndorsementTerms
from portal.records.reference.changes import list_known, propose_change
from portal.records.reference.models import ReferenceChange
from portal.records.reference.tables import find_table, read_line
from portal.users.models import User

CODE = "305"
TABLE = find_table("endorsements")
REFORM = date(2027, 7, 1)


def line(**facts: str) -> dict[str, str]:
    """Return the line of a wider grade span from the reform on."""
    return {
        "code": CODE,
        "valid_from": REFORM.isoformat(),
        "valid_to": "",
        "title": "Elementary",
        "category": "teaching",
        "grade_span": "PK-8",
        "confidence": "verified",
        "source": "Public Act 27-1",
        **facts,
    }


def propose(proposer: User, *, reason: str = "The law changes.", **facts: str) -> ReferenceChange:
    """Return a proposal that waits."""
    return propose_change(
        table=TABLE,
        line=line(**facts),
        reason=reason,
        proposed_by_id=proposer.pk,
        at=timezone.now(),
    )


def spans() -> list[tuple[str, date, date | None]]:
    """Return what is known of the endorsement, in order of time."""
    rows: list[Any] = list_known(TABLE, read_line(TABLE, line()))
    assert all(isinstance(row, EndorsementTerms) for row in rows)
    return [(row.grade_span, row.valid_from, row.valid_to) for row in rows]
