"""What the builder's own pages about one draft share: who may open them, the revision, the way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from portal.casework.permissions import PermissionGuard
from portal.definitions.building.drafts import data_of
from portal.definitions.building.locks import find_lock
from portal.definitions.building.reading import ReadDraft, read_draft
from portal.records.wizards.drafts import WizardDraft

__all__ = ["CHANGE", "DraftPage", "DraftPermissionPolicy"]

CHANGE = "records.change_wizarddraft"


class DraftPermissionPolicy(ModelPermissionPolicy):
    """The model's permissions without the stock ways to publish and to take back."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Ask the model's permission; nobody publishes from Wagtail's own screens."""
        return action != "publish" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Ask for any of those permissions."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Keep from being deleted what was published, as the way to its next version, and what another has locked."""
        if action == "delete":
            is_free = instance.first_published_at is None and find_lock(instance, user) is None
            return is_free and self.user_has_permission(user, action)
        return self.user_has_permission(user, action)


class DraftPage(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """A page about the latest revision of one draft."""

    permissions: ClassVar[tuple[str, ...]] = (CHANGE,)

    @cached_property
    def row(self) -> WizardDraft:
        """Return the draft of the address; raise Http404 where there is none."""
        found: WizardDraft = get_object_or_404(WizardDraft, pk=self.kwargs["pk"])
        return found

    @cached_property
    def draft(self) -> WizardDraft:
        """Return the draft as it was saved last."""
        found: WizardDraft = self.row.get_latest_revision_as_object()
        return found

    @cached_property
    def read(self) -> ReadDraft:
        """Return the definition that it makes."""
        return read_draft(data_of(self.draft))

    def get_page_title(self) -> str:
        """Return what the page is for, and which wizard."""
        return f"{self.page_title}: {self.draft}"

    @property
    def edit_url(self) -> str:
        """Return the address of the draft's form."""
        edit = WizardDraft.snippet_viewset.get_url_name("edit")
        return reverse(edit, args=[self.row.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list and to the form."""
        listed = WizardDraft.snippet_viewset.get_url_name("list")
        return [
            *self.breadcrumbs_items,
            {"url": reverse(listed), "label": WizardDraft._meta.verbose_name_plural},
            {"url": self.edit_url, "label": str(self.draft)},
            {"url": "", "label": self.page_title, "sublabel": str(self.draft)},
        ]
