"""The page that compares two states of a draft, in the words of editors instead of the forms' own blocks."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.snippets.views.snippets import RevisionsCompareView

from portal.definitions.building.comparing import compare_drafts
from portal.definitions.texts import reader_language
from portal.records.wizards.drafts import WizardDraft

__all__ = ["DraftCompareView"]


class DraftCompareView(RevisionsCompareView):
    """Wagtail's page with what differs as sentences, and the way to take the earlier state up again."""

    template_name = "portal/casework/building/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the changes, and what both states are called."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        compared = compare_drafts(context["revision_a"], context["revision_b"], reader_language())
        context.update(
            changes=compared.changes,
            unread=compared.unread,
            earlier=self._name(self.revision_id_a, context["revision_a_heading"]),
            later=self._name(self.revision_id_b, context["revision_b_heading"]),
            revert_url=self._find_way_back(),
        )
        return context

    def _name(self, which: str, usual: str) -> str:
        """Return when a state was saved, and by whom; what Wagtail calls it where it is named in another way."""
        if not which.isdecimal():
            return usual
        revision = self.object.revisions.get(pk=which)
        saved = date_format(localtime(revision.created_at), "DATETIME_FORMAT")
        return f"{saved}, {revision.user}" if revision.user else saved

    def _find_way_back(self) -> str:
        """Return where the earlier state is taken up again; empty where it is the latest, or no revision."""
        which = self.revision_id_a
        if not which.isdecimal() or int(which) == self.object.latest_revision_id:
            return ""
        revert = WizardDraft.snippet_viewset.get_url_name("revisions_revert")
        return reverse(revert, args=[self.object.pk, which])
