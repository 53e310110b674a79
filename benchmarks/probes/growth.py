"""The requests that people make most, over however many people there are: what one costs, and what to ask for."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from itertools import count
from statistics import median
from typing import Any
from urllib.parse import urlencode

from config.loading import load_apps

load_apps()

from django.core.management import call_command  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.counting import count_calls, watch_statements  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from config.start_up import prepare_web_process  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402
from portal.records.credentials.models import Credential  # noqa: E402
from portal.records.people.operations import register_person  # noqa: E402
from portal.sdk.testing.cast import give_certificate  # noqa: E402
from portal.users.models import User  # noqa: E402

prepare_web_process()

NAMESAKES = 25
SURNAME = "Qvistrand"
WARM, TIMED = 3, 15
addresses = count(1)


def prepare() -> None:
    """Write the pages, and register namesakes whom every population finds alike."""
    call_command("load_demo_content", verbosity=0)
    for number in range(NAMESAKES):
        person = register_person(
            account=None,
            first_name=f"Maren{number:02}",
            last_name=SURNAME,
            email="",
            actor_id=None,
            at=timezone.now(),
        )
        give_certificate(person.pk, "professional")


def paths() -> dict[str, str]:
    """Return the address of each request, by what it is."""
    holder = Credential.objects.filter(person__folded_last=SURNAME.lower()).order_by("pk")[0]
    waiting = Application.objects.filter(stage=Application.Stage.SUBMITTED)
    file = waiting.order_by("submitted_at", "pk")[0]
    by_name = {"name": f"{SURNAME[:4]}"}
    return {
        "look-up by number": f"/look-up/?{urlencode({'number': holder.number})}",
        "look-up by beginning": f"/look-up/?{urlencode(by_name)}",
        "look-up with a slip": f"/look-up/?{urlencode({'name': 'Qvistrnad Maren00'})}",
        "verify page": f"/verify/{holder.number}/",
        "account page": reverse("dashboard"),
        "staff queue": reverse("casework:queue"),
        "application file": reverse("casework:file", args=[file.public_id]),
        "API look-up": f"/api/v1/look-up?{urlencode(by_name)}",
    }


READERS = {"account page": "applicant", "staff queue": "specialist", "application file": "specialist"}


def cookies() -> dict[str, str]:
    """Return the cookies of each request's reader, for requests from outside."""
    return {
        name: "; ".join(f"{key}={each.value}" for key, each in _browser(name).cookies.items())
        for name in READERS
    }


def costs() -> dict[str, dict[str, float]]:
    """Return statements, Python calls and milliseconds of each request, asked for before."""
    return {name: _cost(partial(_ask, _browser(name), path)) for name, path in paths().items()}


def _browser(name: str) -> Client:
    browser = Client(HTTP_HOST="localhost")
    if name in READERS:
        browser.force_login(User.objects.get(username=READERS[name]))
    return browser


def _ask(browser: Client, path: str) -> Any:
    """Ask from an address that has asked nothing yet."""
    answer = browser.get(path, REMOTE_ADDR=f"10.0.{next(addresses) // 250}.{next(addresses) % 250}")
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer


def _cost(ask: Callable[[], Any]) -> dict[str, float]:
    for _time in range(WARM):
        ask()
    with watch_statements() as statements:
        ask()
    calls = min(count_calls(ask)[0] for _time in range(2))
    taken = []
    for _time in range(TIMED):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return {"sql": statements.total, "calls": calls, "ms": median(taken)}


if __name__ == "__main__":
    answer_requests({each.__name__: each for each in (prepare, paths, cookies, costs)})
