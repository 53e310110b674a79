"""Events are written whatever the record is called: the key of a wizard is as long as a key can be."""

import pytest
from django.utils import timezone

from portal.records.audit.operations import record_event
from portal.records.models import AuditEvent, Wizard

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_event_of_the_longest_key_is_written() -> None:
    key = "k" * (Wizard._meta.get_field("key").max_length or 0)

    record_event(
        action="wizard.published",
        record_type="wizard",
        record_id=key,
        state={},
        actor_id=None,
        at=timezone.now(),
    )

    assert AuditEvent.objects.get(record_id=key).action == "wizard.published"
