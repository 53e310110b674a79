"""Switches a service on and off for a while, and archives a wizard for good.

Drafts stay. While it is off, nobody can start, go on or submit, or use the tool; once it is archived nobody new can
start, and whoever has begun or sent something goes on.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.definitions.tools import offered_tools
from portal.records.audit.operations import record_event
from portal.records.wizards.models import SwitchedOffTool, Wizard

__all__ = ["OVERSEE", "archive_service", "switch_service"]

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


@transaction.atomic
def archive_service(*, key: str, is_archived: bool, actor_id: int, at: datetime) -> bool:
    """Archive a wizard or offer it again; return False where it stood so already, which writes nothing.

    Raises Wizard.DoesNotExist for a key that no wizard has: a tool has nothing that would go on.
    """
    wizard = Wizard.objects.select_for_update().get(key=key)
    if (wizard.archived_at is not None) == is_archived:
        return False
    wizard.archived_at = at if is_archived else None
    wizard.save(update_fields=["archived_at"])
    record_event(
        action="service.archived" if is_archived else "service.offered_again",
        record_type="wizard",
        record_id=key,
        state={"is_archived": is_archived},
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
