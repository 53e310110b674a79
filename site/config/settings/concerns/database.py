"""Where records are kept: the embedded SQLite by default, PostgreSQL when DATABASE_URL names one."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from config.environment import PROJECT_ROOT, SettingsError, env

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA cache_size=-20000;"
    "PRAGMA mmap_size=134217728;"
)
EXPECTED = "sqlite:///<file> or postgres://<user>:<password>@<host>:<port>/<name>"

DATABASE_URL = env.service(
    "DATABASE_URL",
    "sqlite:///var/portal.sqlite3",
    "Where records are kept. A relative SQLite file is meant from the project's root.",
    schemes=("sqlite", "postgres", "postgresql"),
    kind=EXPECTED,
)
DATABASE_STATEMENT_TIMEOUT_MS = env.integer(
    "DATABASE_STATEMENT_TIMEOUT_MS",
    15_000,
    "PostgreSQL ends a statement after so many milliseconds.",
    low=100,
    high=3_600_000,
)
DATABASE_LOCK_TIMEOUT_MS = env.integer(
    "DATABASE_LOCK_TIMEOUT_MS",
    5_000,
    "PostgreSQL gives up waiting for a lock after so many milliseconds.",
    low=100,
    high=3_600_000,
)
DATABASE_IDLE_TIMEOUT_MS = env.integer(
    "DATABASE_IDLE_TIMEOUT_MS",
    30_000,
    "PostgreSQL ends a transaction that stands idle for so many milliseconds.",
    low=100,
    high=3_600_000,
)
DATABASE_CONNECTION_SECONDS = env.integer(
    "DATABASE_CONNECTION_SECONDS",
    600,
    "How long a database connection is kept open for the next request; 0 closes it each time.",
    low=0,
    high=86_400,
)
DATABASE_ALLOW_SQLITE = env.boolean(
    "DATABASE_ALLOW_SQLITE",
    default=False,
    meaning="Let production run on the embedded SQLite (one machine, one web process).",
)


def describe_sqlite(name: str) -> dict[str, Any]:
    """Return the connection settings of an SQLite file: durable, and writers queue instead of failing."""
    file = PROJECT_ROOT / name
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def describe_postgresql(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return the connection settings of a PostgreSQL server, with every time-out set."""
    timeouts = (
        f"-c statement_timeout={DATABASE_STATEMENT_TIMEOUT_MS} "
        f"-c lock_timeout={DATABASE_LOCK_TIMEOUT_MS} "
        f"-c idle_in_transaction_session_timeout={DATABASE_IDLE_TIMEOUT_MS}"
    )
    options = {"connect_timeout": 5, **parsed.get("OPTIONS", {}), "options": timeouts}
    return {
        **parsed,
        "CONN_MAX_AGE": DATABASE_CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def describe_database(url: str) -> dict[str, Any]:
    """Return Django's description of the database at an address.

    Raises SettingsError when the address cannot be understood.
    """
    if url.startswith("sqlite:"):
        name = url.removeprefix("sqlite://").removeprefix("/")
        if not name or name == ":memory:" or Path(name).is_dir():
            raise SettingsError(f"DATABASE_URL: its value (not shown) is not {EXPECTED}.")
        return describe_sqlite(name)
    try:
        parsed = environ.Env.db_url_config(url)
    except (ImproperlyConfigured, ValueError):
        parsed = {}
    if not parsed.get("NAME"):
        raise SettingsError(f"DATABASE_URL: its value (not shown) is not {EXPECTED}.")
    return describe_postgresql(parsed)


DATABASES = {"default": describe_database(DATABASE_URL)}
