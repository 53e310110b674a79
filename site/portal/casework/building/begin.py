"""The page on which an editor begins a draft from a published wizard: its next version, or a copy as a template."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.permissions import PermissionGuard
from portal.definitions.building.drafts import DraftExistsError, start_draft
from portal.definitions.published import list_wizard_services
from portal.definitions.texts import in_language, reader_language
from portal.definitions.upgrades import DefinitionFormatError
from portal.records.wizards.drafts import WizardDraft
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["ADD", "BeginView"]

ADD = "records.add_wizarddraft"


class BeginView(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """Lists the published wizards; a POST begins a draft from one."""

    permissions: ClassVar[tuple[str, ...]] = (ADD,)
    template_name = "portal/casework/building/begin.html"
    page_title = gettext_lazy("Begin from a wizard")
    header_icon = "copy"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        listed = WizardDraft.snippet_viewset.get_url_name("list")
        return [
            *self.breadcrumbs_items,
            {"url": reverse(listed), "label": WizardDraft._meta.verbose_name_plural},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the wizards with what would come of each."""
        offered = Wizard.objects.filter(current_version__isnull=False)
        wizards = offered.select_related("copied_from__wizard").in_bulk(field_name="key")
        drafts = set(WizardDraft.objects.values_list("key", flat=True))
        rows = [
            {
                "version": wizards[service.spec.key].current_version_id,
                "title": in_language(service.spec.title, reader_language()),
                "key": service.spec.key,
                "is_behind": _is_behind(wizards[service.spec.key].copied_from),
                "is_template": wizards[service.spec.key].origin == Wizard.Origin.PLUGIN,
            }
            for service in list_wizard_services()
            if service.spec.key not in drafts
        ]
        return dict(super().get_context_data(rows=rows, **kwargs))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin, and open the form; where somebody has begun already, open theirs."""
        given = request.POST.get("version", "")
        pk = int(given) if given.isascii() and given.isdecimal() and len(given) < 18 else 0
        version = get_object_or_404(WizardVersion.objects.select_related("wizard"), pk=pk)
        try:
            draft = start_draft(version=version, actor=request.user, at=timezone.now())
        except DraftExistsError as error:
            draft = error.draft
        except DefinitionFormatError:
            messages.error(request, _("This release of the portal cannot read that wizard."))
            return redirect("building:begin")
        edit = WizardDraft.snippet_viewset.get_url_name("edit")
        return redirect(reverse(edit, args=[draft.pk]))


def _is_behind(template: WizardVersion | None) -> bool:
    """Tell whether the plugin offers another version than the one that a copy was made from or merged with last."""
    return template is not None and template.wizard.current_version_id != template.pk
