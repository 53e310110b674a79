"""Wizards among the snippets of the admin: list, form, history, comparison, lock, review; publication is no part of it.

What Wagtail calls publishing is denied to everybody here: ``building.publish`` has the only button.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, UsageView

from portal.casework.building.begin import ADD
from portal.casework.building.comparing import DraftCompareView
from portal.casework.building.forms import EDIT_HANDLER
from portal.casework.building.reviewing import APPROVE, ReviewActionView, lead_to_publication
from portal.casework.building.usage import say_usage
from portal.casework.creating import CreateOnceView
from portal.definitions.building.taking_over import has_moved_on
from portal.records.wizards.drafts import WizardDraft

__all__ = ["WizardDraftViewSet"]

LOCKED = "locked"
"""Wagtail's name for the refusal."""


class NewsColumn(Column):
    """Offers what is new in the plugin's wizard that a draft was copied from."""

    def get_value(self, instance: WizardDraft) -> str:
        """Return the way to take it over, or nothing."""
        if not has_moved_on(instance):
            return ""
        url = reverse("building:merge", args=[instance.pk])
        about = format_html('<span class="w-sr-only"> {}</span>', instance)
        return format_html('<a href="{}">{}{}</a>', url, _("Take over what is new"), about)


class DraftIndexView(IndexView):
    """The list, with the way to begin from a wizard that exists."""

    def get_base_queryset(self) -> QuerySet[WizardDraft]:
        """Return the drafts with what tells that a plugin has moved on."""
        drafts: QuerySet[WizardDraft] = super().get_base_queryset()
        return drafts.select_related("template__wizard")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say where to begin, for a list that is empty."""
        return dict(super().get_context_data(*args, **kwargs), begin_url=self._begin_url)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the way to begin from a published wizard."""
        buttons = list(super().header_more_buttons)
        if url := self._begin_url:
            buttons.append(Button(_("Begin from a wizard"), url, icon_name="copy", priority=20))
        return buttons

    @property
    def _begin_url(self) -> str:
        return reverse("building:begin") if self.request.user.has_perm(ADD) else ""


class DraftEditView(EditView):
    """The form, with the ways to preview, map and publication."""

    produced_error_message: str

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Put what follows editing beside the title."""
        return [
            *super().header_buttons,
            HeaderButton(_("Preview"), url=self._url("preview"), icon_name="view"),
            HeaderButton(_("Map"), url=self._url("map"), icon_name="site"),
            *self._news,
            HeaderButton(_("Check and publish"), url=self._url("publish"), icon_name="upload"),
        ]

    def get_usage_url(self) -> None:
        """Offer no count of references: pages name a wizard by its key."""

    def is_valid(self, form: Any) -> bool:
        """Say as well who keeps the draft, where what was sent is refused for its lock."""
        accepted = bool(super().is_valid(form))
        if not accepted and getattr(self, "produced_error_code", "") == LOCKED:
            keeper = self.lock.get_description(self.request.user)
            self.produced_error_message = f"{self.produced_error_message}. {keeper}."
        return accepted

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what rests on the wizard."""
        return dict(super().get_context_data(usage=say_usage(self.object.key), **kwargs))

    def save_action(self) -> HttpResponse:
        """Lead from an approval to the publication, which it is not."""
        if self.action == "workflow-action" and self.workflow_action == APPROVE:
            return redirect(lead_to_publication(self.request, self.object))
        response: HttpResponse = super().save_action()
        return response

    @property
    def _news(self) -> list[Button]:
        if not has_moved_on(self.object):
            return []
        return [
            HeaderButton(_("Take over what is new"), url=self._url("merge"), icon_name="resubmit")
        ]

    def _url(self, name: str) -> str:
        return reverse(f"building:{name}", args=[self.object.pk])


class DraftUsageView(UsageView):
    """Wagtail's page of references, which pages are not: they name a wizard by its key."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page that says what rests on the wizard."""
        return redirect(f"{reverse('building:publish', args=[self.object.pk])}#usage-section")


class WizardDraftViewSet(SnippetViewSet):
    """Wizards in the admin's menu."""

    model = WizardDraft
    icon = "form"
    menu_label = _("Wizards")
    menu_name = "wizards"
    menu_order = 205
    add_to_admin_menu = True
    url_prefix = "builder"
    search_fields = ["title_en", "title_es", "key"]
    search_backend_name = None
    edit_handler = EDIT_HANDLER
    copy_view_enabled = False
    index_view_class = DraftIndexView
    add_view_class = CreateOnceView
    edit_view_class = DraftEditView
    usage_view_class = DraftUsageView
    workflow_action_view_class = ReviewActionView
    revisions_compare_view_class = DraftCompareView
    index_results_template_name = "portal/casework/building/index_results.html"
    create_template_name = "portal/casework/building/create.html"
    edit_template_name = "portal/casework/building/edit.html"
    list_display = [
        "title_en",
        Column("key", label=_("Key"), accessor="key", classname="cw-minor"),
        NewsColumn("news", label=_("New in the plugin"), classname="builder-wraps"),
        Column("usage", label=_("In use"), accessor=lambda draft: say_usage(draft.key)),
    ]
