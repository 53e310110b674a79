"""What a web process does before its first request: refuse an unsafe database, read the plugins, start the workers."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.urls import get_resolver

from config.environment import SettingsError
from portal.plugins.migrating import park_unmigrated
from portal.plugins.registry import read_modules
from portal.sdk.extension_points import EXTENSION_POINTS

DEMO_DOMAIN = "@example.org"
POSTGRESQL_WANTED = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
}
SQLITE_WANTED = {"journal_mode": ("wal",), "synchronous": ("2", "3")}
TIMEOUTS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def prepare_web_process() -> None:
    """Make this process ready to answer.

    Raises SettingsError in production when the database is unsafe.
    """
    if settings.PORTAL_ENVIRONMENT == "production":
        refuse_unsafe_database()
    park_unmigrated()
    read_modules(point.module for point in EXTENSION_POINTS)
    get_resolver().url_patterns  # noqa: B018 (imports every view now, not in the first visitor's request)
    if settings.PORTAL_EMBEDDED_WORKER:
        from portal.notifications.worker import EMBEDDED_OUTBOX  # deferred: only where asked for
        from portal.records.documents.worker import EMBEDDED_SCANNER  # deferred: as above
        from portal.records.jobs.running import EMBEDDED_JOBS  # deferred: as above

        EMBEDDED_OUTBOX.start()
        EMBEDDED_JOBS.start()
        EMBEDDED_SCANNER.start()


def refuse_unsafe_database() -> None:
    """Raise SettingsError naming everything that makes the database unsafe for production."""
    try:
        problems = list_database_problems()
    except DatabaseError as error:
        first_line = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
        raise SettingsError(f"DATABASE_URL: the database cannot be used ({first_line}).") from None
    if problems:
        named = "".join(f"\n  {problem}." for problem in problems)
        raise SettingsError(f"production refuses to start with this database:{named}")


def list_database_problems() -> list[str]:
    """Return what is unsafe about the database as it answers now."""
    problems = _list_postgresql_problems() if connection.vendor == "postgresql" else []
    if connection.vendor == "sqlite":
        problems = _list_sqlite_problems()
    accounts = get_user_model()._default_manager.filter(email__endswith=DEMO_DOMAIN)
    if accounts.filter(is_active=True).exists():
        problems.append(f"demo accounts (…{DEMO_DOMAIN}) are in it; remove or deactivate them")
    return problems


def _list_postgresql_problems() -> list[str]:
    problems = []
    for name, wanted in POSTGRESQL_WANTED.items():
        value = _ask(f"SHOW {name}")
        if value not in wanted:
            problems.append(f"{name} is {value}: acknowledged work would be lost at a power cut")
    problems += [f"{name} is not set" for name in TIMEOUTS if _ask(f"SHOW {name}") == "0"]
    return problems


def _list_sqlite_problems() -> list[str]:
    return [
        f"SQLite's {name} is {value}: acknowledged work would be lost at a power cut"
        for name, wanted in SQLITE_WANTED.items()
        if (value := _ask(f"PRAGMA {name}")) not in wanted
    ]


def _ask(statement: str) -> str:
    """Return the one value that a statement of this module answers with."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])
