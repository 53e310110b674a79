"""Somebody starts, or sends two drafts, in several tabs at the same moment: one draft, one application."""

from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from portal.definitions.spec import DraftPolicy
from portal.lifecycle.drafts import save_step, start_draft
from portal.lifecycle.errors import DuplicateApplicationError
from portal.lifecycle.runs import get_run
from portal.lifecycle.submission import SubmittedApplication, submit_application
from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.policies import KEY, another_draft, publish_grant
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
TABS, ROUNDS = 6, 5


def all_start(account: User, start: Any = start_draft) -> list[Any]:
    """Start the service in every tab at once."""
    act = partial(
        start,
        person_id=account.person.pk,
        service_key=KEY,
        credential_number=None,
        at=timezone.now(),
    )
    return run_together([act] * TABS)


@pytest.mark.parametrize("policy", [DraftPolicy.ONE_DRAFT, DraftPolicy.ONE_UNDER_WAY])
def test_simultaneous_starts_give_one_draft(policy: DraftPolicy) -> None:
    publish_grant(drafts=policy)
    for number in range(ROUNDS):
        account = make_educator(username=f"applicant-{number}")

        outcomes = all_start(account)

        drafts = Application.objects.filter(person=account.person)
        assert {getattr(each, "pk", each) for each in outcomes} == {drafts.get().pk}


def test_without_the_lock_some_start_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_grant()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_options, **_named: rows)
    unguarded: Any = start_draft
    twice = 0
    for number in range(ROUNDS * 4):
        account = make_educator(username=f"applicant-{number}")
        all_start(account, unguarded.__wrapped__)
        twice += Application.objects.filter(person=account.person).count() > 1

    assert twice


def send_two(account: User) -> list[Any]:
    """Send two complete drafts of one person at once."""
    first = start_draft(
        person_id=account.person.pk, service_key=KEY, credential_number=None, at=timezone.now()
    )
    another_draft(first)
    drafts = Application.objects.filter(person=account.person)
    for draft in drafts:
        save_step(
            run=get_run(draft.public_id, account.pk),
            step="purpose",
            answers={"purpose": "A course"},
            expected_version=0,
            credential_number=None,
            at=timezone.now(),
        )
    return run_together(
        [
            partial(
                submit_application,
                public_id=draft.public_id,
                account_id=account.pk,
                language="en",
                at=timezone.now(),
            )
            for draft in drafts
        ]
    )


def test_of_two_drafts_sent_at_once_one_is_taken() -> None:
    publish_grant(drafts=DraftPolicy.ONE_UNDER_WAY)
    for number in range(ROUNDS):
        outcomes = send_two(make_educator(username=f"applicant-{number}"))

        taken = [each for each in outcomes if isinstance(each, SubmittedApplication)]
        refused = [each for each in outcomes if isinstance(each, DuplicateApplicationError)]
        assert (len(taken), len(refused)) == (1, 1), outcomes


def test_without_the_look_at_the_others_both_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_grant(drafts=DraftPolicy.ONE_UNDER_WAY)
    monkeypatch.setattr("portal.lifecycle.submission.check_is_only_one", lambda _run: None)

    outcomes = send_two(make_educator(username="applicant"))

    assert all(isinstance(each, SubmittedApplication) for each in outcomes), outcomes
