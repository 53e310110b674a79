"""Several publish the same wizard in the same moment: each definition gets a number of its own, equal ones one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError
from django.db.models import QuerySet

from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.records.audit.models import AuditEvent
from portal.records.models import Wizard, WizardVersion
from tests.factories.renewals import NOW, publish_renewal
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
PUBLISHERS, ROUNDS = 6, 5


def all_publish(
    number: int, *, alike: bool, publish: Callable[..., WizardVersion] = publish_wizard
) -> list[object]:
    """Let everyone publish at once, the same definition or each another; none that was there before."""
    wizard = Wizard.objects.get(key="test.renew")
    assert wizard.current_version is not None
    spec = load_wizard(wizard.current_version.definition)
    return run_together(
        [
            partial(
                publish,
                spec=replace(spec, minutes=(number + 1) * 100 + (0 if alike else place)),
                origin="editor",
                required_plugins={},
                actor_id=None,
                at=NOW,
            )
            for place in range(PUBLISHERS)
        ]
    )


@pytest.mark.parametrize("alike", [True, False])
def test_simultaneous_publications_are_numbered_one_by_one(alike: bool) -> None:
    publish_renewal()
    each_round = 1 if alike else PUBLISHERS
    for number in range(ROUNDS):
        before = WizardVersion.objects.filter(wizard__key="test.renew").count()
        events = AuditEvent.objects.filter(record_id="test.renew").count()

        outcomes = all_publish(number, alike=alike)

        assert all(isinstance(each, WizardVersion) for each in outcomes), outcomes
        versions = WizardVersion.objects.filter(wizard__key="test.renew").order_by("number")
        numbers = list(versions.values_list("number", flat=True))
        assert numbers == list(range(1, before + each_round + 1)), number
        current = Wizard.objects.get(key="test.renew").current_version
        assert current in outcomes
        assert AuditEvent.objects.filter(record_id="test.renew").count() == events + each_round


def test_without_the_lock_some_publications_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_renewal()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_options, **_named: rows)
    unguarded: Any = publish_wizard
    failed = 0
    for number in range(ROUNDS * 4):
        outcomes = all_publish(number, alike=False, publish=unguarded.__wrapped__)
        failed += sum(isinstance(each, DatabaseError) for each in outcomes)

    assert failed
