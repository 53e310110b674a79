"""Inside the portal, for P4: one file of all decided applications, as a browser gets it and as a worker makes it."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import Any

from config.loading import load_apps

load_apps()

from django.core.management import call_command  # noqa: E402 (the apps are loaded above)
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model, QuerySet  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.processes import answer_requests  # noqa: E402
from portal.records.models import Application, Decision, Job  # noqa: E402
from portal.users.models import User  # noqa: E402

EXPORT = "/admin/jobs/export/"
WANTED = {"export": "queue", "stage": "closed"}
CACHE_KILOBYTES = 2_000_000
SERVICE = "certification.renew_professional"
browser = Client(HTTP_HOST="localhost")


def measure_stream(ask: Callable[[], Any]) -> dict[str, float]:
    """Read an answer to its end; return CPU seconds, seconds to the first byte, bytes, rows, and megabytes more."""
    before = _megabytes()
    begun, worked = time.perf_counter(), time.process_time()
    first, size, rows = 0.0, 0, 0
    for part in ask().streaming_content:
        first = first or time.perf_counter() - begun
        size += len(part)
        rows += part.count(b"\n")
    return {
        "cpu": time.process_time() - worked,
        "first": first,
        "bytes": size,
        "rows": rows,
        "megabytes": _megabytes() - before,
    }


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare() -> int:
    """Sign in and ask for a page; return how many applications there are to export."""
    browser.force_login(User.objects.get(email="admin@example.org"))
    browser.get("/admin/applications/")
    return _closed().count()


def file(least: int) -> None:
    """Have no fewer decided applications than that; in a process of its own, which may take what memory it likes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
    while (missing := least - _closed().count()) > 0:
        _double(missing)


def _closed() -> QuerySet[Application]:
    return Application.objects.filter(stage=Application.Stage.CLOSED)


@transaction.atomic
def _double(most: int) -> None:
    """File so many of the decided applications once more, with the same decision; they are told apart by their key."""
    random = (
        "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    )
    last = "(SELECT max(id) FROM records_application)"
    kept, decided = (
        _columns(Application, "public_id", "reference"),
        _columns(Decision, "application_id"),
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(f"SELECT {last}")
        (before,) = cursor.fetchone()
        cursor.execute(
            f"INSERT INTO records_application (id, public_id, reference, {kept}) "
            f"SELECT {before} + id, {random}, 'X' || ({before} + id), {kept} FROM records_application "
            "WHERE stage = 'closed' ORDER BY id LIMIT %s",
            [most],
        )
        cursor.execute(
            f"INSERT INTO records_decision (application_id, {decided}) "
            f"SELECT {before} + application_id, {decided} FROM records_decision d WHERE EXISTS "
            f"(SELECT 1 FROM records_application a WHERE a.id = {before} + d.application_id)"
        )


def _columns(model: type[Model], *others: str) -> str:
    """Return the columns of a table but its key and some others."""
    columns = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
    return ", ".join(column for column in columns if column not in others)


def export(*, with_answers: bool = False) -> dict[str, float]:
    """Export them as CSV, at once: twelve columns, or one a question besides; return what it cost."""
    wanted = {**WANTED, "format": "now", **({"service": SERVICE} if with_answers else {})}
    return measure_stream(lambda: browser.post(EXPORT, wanted))


def prepare_file(file_format: str) -> dict[str, Any]:
    """Have a file made by a worker; return what it cost, and how the job stands."""
    before, worked = _megabytes(), time.process_time()
    browser.post(EXPORT, {**WANTED, "format": file_format})
    call_command("run_jobs", once=True)
    job = Job.objects.latest("pk")
    cpu = time.process_time() - worked
    return {"cpu": cpu, "rows": job.done, "state": job.state, "megabytes": _megabytes() - before}


if __name__ == "__main__":
    answer_requests(
        {"file": file, "prepare": prepare, "export": export, "prepare_file": prepare_file}
    )
