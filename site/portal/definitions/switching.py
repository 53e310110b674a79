"""Switches a service on and off. Drafts stay; nobody can start, go on or submit while it is off, or use the tool."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.definitions.tools import offered_tools
from portal.records.audit.operations import record_event
from portal.records.wizards.models import SwitchedOffTool, Wizard

__all__ = ["OVERSEE", "switch_service"]

OVERSEE = "records.oversee_services"
"""Who may do it, and who is told of problems with plugins."""


@transaction.atomic
def switch_service(*, key: str, is_on: bool, actor_id: int, at: datetime) -> bool:
    """Switch a wizard or a tool; return False where it stood so already, which writes nothing.

    Raises Wizard.DoesNotExist for a key that no service has.
    """
    is_tool = any(tool.key == key for _plugin_id, tool in offered_tools())
    if not (_switch_tool if is_tool else _switch_wizard)(key, is_on=is_on):
        return False
    record_event(
        action="service.switched_on" if is_on else "service.switched_off",
        record_type="tool" if is_tool else "wizard",
        record_id=key,
        state={"is_on": is_on},
        actor_id=actor_id,
        at=at,
    )
    return True


def _switch_wizard(key: str, *, is_on: bool) -> bool:
    wizard = Wizard.objects.select_for_update().get(key=key)
    if wizard.is_on == is_on:
        return False
    wizard.is_on = is_on
    wizard.save(update_fields=["is_on"])
    return True


def _switch_tool(key: str, *, is_on: bool) -> bool:
    if not is_on:
        return SwitchedOffTool.objects.get_or_create(key=key)[1]
    removed, _by_model = SwitchedOffTool.objects.filter(key=key).delete()
    return bool(removed)
