"""The audit trail is sealed after the fact, and whatever is changed behind the portal's back is found in its place."""

from datetime import timedelta
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from benchmarks.tampers import EVENTS, TAMPERS, TARGET, make_trail, rows_of
from portal.records.audit.models import AuditEvent, AuditSeal
from portal.records.audit.operations import record_event
from portal.records.audit.sealing import seal_events
from portal.records.audit.verifying import verify_trail

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PLACES = {
    "an event edited": f"place {TARGET},",
    "an event deleted with its seal": f"place {TARGET}:",
    "an event inserted into the past": f"place {EVENTS + 1},",
    "an event inserted far back": "event ",
    "two seals reordered": f"place {TARGET},",
    "two events swapped": f"place {TARGET},",
    "the tail cut off": ".json:",
    "the clock turned back": f"place {TARGET},",
    "sealed anew with another key": f"place {TARGET},",
    "an old copy restored": ".json:",
    "the table dropped": "records_auditseal:",
}


@pytest.fixture
def heads(settings: Any, tmp_path: Path) -> Path:
    """Return the folder of the heads."""
    settings.AUDIT_HEADS = tmp_path / "heads"
    return tmp_path / "heads"


@pytest.fixture
def trail(heads: Path) -> Path:
    """Return the folder of the heads of a sealed trail."""
    make_trail()
    return heads


def find(heads: Path) -> list[str]:
    """Return the first faults."""
    return [str(fault) for fault in islice(verify_trail(heads), 10)]


def record(number: int = 0) -> None:
    """Record an act."""
    with transaction.atomic():
        record_event(
            action="case.decided",
            record_type="application",
            record_id=f"B-{number}",
            state={},
            actor_id=None,
            at=timezone.now(),
        )


def test_sealed_trail_has_no_fault(trail: Path) -> None:
    assert AuditSeal.objects.count() == EVENTS
    assert find(trail) == []


@pytest.mark.parametrize("tamper", TAMPERS)
def test_tamper_is_found_with_its_place(trail: Path, tamper: str) -> None:
    with transaction.atomic():
        TAMPERS[tamper]()
        found = find(trail)
        transaction.set_rollback(True)

    assert PLACES[tamper] in found[0], found


def test_control_a_chain_without_its_key_lets_a_change_pass(
    trail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "portal.records.audit.verifying.mac_of", lambda event, **_kw: _stored_mac(event)
    )
    TAMPERS["an event edited"]()

    assert find(trail) == []


def _stored_mac(event: AuditEvent) -> str:
    mac: str = AuditSeal.objects.get(event_id=event.pk).mac
    return mac


def test_new_events_are_sealed_once_and_late_ones_too(trail: Path) -> None:
    for number in range(3):
        record(number)
    held_back = AuditEvent.objects.order_by("-pk")[1]
    late = AuditEvent.objects.get(pk=held_back.pk)
    rows_of(AuditEvent).filter(pk=late.pk).delete()
    assert seal_events(at=timezone.now()) == 2
    AuditEvent.objects.bulk_create([late])  # committed after one with a larger number

    assert seal_events(at=timezone.now()) == 1
    assert seal_events(at=timezone.now()) == 0
    assert find(trail) == []


def test_new_key_seals_and_the_earlier_one_still_verifies(trail: Path, settings: Any) -> None:
    settings.AUDIT_KEYS = ["a new secret", settings.SECRET_KEY]
    record()
    seal_events(at=timezone.now() + timedelta(days=1))

    assert len(set(AuditSeal.objects.values_list("key_id", flat=True))) == 2
    assert find(trail) == []
    settings.AUDIT_KEYS = ["a new secret"]
    assert (
        f"place 1, event {AuditSeal.objects.get(number=1).event_id}: it is sealed by"
        in find(trail)[0]
    )


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"day": 1}', "\x00"])
def test_head_that_cannot_be_read_is_named(trail: Path, content: str) -> None:
    [file] = trail.iterdir()
    file.write_text(content)

    assert find(trail) == [f"{file.name}: the head cannot be read"]


def test_head_that_somebody_wrote_is_named(trail: Path) -> None:
    [file] = trail.iterdir()
    file.write_text(file.read_text().replace(f'"number": {EVENTS}', '"number": 3'))

    assert find(trail) == [f"{file.name}: the head is not signed by a key that is known here"]


def test_trail_without_a_head_is_named(trail: Path) -> None:
    [file] = trail.iterdir()
    file.unlink()

    assert find(trail) == [f"{trail}: there is no head to compare the trail with"]


def test_commands_seal_and_verify(trail: Path) -> None:
    record()
    out = StringIO()

    call_command("audit_seal", stdout=out)
    call_command("audit_verify", stdout=out)

    assert out.getvalue().splitlines() == [
        "1 events sealed",
        f"{EVENTS + 1} sealed events are as they were sealed.",
    ]


def test_command_fails_with_the_first_faults(trail: Path) -> None:
    rows_of(AuditEvent).update(actor_id=99)
    err = StringIO()

    with pytest.raises(CommandError, match="10 or more faults"):
        call_command("audit_verify", stderr=err)

    assert len(err.getvalue().splitlines()) == 10
    assert err.getvalue().startswith("place 1, event")
