"""F20: a commit that was acknowledged is on the disk, unsafe databases are refused, and nothing waits for ever."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.databases import Scratch, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_least, control, exactly
from benchmarks.syncs import can_trace, count_syncs, server_syncs

__all__ = ["run"]

PROBE = "benchmarks.probes.durability"
COMMITS = 100
TIMEOUTS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
SECONDS_FOR_STATISTICS = 1.5
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "benchmark" * 8,
    "ALLOWED_HOSTS": "portal.example",
    "PORTAL_BASE_URL": "https://portal.example",
    "CACHE_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
    "CLAMD_ADDRESS": "/run/clamav/clamd.ctl",
    "API_SIGNING_KEYS": "YmVuY2htYXJrYmVuY2htYXJrYmVuY2htYXJrYmVuY2g=",
    "SSN_KEYS": "c2VhbHNlYWxzZWFsc2VhbHNlYWxzZWFsc2VhbHNlYWw=",
    "SSN_INDEX_KEYS": "aW5kZXhpbmRleGluZGV4aW5kZXhpbmRleGluZGV4aW4=",
}


def run(*, full: bool) -> Report:
    """Count syncs, try unsafe databases, ask for time-outs; short and full are the same."""
    report = Report("F20", "durable settings")
    traceable = can_trace()
    if not traceable:
        report.skipped.append("counting fsync on SQLite: no strace, or it may not watch a process")
    report.findings += _sqlite(traceable=traceable)
    if "PostgreSQL" in available_vendors():
        report.findings += _postgresql()
    report.skipped += missing_vendors()
    return report


def _sqlite(*, traceable: bool) -> Iterator[Finding]:
    with scratch_database("SQLite") as scratch:
        if traceable:
            synced = _traced_syncs(scratch)
            yield at_least(f"SQLite: syncs of {COMMITS} submits", synced, COMMITS)
            lazy = _traced_syncs(scratch, BENCHMARKS_SQLITE="normal")
            yield control(
                "SQLite with synchronous=NORMAL: syncs of as many",
                lazy,
                passes=lazy < COMMITS,
                goal=f"< {COMMITS}",
            )
        with Child(PROBE, environment=scratch.environment()) as portal:
            yield exactly(
                "SQLite: PRAGMA synchronous (FULL)", _asked(portal, "PRAGMA synchronous"), 2
            )
            waits = _asked(portal, "PRAGMA busy_timeout")
            yield at_least("SQLite: ms a writer waits for its turn", waits, 1_000)
            yield exactly("SQLite as set up: reasons to refuse", len(portal.ask("refusal")), 0)
        yield from _refused_sqlite(scratch)


def _traced_syncs(scratch: Scratch, **changes: str) -> int:
    with Child(PROBE, environment=scratch.environment(**changes)) as portal:
        portal.ask("prepare", count=COMMITS, name=f"durable{len(changes)}")
        with count_syncs(portal.pid, scratch.folder) as synced:
            portal.ask("submit_all")
        return synced.value


def _asked(portal: Child, statement: str) -> int:
    return int(portal.ask("ask", statement=statement))


def _refused_sqlite(scratch: Scratch) -> Iterator[Finding]:
    for name, word, what in (
        ("default", "journal_mode", "a rollback journal"),
        ("normal", "synchronous", "synchronous=NORMAL"),
    ):
        with Child(PROBE, environment=scratch.environment(BENCHMARKS_SQLITE=name)) as portal:
            if name == "default":
                portal.ask("ask", statement="PRAGMA journal_mode=DELETE")
            yield _refused(f"SQLite with {what}", word, portal.ask("refusal"))
    said = _start_production(scratch, deferred=True)
    yield _refused("SQLite without IMMEDIATE transactions", "IMMEDIATE", said)
    said = _start_production(scratch)
    yield _refused("SQLite in production, not asked for", "DATABASE_URL", said)


def _start_production(scratch: Scratch, *, deferred: bool = False) -> str:
    """Return what the portal says when production is started on the database."""
    settings = dict(PRODUCTION)
    if deferred:
        settings |= {
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings_deferred.production",
            "DATABASE_ALLOW_SQLITE": "true",
        }
    done = subprocess.run(
        [sys.executable, str(ROOT / "site" / "manage.py"), "check"],
        env=scratch.environment() | settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr if done.returncode else ""


def _postgresql() -> Iterator[Finding]:
    with scratch_database("PostgreSQL") as scratch:
        with Child(PROBE, environment=scratch.environment()) as portal:
            portal.ask("prepare", count=COMMITS, name="durable")
            portal.ask("close")
            time.sleep(SECONDS_FOR_STATISTICS)
            before = server_syncs(scratch.url)
            portal.ask("submit_all")
            portal.ask("close")
            time.sleep(SECONDS_FOR_STATISTICS)
            synced = server_syncs(scratch.url) - before
            yield at_least(
                f"PostgreSQL: the server's log syncs during {COMMITS} submits", synced, COMMITS
            )
            set_up = sum(portal.ask("ask", statement=f"SHOW {name}") != "0" for name in TIMEOUTS)
            yield exactly("PostgreSQL: time-outs set, of 3", set_up, len(TIMEOUTS))
            yield exactly("PostgreSQL as set up: reasons to refuse", len(portal.ask("refusal")), 0)
            for name in ("fsync", "full_page_writes"):
                said = portal.ask("refusal_where", statement=f"SHOW {name}", answer="off")
                yield _refused(f"PostgreSQL that answers {name}=off", name, said)
        yield from _refused_postgresql(scratch)


def _refused_postgresql(scratch: Scratch) -> Iterator[Finding]:
    worse = {
        "synchronous_commit=off": ("-c synchronous_commit=off", "synchronous_commit"),
        "no time-outs": ("-c statement_timeout=0 -c lock_timeout=0", "statement_timeout"),
    }
    for what, (options, word) in worse.items():
        environment = scratch.environment(BENCHMARKS_POSTGRES_OPTIONS=options)
        with Child(PROBE, environment=environment) as portal:
            yield _refused(f"PostgreSQL with {what}", word, portal.ask("refusal"))


def _refused(what: str, word: str, said: str) -> Finding:
    """Return whether the refusal names what is wrong."""
    return exactly(f"refused: {what}", int(word in said), 1)
