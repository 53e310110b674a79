"""The peer of P3 and P3b: formtools' NamedUrlSessionWizardView on database sessions, six fields a step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import django
from django.conf import settings

from config.settings.concerns.database import describe_database

TEMPLATE = (
    "<!doctype html><title>Step {{ wizard.steps.step1 }} of {{ wizard.steps.count }}</title>"
    "<form method=post>{% csrf_token %}{{ wizard.management_form }}{{ wizard.form.as_p }}"
    "<button>Next</button></form>"
)
LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        [
            ("django.template.loaders.locmem.Loader", {"wizard.html": TEMPLATE}),
            "django.template.loaders.app_directories.Loader",
        ],
    )
]
settings.configure(
    SECRET_KEY="benchmark" * 8,
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF="benchmarks.peers.formtools_urls",
    DATABASES={"default": describe_database(os.environ["DATABASE_URL"])},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "formtools",
        "benchmarks.peers.submissions",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": LOADERS},
        }
    ],
)
django.setup()

from django.contrib.sessions.models import Session  # noqa: E402 (the apps are loaded above)
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.answers import URLENCODED, make_answers  # noqa: E402
from benchmarks.counting import count_calls, measure_cpu, watch_statements  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402

call_command("migrate", verbosity=0, run_syncdb=True)


class Walk:
    """One visitor in one session, some steps already answered."""

    def __init__(self, steps: int, *, answered: int = 0) -> None:
        self.steps, self.browser = steps, Client(HTTP_HOST="localhost")
        self.written = 0
        self.open(0)
        for number in range(answered):
            self.save(number)

    def open(self, number: int) -> Any:
        """Open a step."""
        answer = self.browser.get(f"/w{self.steps}/s{number}/")
        assert answer.status_code == 200, answer.status_code
        return answer

    def save(self, number: int) -> Any:
        """Save a step, which must lead on."""
        data = {f"s{number}-{name}": value for name, value in _fields(number).items()}
        management = {f"wizard{self.steps}-current_step": f"s{number}"}
        answer = self.browser.post(
            f"/w{self.steps}/s{number}/", urlencode({**data, **management}), URLENCODED
        )
        assert answer.status_code == 302, answer.status_code
        return answer

    def submit(self) -> Any:
        """Open the address at which formtools submits."""
        answer = self.browser.get(f"/w{self.steps}/done/")
        assert answer.content == b"done", answer.content[:200]
        return answer

    def session_bytes(self) -> int:
        """Return the bytes of the session, which every request writes again."""
        key = self.browser.session.session_key
        return len(Session.objects.get(pk=key).session_data)

    def finish(self) -> None:
        """Answer every step and submit."""
        for number in range(self.steps):
            self.open(number)
            self.save(number)
        self.submit()


def _fields(number: int) -> Mapping[str, Any]:
    answers = make_answers(number)
    names = ("title", "email", "day", "years", "kind", "notes")
    return {name: getattr(answers, name) for name in names}


def warm(steps: int) -> None:
    """Let this process compile what a first visitor would have it compile."""
    Walk(steps).finish()


def count(steps: int) -> dict[str, Any]:
    """Return the statements of every page of one walk, and the bytes its saves write."""
    walk, gets, posts, written = Walk(steps), [], [], 0
    for number in range(steps):
        with watch_statements() as shown:
            walk.open(number)
        with watch_statements() as saved:
            walk.save(number)
        written += walk.session_bytes()
        gets.append(shown)
        posts.append(saved)
    with watch_statements() as submitted:
        walk.submit()
    return {
        "get": max(each.total for each in gets),
        "post": max(each.total for each in posts),
        "writes_in_gets": sum(each.writes for each in [*gets, submitted]),
        "written_bytes": written,
        "submit": submitted.total,
    }


def calls(steps: int, number: int) -> dict[str, int]:
    """Return the Python calls of opening and of saving a step when those before it are answered."""
    walk = Walk(steps, answered=number)
    shown, _page = count_calls(lambda: walk.open(number))
    saved, _answer = count_calls(lambda: walk.save(number))
    return {"get": shown, "post": saved}


def calls_submit(steps: int) -> int:
    """Return the Python calls of the request that submits."""
    walk = Walk(steps, answered=steps)
    return count_calls(walk.submit)[0]


def cpu_pair(steps: int, number: int) -> float:
    """Return the CPU milliseconds of opening and saving a step."""
    walk = Walk(steps, answered=number)

    def pair() -> None:
        walk.open(number)
        walk.save(number)

    return measure_cpu(pair)[0]


def cpu_submit(steps: int, count: int) -> list[float]:
    """Return the CPU milliseconds of the request that submits, for so many in a row."""
    walks = [Walk(steps, answered=steps) for _walk in range(count)]
    return [measure_cpu(walk.submit)[0] for walk in walks]


def opens_last() -> int:
    """Return how many of the wizards open their last step for somebody who has answered nothing."""
    return sum(
        Client(HTTP_HOST="localhost").get(f"/w{steps}/s{steps - 1}/").status_code == 200
        for steps in (3, 10, 30)
    )


if __name__ == "__main__":
    answer_requests(
        {
            "warm": warm,
            "count": count,
            "calls": calls,
            "calls_submit": calls_submit,
            "cpu_pair": cpu_pair,
            "cpu_submit": cpu_submit,
            "opens_last": opens_last,
        }
    )
