"""The requests that people make most, over however many people there are: what one costs, and what to ask for."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
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
from portal.casework.paging import MOST_COUNTED  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402
from portal.records.applications.references import REFERENCES  # noqa: E402
from portal.records.credentials.models import Credential  # noqa: E402
from portal.records.demo.people import demo_ein  # noqa: E402
from portal.records.people.operations import register_person  # noqa: E402
from portal.sdk.testing.cast import give_certificate  # noqa: E402
from portal.users.models import User  # noqa: E402

prepare_web_process()

NAMESAKES = 25
INVENTED = 500
"""So many invented people are in every population."""
SURNAME = "Qvistrand"
READERS = {
    "account page": "applicant",
    "staff queue": "specialist",
    "application file": "specialist",
}
WARM, TIMED = 2, 7
addresses = count(1)


def prepare() -> None:
    """Write the pages, and register namesakes whom every population finds alike."""
    call_command("load_demo_content", verbosity=0)
    _fill_queue(_get_file())
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


def _get_file() -> Application:
    """Return a submitted application that every population has."""
    eins = [demo_ein(number) for number in range(INVENTED)]
    waiting = Application.objects.filter(stage=Application.Stage.SUBMITTED, person__ein__in=eins)
    files = {each.holder.ein: each for each in waiting.select_related("person")}
    return next(files[ein] for ein in eins if ein in files)


def _fill_queue(file: Application) -> None:
    """Have more of one application wait, longer than any other, than the queue counts."""
    long_ago = timezone.now() - timedelta(days=3_650)
    shared = ("person_id", "version_id", "service_key", "snapshot", "snapshot_hash", "stage")
    facts = {name: getattr(file, name) for name in (*shared, "action_required_by", "statuses")}
    Application.objects.bulk_create(
        Application(
            reference=REFERENCES.new(),
            started_at=long_ago,
            saved_at=long_ago,
            submitted_at=long_ago,
            **facts,
        )
        for _copy in range(MOST_COUNTED + 1)
    )


def paths() -> dict[str, str]:
    """Return the address of each request, by what it is."""
    holder = Credential.objects.filter(person__folded_last=SURNAME.lower()).order_by("pk")[0]
    by_name = {"name": SURNAME[:4]}
    return {
        "look-up by number": f"/look-up/?{urlencode({'number': holder.number})}",
        "look-up by beginning": f"/look-up/?{urlencode(by_name)}",
        "look-up with a slip": f"/look-up/?{urlencode({'name': 'Qvistrnad Maren00'})}",
        "verify page": f"/verify/{holder.number}/",
        "account page": reverse("dashboard"),
        "staff queue": reverse("casework:queue"),
        "application file": reverse("casework:file", args=[_get_file().public_id]),
        "API look-up": f"/api/v1/look-up?{urlencode(by_name)}",
    }


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
    third, fourth = divmod(next(addresses), 250)
    answer = browser.get(path, REMOTE_ADDR=f"10.0.{third}.{fourth}")
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
