"""Walks the portal's wizard of so many steps in this process and counts what each page costs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.test import Client  # noqa: E402 (the apps are loaded above)

from benchmarks.answers import URLENCODED, make_answers  # noqa: E402
from benchmarks.cast import make_applicant, make_drafts, open_browser  # noqa: E402
from benchmarks.counting import count_calls, measure_cpu, watch_statements  # noqa: E402
from benchmarks.definitions import posted  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.records.applications.models import Application, StepAnswers  # noqa: E402

applicant = make_applicant("measured")
browser: Client = open_browser(applicant)  # one for all: its first request starts the middleware


class Walk:
    """One draft in one browser."""

    def __init__(self, steps: int, *, answered: int = 0) -> None:
        self.steps = steps
        self.browser = browser
        self.draft: Application = make_drafts(applicant, steps, 1, answered=answered)[0]

    def url(self, step: str = "") -> str:
        """Return the address of a step, or of the application."""
        return f"/applications/{self.draft.public_id}/{step + '/' if step else ''}"

    def open(self, step: str) -> Any:
        """Open a page that must be there."""
        answer = self.browser.get(self.url(step))
        assert answer.status_code == 200, (step, answer.status_code)
        return answer

    def save(self, number: int, version: int = 0) -> Any:
        """Save a step, which must lead on."""
        data = posted(number, make_answers(number), version)
        answer = self.browser.post(self.url(f"s{number}"), urlencode(data, doseq=True), URLENCODED)
        assert answer.status_code == 302, (number, answer.status_code)
        return answer

    def submit(self) -> Any:
        """Submit, which must lead to the status page."""
        answer = self.browser.post(self.url("review"), {"step_view-current_step": "review"})
        assert answer["Location"] == self.url(), answer["Location"]
        return answer

    def autosave(self, number: int) -> Any:
        """Keep what is typed on a step."""
        data = posted(number, make_answers(number + 1), 0)
        answer = self.browser.post(
            self.url(f"s{number}") + "autosave/", urlencode(data, doseq=True), URLENCODED
        )
        assert answer.status_code == 200
        return answer

    def finish(self) -> None:
        """Save every step in order, as a person would, and submit."""
        for number in range(self.steps):
            self.open(f"s{number}")
            self.save(number)
        self.open("review")
        self.submit()


def warm(steps: int) -> None:
    """Let this process compile what a first visitor would have it compile."""
    Walk(steps).finish()


def count(steps: int) -> dict[str, Any]:
    """Return the statements of every page of one walk, and the bytes its steps store."""
    walk, gets, posts = Walk(steps), [], []
    for number in range(steps):
        with watch_statements() as shown:
            walk.open(f"s{number}")
        with watch_statements() as saved:
            walk.save(number)
        gets.append(shown)
        posts.append(saved)
    with watch_statements() as review:
        walk.open("review")
    documents = StepAnswers.objects.filter(application=walk.draft)
    stored_bytes = sum(_document_bytes(row) for row in documents)
    with watch_statements() as submitted:
        walk.submit()
    return {
        "get": max(each.total for each in gets),
        "post": max(each.total for each in posts),
        "writes_in_gets": sum(each.writes for each in [*gets, review]),
        "stored_bytes": stored_bytes,
        "answer_bytes": sum(make_answers(number).size() for number in range(steps)),
        "submit": submitted.total,
        "submit_inside": submitted.inside,
        "submit_transactions": submitted.transactions,
    }


def _document_bytes(row: StepAnswers) -> int:
    """Return the bytes of the JSON documents of a row, with the field ids they are stored under."""
    from django.db import connection  # deferred: only this count asks the database itself

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CAST(answers AS text), CAST(unfinished AS text) FROM records_stepanswers WHERE id = %s",
            [row.pk],
        )
        return sum(len(str(document).encode()) for document in cursor.fetchone())


def count_autosave(steps: int) -> dict[str, int]:
    """Return the statements of an autosave on a step that has a row, and on one that has none."""
    walk = Walk(steps, answered=1)
    with watch_statements() as known:
        walk.autosave(0)
    with watch_statements() as fresh:
        walk.autosave(1)
    return {"known": known.total, "fresh": fresh.total}


def calls(steps: int, number: int) -> dict[str, int]:
    """Return the Python calls of opening and of saving a step when those before it are answered."""
    walk = Walk(steps, answered=number)
    shown, _page = count_calls(lambda: walk.open(f"s{number}"))
    saved, _answer = count_calls(lambda: walk.save(number))
    return {"get": shown, "post": saved}


def calls_autosave(steps: int) -> int:
    """Return the Python calls of an autosave."""
    walk = Walk(steps, answered=1)
    return count_calls(lambda: walk.autosave(0))[0]


def calls_submit(steps: int) -> int:
    """Return the Python calls of the request that submits."""
    walk = Walk(steps, answered=steps)
    return count_calls(walk.submit)[0]


def cpu_pair(steps: int, number: int) -> float:
    """Return the CPU milliseconds of opening and saving a step."""
    walk = Walk(steps, answered=number)

    def pair() -> None:
        walk.open(f"s{number}")
        walk.save(number)

    return measure_cpu(pair)[0]


def cpu_submit(steps: int) -> float:
    """Return the CPU milliseconds of the request that submits."""
    return measure_cpu(Walk(steps, answered=steps).submit)[0]


def refuses_invalid(steps: int) -> list[bool]:
    """Tell for each step whether an answer made invalid in the database stops the submit."""
    return [_is_refused(steps, number) for number in range(steps)]


def _is_refused(steps: int, number: int) -> bool:
    walk = Walk(steps, answered=steps)
    row = StepAnswers.objects.get(application=walk.draft, step=f"s{number}")
    row.answers[f"email_{number}"] = "no address"
    row.save()
    answer = walk.browser.post(walk.url("review"), {"step_view-current_step": "review"})
    walk.draft.refresh_from_db()
    return answer["Location"] == walk.url(f"s{number}") and walk.draft.submitted_at is None


if __name__ == "__main__":
    answer_requests(
        {
            "warm": warm,
            "count": count,
            "count_autosave": count_autosave,
            "calls": calls,
            "calls_autosave": calls_autosave,
            "calls_submit": calls_submit,
            "cpu_pair": cpu_pair,
            "cpu_submit": cpu_submit,
            "refuses_invalid": refuses_invalid,
        }
    )
