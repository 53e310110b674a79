"""Two persons approve in the same moment: one answer a proposal, and known rows never overlap."""

import itertools
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts.roles import Role
from portal.records.credentials.models import Endorsement
from portal.records.dated import operations as dated
from portal.records.dated.models import DatedRow
from portal.records.reference import changes
from portal.records.reference.changes import ChangeOutdatedError, approve_change, is_outdated
from portal.records.reference.models import ReferenceChange
from portal.users.models import User
from tests.factories import records as make
from tests.factories.accounts import make_account
from tests.factories.changes import CODE, propose, spans
from tests.together import PATIENCE_SECONDS, run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
APPROVERS, ROUNDS = 6, 5


@pytest.fixture
def proposer() -> User:
    """Return who proposes."""
    return make_account(Role.SPECIALIST, username="proposer")


@pytest.fixture
def approvers() -> list[User]:
    """Return as many as approve at once."""
    return [make_account(Role.SUPERVISOR, username=f"supervisor-{n}") for n in range(APPROVERS)]


def approve_all(proposals: list[ReferenceChange], approvers: list[User]) -> list[object]:
    """Let everyone approve at once: each the next proposal, and again from the first."""
    return run_together(
        [
            partial(
                approve_change,
                change_id=proposals[place % len(proposals)].pk,
                by_id=approver.pk,
                at=timezone.now(),
            )
            for place, approver in enumerate(approvers)
        ]
    )


def propose_overlapping(proposer: User, code: str) -> list[ReferenceChange]:
    """Return first rows for the same endorsement, each from a later year on: none leaves a remainder."""
    Endorsement.objects.create(code=code)
    return [
        propose(proposer, code=code, valid_from=f"20{30 + place}-01-01", grade_span=f"K-{place}")
        for place in range(APPROVERS)
    ]


def count_overlaps() -> int:
    """Return how many neighboring rows hold on the same day."""
    rows = spans()
    pairs = itertools.pairwise(rows)
    return sum(first[2] is None or first[2] > second[1] for first, second in pairs)


def test_one_approval_a_proposal(proposer: User, approvers: list[User]) -> None:
    make.make_endorsement(CODE)
    for number in range(ROUNDS):
        proposal = propose(proposer, valid_from=f"20{30 + number}-01-01", grade_span=f"K-{number}")

        outcomes = approve_all([proposal], approvers)

        recorded = [outcome for outcome in outcomes if isinstance(outcome, DatedRow)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, ChangeOutdatedError)]
        assert (len(recorded), len(refused)) == (1, APPROVERS - 1), outcomes
        assert count_overlaps() == 0


def test_approvals_are_many_without_the_protection(
    proposer: User, approvers: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    make.make_endorsement(CODE)
    proposal = propose(proposer)
    monkeypatch.setattr(changes, "_claim", lambda *_args, **_decision: True)
    monkeypatch.setattr(changes, "is_outdated", lambda _change: False)

    outcomes = approve_all([proposal], approvers)

    assert sum(isinstance(outcome, DatedRow) for outcome in outcomes) > 1, outcomes


def test_overlapping_proposals_follow_each_other(proposer: User, approvers: list[User]) -> None:
    """Each was proposed against the same rows, so the first approval makes the others outdated."""
    for number in range(ROUNDS):
        outcomes = approve_all(propose_overlapping(proposer, f"31{number}"), approvers)

        assert sum(isinstance(outcome, DatedRow) for outcome in outcomes) == 1, outcomes


def test_overlapping_proposals_are_all_approved_without_the_lock(
    proposer: User, approvers: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite lets one transaction write at a time; PostgreSQL needs the lock of the subject."""
    if connection.vendor != "postgresql":
        pytest.skip(f"asks postgresql; this run uses {connection.vendor}")
    monkeypatch.setattr(changes, "lock_subject", lambda _subject: None)
    monkeypatch.setattr(dated, "lock_subject", lambda _subject: None)
    all_have_looked = Barrier(APPROVERS)

    def look(change: ReferenceChange) -> bool:
        found = is_outdated(change)
        all_have_looked.wait(PATIENCE_SECONDS)
        return found

    monkeypatch.setattr(changes, "is_outdated", look)

    outcomes = approve_all(propose_overlapping(proposer, "320"), approvers)

    assert sum(isinstance(outcome, DatedRow) for outcome in outcomes) > 1, outcomes
