"""Joins the staff screens to the Wagtail admin: menu, addresses, home panel, stylesheet, records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from portal.casework.building.hooks import builder_patterns, register_builder
from portal.casework.menu import keep_menu
from portal.casework.offered import add_menu_items, offered_patterns
from portal.casework.panels import (
    DocumentsPanel,
    FailedReleasesPanel,
    ProposalsPanel,
    QueuePanel,
)
from portal.casework.payments.access import OVERSEE_PAYMENTS
from portal.casework.payments.urls import settlements_urlpatterns
from portal.casework.permissions import VIEW_QUEUE
from portal.casework.receiving.access import RECEIVE
from portal.casework.registered.group import GROUPS
from portal.casework.releases.access import may_release
from portal.casework.reports import add_report_items
from portal.casework.urls import (
    fees_urlpatterns,
    filters_urlpatterns,
    funnels_urlpatterns,
    items_urlpatterns,
    jobs_urlpatterns,
    reports_urlpatterns,
    versions_urlpatterns,
)
from portal.casework.views.funnels import VIEW_FUNNEL
from portal.casework.views.ssns import SSNReadingsView
from portal.records.imports.operations import IMPORT
from portal.records.ssn.reading import REOPEN


class PermittedItem(MenuItem):
    """An entry of the menu for those whom ``is_for`` lets in."""

    def __init__(self, is_for: Callable[[Any], bool], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_for = is_for

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask about whoever looks."""
        return self.is_for(request.user)


def register_urls() -> list[URLPattern | URLResolver]:
    """Put the staff screens below the admin's address."""
    return [
        path("applications/", include("portal.casework.urls")),
        path("evidence/", include(items_urlpatterns)),
        path("filters/", include(filters_urlpatterns)),
        path("fees/", include(fees_urlpatterns)),
        path("funnels/", include(funnels_urlpatterns)),
        path("jobs/", include(jobs_urlpatterns)),
        path("wizards/", include(versions_urlpatterns)),
        path("imports/", include("portal.casework.imports.urls")),
        path("mailed-payments/", include("portal.casework.receiving.urls")),
        path("releases/", include("portal.casework.releases.urls")),
        path("ssn-readings/", SSNReadingsView.as_view(), name="ssn_readings"),
        path("payments/", include("portal.casework.payments.urls")),
        path("settlements/", include(settlements_urlpatterns)),
        path("plugins/<slug:plugin_id>/reports/", include(reports_urlpatterns)),
        *builder_patterns(),
        *offered_patterns(),
    ]


def _holds(permission: str) -> Callable[[Any], bool]:
    return lambda user: bool(user.has_perm(permission))


ITEMS: Mapping[str, tuple[tuple[Callable[[Any], bool], Promise, str, str, str, int], ...]] = {
    "register_admin_menu_item": (
        (
            _holds(VIEW_QUEUE),
            _("Applications"),
            "casework:queue",
            "applications",
            "clipboard-list",
            90,
        ),
        (_holds(RECEIVE), _("Mailed payments"), "receiving:list", "mailed-payments", "mail", 91),
        (
            _holds(OVERSEE_PAYMENTS),
            _("Payments"),
            "staff_payments:overview",
            "payments",
            "calendar-check",
            935,
        ),
        (_holds(IMPORT), _("Imports"), "imports:list", "imports", "upload", 940),
        (may_release, _("Releases"), "releases:list", "releases", "calendar-alt", 945),
    ),
    "register_reports_menu_item": (
        (
            _holds(VIEW_FUNNEL),
            _("How services go"),
            "casework_funnels:list",
            "funnels",
            "history",
            780,
        ),
        (_holds(REOPEN), _("Social Security numbers"), "ssn_readings", "ssns", "key", 990),
    ),
}
"""The entries of each menu: for whom, what it is called, where it leads, name, icon, place."""


def make_item(
    is_for: Callable[[Any], bool], label: Promise, view: str, name: str, icon: str, order: int
) -> MenuItem:
    """Return an entry, once addresses are known."""
    return PermittedItem(is_for, label, reverse(view), name=name, icon_name=icon, order=order)


def add_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Show on the home page what waits."""
    panels.extend([QueuePanel(), FailedReleasesPanel(), DocumentsPanel(), ProposalsPanel()])


def add_stylesheet() -> SafeString:
    """Load the few rules of our own."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/casework.css"))


hooks.register("register_admin_urls", register_urls)
hooks.register("construct_main_menu", add_menu_items)
hooks.register("construct_reports_menu", add_report_items)
hooks.register("construct_homepage_panels", add_panels)
hooks.register("insert_global_admin_css", add_stylesheet)
for menu, entries in ITEMS.items():
    for entry in entries:
        hooks.register(menu, partial(make_item, *entry))
keep_menu()
register_builder()
for group in GROUPS:
    modeladmin_register(group)
