"""The peer of P8: what a plain Django script writes for one application: a look for a duplicate, a row of thirty
fields as JSON, and three related rows, in one transaction.
"""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import django
from django.conf import settings

from config.settings.concerns.database import describe_database

database = describe_database(os.environ["DATABASE_URL"])
if os.environ.get("BENCHMARKS_SQLITE") == "default":
    database["OPTIONS"] = {}
settings.configure(
    SECRET_KEY="benchmark" * 8,
    DATABASES={"default": database},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    INSTALLED_APPS=["django.contrib.contenttypes", "benchmarks.peers.plain"],
)
django.setup()

from django.core.management import call_command  # noqa: E402 (the apps are loaded above)
from django.db import transaction  # noqa: E402

from benchmarks.crowd import Crowd  # noqa: E402
from benchmarks.loops import work_through  # noqa: E402
from benchmarks.peers.plain.models import Answer, Document, Event, PlainApplication  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402

CLIENTS = 8
FIELDS = {f"field_{number}": "value text " * 4 for number in range(30)}
"""About as many bytes as the portal's snapshot of thirty answers."""

state: dict[str, Any] = {}


def begin(name: str) -> None:
    """Become a client."""
    state["name"], state["number"] = name, 0


def prepare(count: int) -> None:
    """Note how many to write."""
    state["count"] = count


def work() -> dict[str, Any]:
    """Write them."""
    first = state["number"] + 1
    state["number"] += state["count"]
    addresses = [
        f"{state['name']}-{number}@example.com" for number in range(first, state["number"] + 1)
    ]
    return work_through([partial(_write, address) for address in addresses])


def _write(address: str) -> None:
    with transaction.atomic():
        PlainApplication._default_manager.filter(email=address).exists()
        application = PlainApplication._default_manager.create(
            email=address, status="submitted", data=FIELDS
        )
        for model in (Answer, Document, Event):
            model._default_manager.create(application=application, kind="kind", data={"a": 1})


if __name__ == "__main__":
    call_command("migrate", verbosity=0, run_syncdb=True)
    crowd = Crowd(CLIENTS, {"begin": begin, "prepare": prepare, "work": work})
    answer_requests({"all": crowd.ask_all})
