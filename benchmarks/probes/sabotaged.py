"""A portal beside one plugin: its nine pages, a submit, what is parked and what was counted as failed."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from typing import Any

from config.loading import load_apps

load_apps()

from django.core.management import call_command  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import RENEWAL, make_applicant, make_renewal_draft, open_browser  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from config.start_up import prepare_web_process  # noqa: E402
from content.pages.home import HomePage  # noqa: E402
from content.pages.service import ServicePage  # noqa: E402
from portal.plugins.failures import list_failures  # noqa: E402
from portal.plugins.parking import list_parked  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402
from portal.users.models import User  # noqa: E402

prepare_web_process()

OWN_WORDS = re.compile(r'(csrfmiddlewaretoken" value|nonce|csrf-token" content)="[^"]*"|\?v=\w+')
"""What differs between two answers of one page."""


def prepare() -> None:
    """Make the pages, an applicant with a draft, and somebody who may do everything."""
    call_command("load_demo_content", verbosity=0)
    home = HomePage.objects.get()
    page = ServicePage(title="S", slug="saboteur", summary="S", service_key="saboteur.tool")
    home.add_child(instance=page)
    make_renewal_draft(make_applicant("reader"))
    User.objects.create_superuser("overseer", "overseer@example.org", None)


def pages() -> dict[str, tuple[int, str]]:
    """Return status and digest of the nine pages that people need most."""
    draft = Application.objects.get(person__account__username="reader")
    assert draft.credential is not None
    visitor = Client(HTTP_HOST="localhost", raise_request_exception=False)
    reader, overseer = _browser("reader"), _browser("overseer")
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
    return {name: _ask(browser, address) for name, (browser, address) in asked.items()}


def ask(address: str, times: int = 1) -> int:
    """Return the status of an address, asked so many times."""
    visitor = Client(HTTP_HOST="localhost", raise_request_exception=False)
    return [visitor.get(address).status_code for _time in range(times)][-1]


def submit() -> dict[str, int]:
    """Submit a renewal, and return the answer's status and whether it was kept."""
    applicant = make_applicant(f"submitter{timezone.now():%H%M%S%f}")
    draft = make_renewal_draft(applicant)
    browser = open_browser(applicant)
    browser.raise_request_exception = False
    answer = browser.post(
        f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"}
    )
    draft.refresh_from_db()
    return {"status": answer.status_code, "submitted": int(draft.submitted_at is not None)}


def parked() -> dict[str, str]:
    """Return where each parked plugin failed, by its dotted name."""
    return {each.name: each.stage.value for each in list_parked()}


def failures() -> list[str]:
    """Return the places of all failures."""
    since = timezone.now() - timedelta(days=1)
    return sorted({failure.place for failure in list_failures(since=since)})


def _browser(name: str) -> Client:
    browser = Client(HTTP_HOST="localhost", raise_request_exception=False)
    browser.force_login(User.objects.get(username=name))
    return browser


def _ask(browser: Client, address: str) -> tuple[int, str]:
    answer: Any = browser.get(address)
    body = OWN_WORDS.sub("", answer.content.decode())
    return answer.status_code, sha256(body.encode()).hexdigest()[:12]


if __name__ == "__main__":
    requests = (prepare, pages, ask, submit, parked, failures)
    answer_requests({request.__name__: request for request in requests})
