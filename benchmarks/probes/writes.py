"""Clients that submit prepared drafts as fast as they can, all at once: the whole submit, or its transaction alone."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from config.loading import load_apps

load_apps()

from django.db import connection, transaction  # noqa: E402 (the apps are loaded above)
from django.utils import timezone  # noqa: E402

from benchmarks.cast import (  # noqa: E402
    Applicant,
    make_applicant,
    make_drafts,
    make_renewal_draft,
)
from benchmarks.counting import watch_statements  # noqa: E402
from benchmarks.crowd import Crowd  # noqa: E402
from benchmarks.loops import work_through  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.lifecycle import submission  # noqa: E402
from portal.lifecycle.runs import get_run  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402

CLIENTS = 8
STEPS = 5
"""Thirty fields, as the plain script has."""

client: dict[str, Any] = {}


def begin(name: str) -> None:
    """Become a client: an applicant of its own."""
    client["applicant"] = make_applicant(name)


def prepare(count: int, *, only_transaction: bool) -> None:
    """Make drafts to submit; for the transaction alone, check them now."""
    applicant: Applicant = client["applicant"]
    drafts = make_drafts(applicant, STEPS, count)
    if only_transaction:
        client["work"] = [_checked(draft, applicant) for draft in drafts]
    else:
        client["work"] = [_whole(draft, applicant) for draft in drafts]


def _whole(draft: Application, applicant: Applicant) -> Callable[[], object]:
    return lambda: submission.submit_application(
        public_id=draft.public_id,
        account_id=applicant.account.pk,
        language="en",
        at=timezone.now(),
    )


def _checked(draft: Application, applicant: Applicant) -> Callable[[], object]:
    at = timezone.now()
    run = get_run(draft.public_id, applicant.account.pk)
    attested = submission._attest(run, "en", at)  # noqa: SLF001 (as below)

    def write() -> None:
        with transaction.atomic():
            if not submission._claim(run, attested, at):  # noqa: SLF001 (the part alone is measured)
                raise AssertionError("the draft was not there to claim")
            submission._record(run, attested, applicant.account.pk, at)  # noqa: SLF001 (as above)

    return write


def work() -> dict[str, Any]:
    """Do everything that was prepared."""
    return work_through(client["work"])


def count_statements(*, renewal: bool) -> dict[str, int]:
    """Return the statements of one submit: in its transaction, and its transactions."""
    applicant: Applicant = client["applicant"]
    make = make_renewal_draft if renewal else (lambda who: make_drafts(who, STEPS, 1)[0])
    submit = _whole(make(applicant), applicant)
    with watch_statements() as seen:
        submit()
    begun = next(place for place, text in enumerate(seen.texts) if text.startswith("BEGIN"))
    return {
        "inside": sum(not text.startswith(("BEGIN", "COMMIT")) for text in seen.texts[begun:]),
        "before": begun,
        "transactions": seen.transactions,
    }


def count_outside_calls(count: int) -> int:
    """Return how often a submit inside its transaction opened a connection to anything."""
    prepare(count, only_transaction=False)
    calls: list[object] = []
    original = socket.socket.connect

    def noting(self: socket.socket, address: Any) -> None:
        if connection.in_atomic_block:
            calls.append(address)
        original(self, address)

    socket.socket.connect = noting  # type: ignore[method-assign, assignment]
    try:
        work()
    finally:
        socket.socket.connect = original  # type: ignore[method-assign]
    return len(calls)


REQUESTS: dict[str, Callable[..., Any]] = {
    "begin": begin,
    "prepare": prepare,
    "work": work,
    "count_statements": count_statements,
    "count_outside_calls": count_outside_calls,
}

if __name__ == "__main__":
    crowd = Crowd(CLIENTS, REQUESTS)
    answer_requests({"one": crowd.ask_one, "all": crowd.ask_all})
