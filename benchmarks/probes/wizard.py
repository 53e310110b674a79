"""Walks the portal's wizard of so many steps in this process and counts what each page costs."""

from __future__ import annotations

from typing import Any

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)

from benchmarks.answers import make_answers  # noqa: E402
from benchmarks.counting import count_calls, measure_cpu, watch_statements  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.walks import Walker  # noqa: E402
from portal.records.applications.models import StepAnswers  # noqa: E402

walker = Walker("measured")


def warm(steps: int) -> None:
    """Let this process compile what a first visitor would have it compile."""
    walker.begin(steps).finish()


def count(steps: int) -> dict[str, Any]:
    """Return the statements of every page of one walk, and the bytes its steps store."""
    walk, gets, posts = walker.begin(steps), [], []
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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CAST(answers AS text), CAST(unfinished AS text) FROM records_stepanswers WHERE id = %s",
            [row.pk],
        )
        return sum(len(str(document).encode()) for document in cursor.fetchone())


def count_autosave(steps: int) -> dict[str, int]:
    """Return the statements of an autosave on a step that has a row, and on one that has none."""
    walk = walker.begin(steps, answered=1)
    with watch_statements() as known:
        walk.autosave(0)
    with watch_statements() as fresh:
        walk.autosave(1)
    return {"known": known.total, "fresh": fresh.total}


def calls(steps: int, number: int) -> dict[str, int]:
    """Return the Python calls of opening and of saving a step when those before it are answered."""
    walk = walker.begin(steps, answered=number)
    shown, _page = count_calls(lambda: walk.open(f"s{number}"))
    saved, _answer = count_calls(lambda: walk.save(number))
    return {"get": shown, "post": saved}


def calls_autosave(steps: int) -> int:
    """Return the Python calls of an autosave."""
    walk = walker.begin(steps, answered=1)
    return count_calls(lambda: walk.autosave(0))[0]


def calls_submit(steps: int) -> int:
    """Return the Python calls of the request that submits."""
    walk = walker.begin(steps, answered=steps)
    return count_calls(walk.submit)[0]


def cpu_pair(steps: int, number: int) -> float:
    """Return the CPU milliseconds of opening and saving a step."""
    walk = walker.begin(steps, answered=number)

    def pair() -> None:
        walk.open(f"s{number}")
        walk.save(number)

    return measure_cpu(pair)[0]


def cpu_submit(steps: int, count: int) -> list[float]:
    """Return the CPU milliseconds of the request that submits, for so many in a row."""
    walks = [walker.begin(steps, answered=steps) for _walk in range(count)]
    return [measure_cpu(walk.submit)[0] for walk in walks]


def refuses_invalid(steps: int) -> list[bool]:
    """Tell for each step whether an answer made invalid in the database stops the submit."""
    return [_is_refused(steps, number) for number in range(steps)]


def _is_refused(steps: int, number: int) -> bool:
    walk = walker.begin(steps, answered=steps)
    row = StepAnswers.objects.get(application=walk.draft, step=f"s{number}")
    row.answers[f"email_{number}"] = "no address"
    row.save()
    answer = walk.post_review()
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
