"""A portal beside plugins: its nine pages, a submit, what is parked, what failed, and what a plugin costs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from config.loading import load_apps
from portal.plugins import containment

if os.environ.get("SABOTEUR_UNGUARDED"):
    containment.contained = lambda _plugin_id: nullcontext()  # type: ignore[assignment,return-value]

load_apps()

from django.core.management import call_command  # noqa: E402 (the apps are loaded above)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import (  # noqa: E402
    RENEWAL,
    get_home,
    make_applicant,
    make_drafts,
    make_renewal_draft,
    open_browser,
)
from benchmarks.counting import count_calls  # noqa: E402
from benchmarks.probes.asked_of import ASKED_OF  # noqa: E402
from benchmarks.probes.offered import OFFERED  # noqa: E402
from benchmarks.probes.paid_beside import PAID_BESIDE  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.saboteurs import SABOTEURS, name_of, tool_page_of  # noqa: E402
from config.start_up import prepare_web_process  # noqa: E402
from content.pages.service import ServicePage  # noqa: E402
from portal.payments import pricing  # noqa: E402
from portal.plugins.failures import list_failures  # noqa: E402
from portal.plugins.guard import call_decorating, call_pure  # noqa: E402
from portal.plugins.parking import list_parked  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402
from portal.users.models import User  # noqa: E402

if os.environ.get(
    "SABOTEUR_UNCHARGED"
):  # a fee that fails is left out, as a piece of a page would be
    pricing.call_pure = call_decorating  # type: ignore[assignment,attr-defined]
prepare_web_process()

OWN_WORDS = re.compile(
    r'(csrfmiddlewaretoken" value|nonce|csrf-token" content)="[^"]*"|"CSRF_TOKEN": "\w+"|\?v=\w+'
)
"""What differs between two answers of one page."""
GUARDED_CALLS = 1_000


def prepare() -> None:
    """Make the pages, an applicant with a draft, and somebody who may do everything."""
    call_command("load_demo_content", verbosity=0)
    home = get_home()
    for key, saboteur in SABOTEURS.items():
        if "tools" in saboteur.modules and not saboteur.stage:
            facts = {"title": key, "slug": tool_page_of(key), "summary": "S"}
            home.add_child(instance=ServicePage(service_key=f"{name_of(key)}.tool", **facts))
    make_renewal_draft(make_applicant("reader"))
    User.objects.create_superuser("overseer", "overseer@example.org", None)
    connection.close()  # the file is copied, which its write-ahead log would not be


def pages() -> dict[str, tuple[int, str]]:
    """Return status and digest of the nine pages that people need most."""
    return {name: _tell(*_ask(visit)) for name, visit in _nine_pages().items()}


def calls() -> dict[str, int]:
    """Return the Python calls of each of the nine pages, asked for the second time."""
    found = {}
    for name, visit in _nine_pages().items():
        _ask(visit)
        found[name] = count_calls(visit)[0]
    return found


def tool_pages(keys: list[str]) -> dict[str, int]:
    """Return the status of the pages that attach these saboteurs' tools."""
    visitor = _visitor()
    return {key: visitor.get(f"/{tool_page_of(key)}/").status_code for key in keys}


def submit() -> dict[str, int]:
    """Submit a renewal, and return the answer's status and whether it was kept."""
    applicant = make_applicant(f"submitter{timezone.now():%H%M%S%f}")
    return _submit(make_renewal_draft(applicant), open_browser(applicant))


def submit_sabotaged(steps: int) -> dict[str, int]:
    """Submit an application of so many steps, whose effects or fees a saboteur claims."""
    applicant = make_applicant(f"victim{timezone.now():%H%M%S%f}")
    return _submit(make_drafts(applicant, steps, 1)[0], open_browser(applicant))


def parked() -> dict[str, str]:
    """Return where each parked plugin failed, by its id."""
    return {each.plugin_id: each.stage.value for each in list_parked()}


def failures() -> list[str]:
    """Return the places of all failures."""
    since = timezone.now() - timedelta(days=1)
    return sorted({failure.place for failure in list_failures(since=since)})


def imported(names: list[str]) -> int:
    """Return how many modules of these packages are imported."""
    return sum(module.partition(".")[0] in names for module in sys.modules)


def overhead() -> dict[str, float]:
    """Return the Python calls that the guard adds to a call, by kind."""

    def piece() -> None:
        """Do nothing."""

    def repeat(call: Callable[[], object]) -> int:
        call()
        return count_calls(lambda: [call() for _time in range(GUARDED_CALLS)])[0]

    plain = repeat(partial(piece))
    return {
        kind: (repeat(partial(call, "idle:tools", piece)) - plain) / GUARDED_CALLS
        for kind, call in (("pure", call_pure), ("decorating", call_decorating))
    }


def _visitor() -> Client:
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


def _browser(name: str) -> Client:
    browser = _visitor()
    browser.force_login(User.objects.get(username=name))
    return browser


def _nine_pages() -> dict[str, Callable[[], Any]]:
    draft = Application.objects.get(person__account__username="reader")
    assert draft.credential is not None
    visitor, reader, overseer = _visitor(), _browser("reader"), _browser("overseer")
    asked = {
        "home": (visitor, "/"),
        "look-up": (visitor, "/look-up/"),
        "verify": (visitor, f"/verify/{draft.credential.number}/"),
        "help": (visitor, "/help/"),
        "sign in": (visitor, "/account/login/"),
        "account": (reader, "/account/"),
        "start": (reader, f"/services/{RENEWAL}/start/"),
        "step": (reader, f"/applications/{draft.public_id}/certificate/"),
        "admin": (overseer, "/admin/"),
    }
    return {name: partial(browser.get, address) for name, (browser, address) in asked.items()}


def _ask(visit: Callable[[], Any]) -> tuple[int, str]:
    """Return status and body; 500 where the fault lies outside what Django turns into a page."""
    try:
        answer = visit()
    except Exception:  # noqa: BLE001 - a server would answer 500
        return 500, ""
    return answer.status_code, answer.content.decode()


def _tell(status: int, body: str) -> tuple[int, str]:
    return status, sha256(OWN_WORDS.sub("", body).encode()).hexdigest()[:12]


def _submit(draft: Application, browser: Client) -> dict[str, int]:
    browser.raise_request_exception = False
    answer = browser.post(
        f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"}
    )
    draft.refresh_from_db()
    return {"status": answer.status_code, "submitted": int(draft.submitted_at is not None)}


if __name__ == "__main__":
    requests: tuple[Callable[..., Any], ...] = (
        *OFFERED,
        *ASKED_OF,
        *PAID_BESIDE,
        prepare,
        pages,
        calls,
        tool_pages,
        submit,
        submit_sabotaged,
        parked,
        failures,
        imported,
        overhead,
    )
    answer_requests({request.__name__: request for request in requests})
