"""What a web process refuses of its database before the first request, asked of the real database."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from pytest_django import Settings

from config.environment import SettingsError
from config.start_up import list_database_problems, prepare_web_process, refuse_unsafe_database
from portal.records.embedded import EmbeddedThread
from portal.users.models import User

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

UNSAFE = {
    "postgresql": [
        ("SET synchronous_commit = off", "synchronous_commit is off"),
        ("SET synchronous_commit = local", "synchronous_commit is local"),
        ("SET statement_timeout = 0", "statement_timeout is not set"),
        ("SET lock_timeout = 0", "lock_timeout is not set"),
        (
            "SET idle_in_transaction_session_timeout = 0",
            "idle_in_transaction_session_timeout is not set",
        ),
    ],
    "sqlite": [
        ("PRAGMA synchronous = NORMAL", "SQLite's synchronous is 1"),
        ("PRAGMA synchronous = OFF", "SQLite's synchronous is 0"),
    ],
}
CASES = [(vendor, *case) for vendor, cases in UNSAFE.items() for case in cases]


@pytest.fixture
def own_connection() -> Iterator[None]:
    """Close the connection afterwards, so that what a test set on it is gone."""
    yield
    connection.close()


def execute(statement: str) -> None:
    """Run one statement on the test's connection."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_database_with_the_settings_of_the_portal_is_safe() -> None:
    assert list_database_problems() == []


@pytest.mark.parametrize(("vendor", "statement", "problem"), CASES)
def test_database_that_would_lose_or_hang_is_named(
    own_connection: None, vendor: str, statement: str, problem: str
) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"asks {vendor}; this run uses {connection.vendor}")
    execute(statement)

    problems = list_database_problems()

    assert [found.split(":")[0] for found in problems] == [problem]


def test_sqlite_file_without_a_write_ahead_log_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip(f"asks sqlite; this run uses {connection.vendor}")
    answers = {"PRAGMA journal_mode": "delete", "PRAGMA synchronous": "2"}
    monkeypatch.setattr("config.start_up._ask", answers.__getitem__)

    (problem,) = list_database_problems()

    assert problem.startswith("SQLite's journal_mode is delete: ")


def test_database_with_a_demo_account_is_refused() -> None:
    account = User.objects.create_user("specialist", email="specialist@example.org")

    with pytest.raises(SettingsError, match="demo accounts"):
        refuse_unsafe_database()

    account.is_active = False
    account.save()
    refuse_unsafe_database()


def test_database_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr("django.db.connection.cursor", refuse)

    with pytest.raises(SettingsError) as caught:
        refuse_unsafe_database()

    assert str(caught.value) == ("DATABASE_URL: the database cannot be used (connection refused).")


def test_web_process_asks_the_database_in_production_only(settings: Settings) -> None:
    User.objects.create_user("specialist", email="specialist@example.org")
    prepare_web_process()

    settings.PORTAL_ENVIRONMENT = "production"

    with pytest.raises(SettingsError):
        prepare_web_process()


def test_web_process_starts_the_workers_where_they_are_asked_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(EmbeddedThread, "start", lambda thread: started.append(thread.name))

    prepare_web_process()
    settings.PORTAL_EMBEDDED_WORKER = True
    prepare_web_process()

    assert started == ["outbox", "jobs", "scanner"]
