"""The panels on the admin's home page: what waits, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from portal.casework.permissions import VIEW_QUEUE
from portal.casework.queries import get_queue_summary, list_proposals_for
from portal.casework.registered.changes import name_change
from portal.records.reference.changes import APPROVE

__all__ = ["ProposalsPanel", "QueuePanel"]


class QueuePanel(Component):
    """Shown to those who may see the queue."""

    name = "applications_waiting"
    template_name = "portal/casework/queue_panel.html"
    order = 50

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Return the summary, or nothing to those who may not see it."""
        assert parent_context is not None
        user = parent_context["request"].user
        if not user.has_perm(VIEW_QUEUE):
            return {}
        return {"summary": get_queue_summary(user.pk)}


class ProposalsPanel(Component):
    """Shown to those who approve changes of reference rows while one of somebody else waits."""

    name = "proposals_waiting"
    template_name = "portal/casework/proposals_panel.html"
    order = 60

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Return what waits, or nothing to those who may not approve."""
        assert parent_context is not None
        user = parent_context["request"].user
        if not user.has_perm(APPROVE):
            return {}
        proposals = list_proposals_for(user.pk)
        return {"proposals": [(name_change(each), each) for each in proposals]}
