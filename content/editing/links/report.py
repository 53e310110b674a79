"""The report of links that lead nowhere: Wagtail's own report screen over what content.editing.links.scanning finds."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.decorators import user_passes_test
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.editing.lines import Row
from content.editing.links.scanning import BadLink, scan_links
from content.editing.links.shapes import WORDS

EDITING = ("add", "change", "publish")
URL_NAME = "portal_link_report"
COUNT_URL_NAME = f"{URL_NAME}_count"
COUNT_FRESH_SECONDS = 600


def may_edit_pages(user: Any) -> bool:
    """Tell whether somebody edits any page at all."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, EDITING))


class LinkFilterSet(WagtailFilterSet):
    """Shows one kind of problem only."""

    problem = django_filters.ChoiceFilter(
        label=_("Problem"),
        choices=[(str(problem), words) for problem, words in WORDS.items()],
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    def filter_queryset(self, found: list[BadLink]) -> list[BadLink]:
        """Return those with the problem that was chosen."""
        chosen = self.form.cleaned_data.get("problem")
        return [link for link in found if not chosen or link.problem == chosen]


class LinkReportView(ReportView):
    """Lists the links, with the way to the form where each is mended."""

    page_title = _("Links that lead nowhere")
    header_icon = "link"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = LinkFilterSet
    any_permission_required = EDITING
    verbose_name_plural = _("links that lead nowhere")
    export_filename = "links"
    list_export = ["source", "kind", "place", "target", "words", "edit_url"]
    export_headings = {
        "source": _("Page"),
        "kind": _("Type"),
        "place": _("Field"),
        "target": _("Link"),
        "words": _("Problem"),
        "edit_url": _("Where to mend it"),
    }
    columns = [
        TitleColumn("source", label=_("Page"), get_url=lambda link: link.edit_url),
        Column("kind", label=_("Type")),
        Column("place", label=_("Field")),
        Column("target", label=_("Link")),
        Column("words", label=_("Problem")),
    ]

    @cached_property
    def permission_policy(self) -> Any:
        """Return the rules of pages."""
        return policy_registry.get_by_type(Page)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Give the filter no rows of the database: it works on what was found."""
        return {**super().get_filterset_kwargs(), "queryset": Page.objects.none()}

    def get_base_queryset(self) -> list[BadLink]:
        """Return what a scan finds now."""
        return find_links_now(self.request)

    def get_filtered_queryset(self) -> list[BadLink]:
        """Return the list as the filter leaves it."""
        found: list[BadLink] = self.filter_queryset(self.get_base_queryset())
        return found


def find_links_now(request: HttpRequest) -> list[BadLink]:
    """Return what a scan finds for the signed-in person, and keep the number for their home page."""
    found = scan_links(request)
    cache.set(_count_key(request), len(found), COUNT_FRESH_SECONDS)
    return found


def get_link_count(request: HttpRequest) -> int | None:
    """Return how many links lead nowhere as somebody's last look found, for ten minutes; None: to be counted."""
    count: int | None = cache.get(_count_key(request))
    return count


@never_cache
@require_safe
@user_passes_test(may_edit_pages)
def answer_count(request: HttpRequest) -> HttpResponse:
    """Count, for the panel of the home page, which asks only when it stands there: a scan reads every page."""
    count = get_link_count(request)
    if count is None:
        count = len(find_links_now(request))
    return render(request, "content/editing/panel_rows.html", {"rows": list_count_rows(count)})


def list_count_rows(count: int) -> list[Row]:
    """Return the way to the report, where there is anything in it."""
    words = ngettext("%(count)d link leads nowhere", "%(count)d links lead nowhere", count)
    return [Row(words % {"count": count}, reverse(URL_NAME))] if count else []


def _count_key(request: HttpRequest) -> str:
    return f"content.bad_links.{request.user.pk}"


class LinkReportMenuItem(MenuItem):
    """The report, for those who edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for a permission on any page."""
        return may_edit_pages(request.user)


def list_report_urls() -> list[URLPattern]:
    """Return the addresses of the report."""
    return [
        path("reports/links/", LinkReportView.as_view(), name=URL_NAME),
        path(
            "reports/links/results/",
            LinkReportView.as_view(results_only=True),
            name=f"{URL_NAME}_results",
        ),
        path("reports/links/count/", answer_count, name=COUNT_URL_NAME),
    ]


def make_menu_item() -> MenuItem:
    """Return the entry of the Reports menu."""
    return LinkReportMenuItem(
        _("Links that lead nowhere"),
        reverse(URL_NAME),
        name="links",
        icon_name="link",
        order=1_200,
    )
