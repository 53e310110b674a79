"""What a supervisor is told: alive, ready, or which part is not."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries


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
    with django_assert_num_queries(2):
        answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "outbox": "ok", "disk": "ok"},
    }


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
    assert answer.json()["checks"] == {"database": "does not answer", "disk": "ok"}
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_portal_on_a_full_disk_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Disk(free=0))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] == "less than 200 MB free"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_takes_no_other_method(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
