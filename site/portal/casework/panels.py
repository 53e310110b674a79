"""The panels on the admin's home page: what waits, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.casework.documents import document_anchor
from portal.casework.permissions import VIEW_FILE, VIEW_QUEUE
from portal.casework.queries import (
    MOST_HELD_UP,
    get_queue_summary,
    list_held_up,
    list_proposals_for,
)
from portal.casework.registered.changes import name_change
from portal.definitions.switching import OVERSEE
from portal.records.reference.changes import APPROVE
from portal.records.releases.models import Release

__all__ = ["DocumentsPanel", "FailedReleasesPanel", "ProposalsPanel", "QueuePanel"]


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


class DocumentsPanel(Component):
    """Shown to those who open applications while documents of theirs can't be opened: suspect, or long unscanned."""

    name = "documents_held_up"
    template_name = "portal/casework/documents_panel.html"
    order = 55

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Return the first of them, or nothing to those who may not open applications."""
        assert parent_context is not None
        user = parent_context["request"].user
        if not user.has_perm(VIEW_FILE):
            return {}
        allowed = timedelta(minutes=settings.READY_SCAN_MINUTES)
        uses = list_held_up(user, received_before=timezone.now() - allowed)
        return {
            "documents": [(document_anchor(use), use) for use in uses[:MOST_HELD_UP]],
            "is_more": len(uses) > MOST_HELD_UP,
        }


class FailedReleasesPanel(Component):
    """Shown to those who oversee services while a release has failed and is neither mended nor withdrawn."""

    name = "releases_failed"
    template_name = "portal/casework/releases/failed_panel.html"
    order = 50

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Return the latest, or nothing to those who may do nothing about it."""
        assert parent_context is not None
        if not parent_context["request"].user.has_perm(OVERSEE):
            return {}
        failed = Release.objects.filter(state=Release.State.FAILED).order_by("-ended_at")
        return {"releases": list(failed[:MOST_HELD_UP])}
