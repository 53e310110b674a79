"""Eight specialists decide the same application in the same moment: one decision, seven refusals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection, models
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle import decisions
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.errors import AlreadyDecidedError
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.credentials.models import CredentialEvent
from portal.users.models import User
from tests.factories.accounts import make_account, make_educator
from tests.factories.applications import make_application
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
DECIDERS, ROUNDS = 8, 10


@pytest.fixture
def deciders() -> list[User]:
    """Return as many specialists as decide at once."""
    return [make_account(Role.SPECIALIST, username=f"specialist-{n}") for n in range(DECIDERS)]


def all_decide(application: Application, deciders: list[User]) -> list[object]:
    """Let everyone decide at once, every other one denying."""
    return run_together(
        [
            partial(
                decide_application,
                application_id=application.pk,
                outcome=Decision.Outcome.DENIED if place % 2 else Decision.Outcome.APPROVED,
                reason="Not this time.",
                decided_by_id=decider.pk,
                at=timezone.now(),
            )
            for place, decider in enumerate(deciders)
        ]
    )


def test_simultaneous_decisions_leave_one(deciders: list[User]) -> None:
    for number in range(ROUNDS):
        application = make_application(make_educator(username=f"applicant-{number}"))

        outcomes = all_decide(application, deciders)

        made = [outcome for outcome in outcomes if isinstance(outcome, Decision)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, AlreadyDecidedError)]
        assert (len(made), len(refused)) == (1, DECIDERS - 1), outcomes
        stored = Decision.objects.get(application=application)
        assert stored.pk == made[0].pk
        assert list(application.timeline.values_list("kind", flat=True)) == [
            "submitted",
            stored.outcome,
        ]
        followed = CredentialEvent.objects.filter(
            credential=application.credential, kind__in=["extended", "filing_closed"]
        )
        assert followed.count() == 1


@contextmanager
def many_decisions_allowed() -> Iterator[None]:
    """Take the database's own bar to a second decision away, and put it back."""
    one = Decision._meta.get_field("application")
    many = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    many.set_attributes_from_name("application")
    many.model = Decision
    with connection.schema_editor() as editor:
        editor.alter_field(Decision, one, many)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM records_decision")
        with connection.schema_editor() as editor:
            editor.alter_field(Decision, many, one)


def test_simultaneous_decisions_are_many_without_the_protection(
    deciders: list[User],
    plugin_answers: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = make_application(make_educator(username="applicant"))
    plugin_answers([])
    monkeypatch.setattr(decisions, "lock_undecided", lambda key: Application.objects.get(pk=key))

    with many_decisions_allowed():
        outcomes = all_decide(application, deciders)
        stored = Decision.objects.filter(application=application).count()

    assert stored > 1, outcomes


def test_the_database_alone_refuses_a_second_decision(
    deciders: list[User],
    plugin_answers: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = make_application(make_educator(username="applicant"))
    plugin_answers([])
    monkeypatch.setattr(decisions, "lock_undecided", lambda key: Application.objects.get(pk=key))

    outcomes = all_decide(application, deciders)

    refused = [outcome for outcome in outcomes if isinstance(outcome, AlreadyDecidedError)]
    assert len(refused) == DECIDERS - 1, outcomes
    assert Decision.objects.filter(application=application).count() == 1
