"""Several workers seal at once: every event gets one place, and the chain stays whole."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.records.audit.models import AuditEvent, AuditSeal
from portal.records.audit.operations import record_event
from portal.records.audit.sealing import seal_events
from portal.records.audit.verifying import verify_trail
from tests.together import run_together

WORKERS, EVENTS, ROUNDS = 6, 40, 5

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.database,
    pytest.mark.race,
]


@pytest.fixture
def heads(settings: Any, tmp_path: Path) -> Path:
    """Return the folder of the heads."""
    settings.AUDIT_HEADS = tmp_path
    return tmp_path


def record_events() -> None:
    """Record some acts."""
    with transaction.atomic():
        for number in range(EVENTS):
            record_event(
                action="case.decided",
                record_type="application",
                record_id=str(number),
                state={},
                actor_id=None,
                at=timezone.now(),
            )


def seal_together() -> list[Any]:
    """Let every worker seal; return how many events each sealed."""
    return run_together([partial(seal_events, at=timezone.now())] * WORKERS)


def test_every_event_gets_one_place(heads: Path) -> None:
    for _round in range(ROUNDS):
        record_events()
        assert not [each for each in seal_together() if isinstance(each, Exception)]
        seal_events(at=timezone.now())

    assert AuditSeal.objects.count() == AuditEvent.objects.count() >= ROUNDS * EVENTS
    assert list(verify_trail(heads)) == []


def test_control_without_the_constraints_events_are_sealed_twice(heads: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip(
            f"asks postgresql; this run uses {connection.vendor}, which lets one write at a time"
        )
    columns = [AuditSeal._meta.get_field(name) for name in ("number", "event_id")]
    with connection.schema_editor() as editor:
        for column in columns:
            editor.alter_field(AuditSeal, column, _without_unique(column))
    try:
        for _round in range(ROUNDS):
            record_events()
            seal_together()
        assert AuditSeal.objects.count() > AuditEvent.objects.count()
    finally:
        AuditSeal.objects.all()._raw_delete(using="default")
        with connection.schema_editor() as editor:
            for column in columns:
                editor.alter_field(AuditSeal, _without_unique(column), column)


def _without_unique(column: Any) -> Any:
    bare = column.clone()
    bare._unique = False
    bare.set_attributes_from_name(column.name)
    bare.model = AuditSeal
    return bare
