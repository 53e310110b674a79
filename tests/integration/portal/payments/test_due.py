"""Two steps of paying: the review part is due on filing, the rest once somebody says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.payments.due import amount_due, make_balance_due
from portal.records.audit.models import AuditEvent
from portal.users.models import User
from tests.integration.portal.payments.conftest import begin_service, stored

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_review_part_is_due_on_filing_and_the_balance_when_it_is_made_due(
    specialist: User,
) -> None:
    walk = begin_service("demo.costs", what="endorsements", how_many=2)
    walk.submit()
    application, at = stored(walk), timezone.now()

    on_filing = amount_due(application, at)
    added = make_balance_due(application=application, at=at, actor_id=specialist.pk)
    again = make_balance_due(application=application, at=at, actor_id=specialist.pk)

    assert (on_filing, added, again) == (5_000, 15_000, 0)
    assert amount_due(application, at) == 20_000
    assert amount_due(application, at - timedelta(days=1)) == 0
    assert AuditEvent.objects.filter(action="application.made_due").count() == 1


def test_price_without_a_review_part_is_due_on_filing() -> None:
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()

    assert amount_due(stored(walk), timezone.now()) == 5_000
