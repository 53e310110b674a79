"""What a supervisor is told: alive, ready, or which part is not."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from portal.records.models import Reconciliation
from tests.factories.records import make_document, make_named


class Disk(NamedTuple):
    """What shutil says of a disk."""

    free: int


def test_alive_process_says_so_without_the_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_portal_says_so_for_each_part(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = timezone.now()
    Reconciliation.objects.create(started_at=at - timedelta(days=1))
    Reconciliation.objects.create(started_at=at)

    with django_assert_num_queries(4):
        answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {
            "database": "ok",
            "outbox": "ok",
            "scans": "ok",
            "scanner": "ok",
            "disk": "ok",
        },
        "reconciled_at": DjangoJSONEncoder().default(at),
        "warnings": {},
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ago", "warning"),
    [
        (timedelta(minutes=59), None),
        (timedelta(minutes=61), "payments were not compared for longer than 60 minutes"),
        (None, "payments were never compared"),
    ],
)
def test_portal_is_ready_and_warns_where_payments_were_not_compared(
    client: Client, ago: timedelta | None, warning: str | None
) -> None:
    if ago:
        Reconciliation.objects.create(started_at=timezone.now() - ago)

    answer = client.get("/readyz")

    told = answer.json()
    assert (answer.status_code, told["status"]) == (200, "ok")
    assert told["warnings"].get("reconciliation") == warning
    assert (told["reconciled_at"] is None) == (ago is None)


@pytest.mark.django_db
def test_portal_whose_reconciliation_cannot_be_read_warns(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("config.health.get_last_reconciliation", refuse)

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["warnings"] == {"reconciliation": "cannot be read"}


@pytest.mark.django_db
def test_portal_with_an_old_waiting_message_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = timezone.now() - timedelta(minutes=16)
    monkeypatch.setattr("config.health.get_oldest_waiting_since", lambda: old)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["outbox"] == "a message waits longer than 15 minutes"


def test_portal_without_its_database_is_not_ready_but_alive(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("django.db.connection.cursor", refuse)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "does not answer",
        "scanner": "ok",
        "disk": "ok",
    }
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_portal_on_a_full_disk_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Disk(free=0))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] == "less than 200 MB free"


@pytest.mark.django_db
def test_portal_whose_scans_are_late_is_not_ready(client: Client) -> None:
    make_document(make_named("Whitfield"), received_at=timezone.now() - timedelta(minutes=16))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["scans"] == "a document waits longer than 15 minutes"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "scan_after"),
    [("pending", None), ("error", timedelta(minutes=30)), ("suspect", timedelta(days=-3))],
)
def test_portal_is_ready_while_no_scan_is_late(
    client: Client, state: str, scan_after: timedelta | None
) -> None:
    now = timezone.now()
    due = now + scan_after if scan_after else None
    received = now - timedelta(days=9) if scan_after else now
    make_document(make_named("Whitfield"), scan_state=state, scan_after=due, received_at=received)

    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "/nowhere/clamd", "127.0.0.1:9"])
def test_portal_without_its_scanner_is_not_ready(
    client: Client, settings: Settings, address: str
) -> None:
    settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", address

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["scanner"] == "does not answer"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_takes_no_other_method(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
