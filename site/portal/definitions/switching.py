"""Switches a service on and off. Drafts stay; nobody can start, go on or submit while it is off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.records.audit.operations import record_event
from portal.records.wizards.models import Wizard

__all__ = ["OVERSEE", "switch_service"]

OVERSEE = "records.oversee_services"
"""Who may do it, and who is told of problems with plugins."""


@transaction.atomic
def switch_service(*, key: str, is_on: bool, actor_id: int, at: datetime) -> bool:
    """Switch a service; return False where it stood so already, which writes nothing.

    Raises Wizard.DoesNotExist for a key that no wizard has.
    """
    wizard = Wizard.objects.select_for_update().get(key=key)
    if wizard.is_on == is_on:
        return False
    wizard.is_on = is_on
    wizard.save(update_fields=["is_on"])
    record_event(
        action="service.switched_on" if is_on else "service.switched_off",
        record_type="wizard",
        record_id=key,
        state={"is_on": is_on},
        actor_id=actor_id,
        at=at,
    )
    return True
