"""A release that several workers, or a worker and a person, look at in the same moment is carried out once."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.records.audit.operations import record_event
from portal.records.models import Release
from portal.records.releases import operations
from portal.records.releases.operations import (
    ReleaseOverError,
    release_due,
    release_now,
    withdraw_release,
)
from portal.users.models import User
from tests.factories.releases import list_notes, note, plan
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
WORKERS, ROUNDS = 4, 6


def count_doubles(planner: User, rounds: int) -> int:
    """Let all workers look at the same release, round after round; return what went wrong."""
    wrong = 0
    for number in range(rounds):
        subject = f"note {number}"
        plan(planner, note(subject), name=subject)
        later = timezone.now() + timedelta(hours=2)

        outcomes = run_together([partial(release_due, at=later)] * WORKERS)

        done = [each for each in outcomes if each and not isinstance(each, Exception)]
        failures = [each for each in outcomes if isinstance(each, Exception)]
        wrong += list_notes().count(subject) != 1 or len(done) != 1 or bool(failures)
    return wrong


def test_release_is_done_once_whoever_looks_at_it(supervisor: User) -> None:
    assert count_doubles(supervisor, ROUNDS) == 0


def test_without_the_lock_it_is_done_twice_or_fails(
    supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded: Any = operations._publish
    by_itself = transaction.atomic(record_event)
    monkeypatch.setattr(operations, "_publish", unguarded.__wrapped__)
    monkeypatch.setattr(operations, "record_event", by_itself)
    monkeypatch.setattr("tests.factories.releases.record_event", by_itself)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_options, **_named: rows)

    assert count_doubles(supervisor, ROUNDS * 4) > 0


def test_release_and_withdrawal_at_once_leave_one_of_both(supervisor: User) -> None:
    for number in range(ROUNDS):
        subject = f"note {number}"
        release = plan(supervisor, note(subject), name=subject)
        given = {"public_id": release.public_id, "at": timezone.now()}

        outcomes = run_together(
            [
                partial(release_now, actor=supervisor, **given),
                partial(withdraw_release, actor_id=supervisor.pk, **given),
            ]
        )

        release.refresh_from_db()
        assert sum(isinstance(each, ReleaseOverError) for each in outcomes) == 1
        is_released = release.state == Release.State.RELEASED
        assert is_released is (subject in list_notes())
