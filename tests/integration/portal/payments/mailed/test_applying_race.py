"""Eight clerks match one item in the same moment: it pays once."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from portal.payments.mailed import applying
from portal.payments.mailed.applying import Applied, ItemMovedOnError, apply_item, finish_batch
from portal.records.models import MailedItem, Receipt
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.mail import enter, open_mail
from tests.integration.portal.payments.conftest import stored
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
CLERKS = 8


def match_at_once(walk: Walk, clerk: User) -> list[Any]:
    """Match one item that waits from eight screens."""
    batch = open_mail(clerk)
    item = enter(batch)
    finish_batch(batch_id=batch.pk, by_id=clerk.pk, at=timezone.now())
    given = {"item_id": item.pk, "application_id": stored(walk).pk, "by_id": clerk.pk}
    return run_together([partial(apply_item, **given, at=timezone.now())] * CLERKS)


def test_one_match_pays(walk: Walk, fiscal_clerk: User) -> None:
    outcomes = match_at_once(walk, fiscal_clerk)

    assert sum(isinstance(each, Applied) for each in outcomes) == 1, outcomes
    assert sum(isinstance(each, ItemMovedOnError) for each in outcomes) == CLERKS - 1, outcomes
    assert Receipt.objects.count() == 1


def test_several_matches_pay_where_the_item_is_not_held(
    walk: Walk, fiscal_clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "lock_item", lambda pk, _status: MailedItem.objects.get(pk=pk))

    outcomes = match_at_once(walk, fiscal_clerk)

    assert sum(isinstance(each, Applied) for each in outcomes) > 1, outcomes
    assert Receipt.objects.count() > 1
