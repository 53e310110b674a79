"""What the pages about one published wizard share: who may open them, the version in the address, the way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.permissions import VIEW_QUEUE, PermissionGuard
from portal.definitions.switching import OVERSEE
from portal.records.wizards.models import WizardVersion

__all__ = ["VersionPage"]


class VersionPage(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """A page about one version, for those who oversee services."""

    permissions: ClassVar[tuple[str, ...]] = (VIEW_QUEUE, OVERSEE)

    @cached_property
    def version(self) -> WizardVersion:
        """Return the version of the address; raise Http404 where there is none."""
        versions = WizardVersion.objects.select_related("wizard")
        found: WizardVersion = get_object_or_404(versions, pk=self.kwargs["pk"])
        return found

    def get_page_subtitle(self) -> str:
        """Return which version."""
        return _("%(wizard)s, version %(number)s") % {
            "wizard": self.version.wizard.key,
            "number": self.version.number,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the version."""
        return [
            *self.breadcrumbs_items,
            {"url": self.version_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    @property
    def version_url(self) -> str:
        """Return the address of the version's own page."""
        return reverse("records_wizardversion_modeladmin_inspect", args=[self.version.pk])
