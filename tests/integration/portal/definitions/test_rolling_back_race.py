"""Versions are offered again by two at once, and while others publish: each act finds what the other left."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError
from django.db.models import QuerySet

from portal.definitions.publishing import publish_wizard
from portal.definitions.rolling_back import roll_back_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import WizardSpec
from portal.records.audit.models import AuditEvent
from portal.records.models import Wizard
from tests.factories.renewals import NOW, publish_renewal
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
ROUNDS = 5
Act = Callable[..., Any]


def publish(spec: WizardSpec, minutes: int, act: Act = publish_wizard) -> Any:
    """Publish other content."""
    changed = replace(spec, minutes=minutes)
    return act(spec=changed, origin="editor", required_plugins={}, actor_id=None, at=NOW)


def roll_back(number: int, act: Act = roll_back_wizard) -> Any:
    """Offer a version again."""
    return act(key="test.renew", number=number, actor_id=None, at=NOW)


@pytest.fixture
def spec() -> WizardSpec:
    """Return the definition of a wizard with two versions, the second on offer."""
    found = load_wizard(publish_renewal().definition)
    publish(found, 60)
    return found


def count_events() -> int:
    """Return how often the wizard was rolled back."""
    return AuditEvent.objects.filter(action="wizard.rolled_back").count()


def roll_back_together(act: Act = roll_back_wizard) -> tuple[list[object], int]:
    """Let four offer the first version again at once; return what came of it, and how many acts are on record."""
    before = count_events()
    outcomes = run_together([partial(roll_back, 1, act)] * 4)
    return outcomes, count_events() - before


def test_version_is_offered_again_once(spec: WizardSpec) -> None:
    for _round in range(ROUNDS):
        outcomes, acts = roll_back_together()

        wizard = Wizard.objects.get(key="test.renew")
        assert [getattr(each, "number", each) for each in outcomes] == [1] * 4
        assert acts == 1
        assert (wizard.current_version.number, wizard.declined.number) == (1, 2)
        roll_back(2)


def test_publication_and_roll_back_leave_no_half(spec: WizardSpec) -> None:
    for number in range(ROUNDS):
        outcomes = run_together([partial(publish, spec, 100 + number), partial(roll_back, 1)] * 2)

        assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
        wizard = Wizard.objects.get(key="test.renew")
        newest = wizard.versions.order_by("-number").first()
        stands = (wizard.current_version, wizard.declined)
        assert stands in {(newest, None), (wizard.versions.get(number=1), newest)}
        publish(spec, 60)


def test_without_the_lock_the_same_act_is_done_twice_or_fails(
    spec: WizardSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_options, **_named: rows)
    unguarded: Any = roll_back_wizard
    wrong = 0
    for _round in range(ROUNDS * 4):
        outcomes, acts = roll_back_together(unguarded.__wrapped__)
        wrong += acts != 1 or any(isinstance(each, DatabaseError) for each in outcomes)
        roll_back(2)

    assert wrong
