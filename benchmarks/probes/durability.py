"""Submits one after the other for whoever counts syncs from outside, and asks the database about its settings."""

from __future__ import annotations

from unittest import mock

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, make_drafts  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from config import start_up  # noqa: E402
from config.environment import SettingsError  # noqa: E402
from portal.lifecycle.submission import submit_application  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402
from portal.users.models import User  # noqa: E402

work: list[tuple[Application, int]] = []


def prepare(count: int, name: str) -> None:
    """Make drafts to submit."""
    applicant = make_applicant(name)
    work.extend((draft, applicant.account.pk) for draft in make_drafts(applicant, 3, count))


def submit_all() -> int:
    """Submit them; return how many were."""
    for draft, account_id in work:
        submit_application(
            public_id=draft.public_id, account_id=account_id, language="en", at=timezone.now()
        )
    return len(work)


def close() -> None:
    """Close the connection, so that the server counts what it did for it."""
    connection.close()


def ask(statement: str) -> str:
    """Return what the database answers to one of the figure's own statements."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def refusal() -> str:
    """Return why production would refuse this database; an empty text where it would not."""
    User.objects.filter(email__endswith=start_up.DEMO_DOMAIN).update(is_active=False)
    try:
        start_up.refuse_unsafe_database()
    except SettingsError as error:
        return str(error)
    return ""


def refusal_where(statement: str, answer: str) -> str:
    """Return the refusal of a server that gives another answer to one statement."""
    real = start_up._ask  # noqa: SLF001 (what the server answers is replaced, nothing else)

    def pretending(asked: str) -> str:
        return answer if asked == statement else real(asked)

    with mock.patch.object(start_up, "_ask", pretending):
        return refusal()


if __name__ == "__main__":
    answer_requests(
        {
            "prepare": prepare,
            "submit_all": submit_all,
            "close": close,
            "ask": ask,
            "refusal": refusal,
            "refusal_where": refusal_where,
        }
    )
