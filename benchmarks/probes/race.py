"""Submits the same drafts from many threads at once, over the portal's own pages, and counts what came of it."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, make_drafts, open_browser  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.lifecycle import submission  # noqa: E402
from portal.notifications.models import OutboxMessage  # noqa: E402
from portal.records.applications.models import Application, TimelineEvent  # noqa: E402
from portal.records.audit.models import AuditEvent  # noqa: E402
from portal.records.prepared import PreparedUpdate  # noqa: E402
from portal.wizards import submitting  # noqa: E402

STEPS = 3
applicant = make_applicant("racer")


def race(drafts: int, posts: int, *, locked: bool) -> dict[str, int]:
    """Post the read-back of each draft so many times at once; ``locked`` False removes the claim."""
    waiting = make_drafts(applicant, STEPS, drafts)
    browsers = [open_browser(applicant) for _post in range(posts)]
    handed_out: list[submission.SubmittedApplication] = []
    answers: list[tuple[int, str]] = []
    sys.setswitchinterval(0.0005)
    with _protection(locked=locked), _watch(handed_out), ThreadPoolExecutor(posts) as pool:
        barrier = threading.Barrier(posts)
        for draft in waiting:
            jobs = [pool.submit(_post, browser, draft, barrier) for browser in browsers]
            answers += [job.result() for job in jobs]
        list(pool.map(lambda _number: _close(barrier), range(posts)))
    return _outcome(waiting, handed_out, answers)


def _protection(*, locked: bool) -> AbstractContextManager[Any]:
    if locked:
        return nullcontext()
    anyway = PreparedUpdate(Application, changes=submission.CLAIMED, where=("id",))
    return mock.patch.object(submission, "_CLAIM", anyway)


def _watch(handed_out: list[submission.SubmittedApplication]) -> AbstractContextManager[Any]:
    """Note what every submit answers, as the page would show it."""

    def noting(**facts: Any) -> submission.SubmittedApplication:
        answer = submission.submit_application(**facts)
        handed_out.append(answer)
        return answer

    return mock.patch.object(submitting, "submit_application", noting)


def _post(browser: Client, draft: Application, barrier: threading.Barrier) -> tuple[int, str]:
    barrier.wait(60)
    answer = browser.post(
        f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"}
    )
    return answer.status_code, answer.headers.get("Location", "")


def _close(barrier: threading.Barrier) -> None:
    """Close the connection of each thread: all wait for one another, so that each does it once."""
    barrier.wait(60)
    connection.close()


def _outcome(
    drafts: list[Application],
    handed_out: list[submission.SubmittedApplication],
    answers: list[tuple[int, str]],
) -> dict[str, int]:
    keys = [draft.pk for draft in drafts]
    events = TimelineEvent.objects.filter(application_id__in=keys, kind="submitted")
    messages = [f"application_submitted:{key}" for key in keys]
    audited = AuditEvent.objects.filter(
        action="application.submitted", record_id__in=[str(key) for key in keys]
    )
    wanted = {(302, f"/applications/{draft.public_id}/") for draft in drafts}
    return {
        "submitted": Application.objects.filter(pk__in=keys, submitted_at__isnull=False).count(),
        "events": events.count(),
        "audited": audited.count(),
        "messages": OutboxMessage.objects.filter(dedup_key__in=messages).count(),
        "references": len({answer.reference for answer in handed_out}),
        "answers": len(answers),
        "other_answers": sum(answer not in wanted for answer in answers),
        "different_replays": sum(_replays_differently(draft) for draft in drafts),
    }


def _replays_differently(draft: Application) -> bool:
    """Submit again an hour later; tell whether the answer is another one."""
    stored = Application.objects.get(pk=draft.pk)
    again = submission.submit_application(
        public_id=draft.public_id,
        account_id=applicant.account.pk,
        language="en",
        at=timezone.now() + timedelta(hours=1),
    )
    return (again.reference, again.submitted_at) != (stored.reference, stored.submitted_at)


if __name__ == "__main__":
    answer_requests({"race": race})
