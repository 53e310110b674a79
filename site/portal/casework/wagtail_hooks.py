"""Joins the staff screens to the Wagtail admin: menu, addresses, home panel, stylesheet, records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from portal.casework.building.hooks import builder_patterns, register_builder
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


class QueueMenuItem(MenuItem):
    """The queue, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return request.user.has_perm(VIEW_QUEUE)


class ImportsMenuItem(MenuItem):
    """The imports, for those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return request.user.has_perm(IMPORT)


class MailMenuItem(MenuItem):
    """Mailed payments, for those who enter them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return request.user.has_perm(RECEIVE)


class ReleasesMenuItem(MenuItem):
    """The releases, for those who oversee services or publish wizards."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return may_release(request.user)


class ReadingsMenuItem(MenuItem):
    """The readings of Social Security numbers, for those who answer for them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return request.user.has_perm(REOPEN)


class FunnelsMenuItem(MenuItem):
    """How services go, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return request.user.has_perm(VIEW_FUNNEL)


class PaymentsMenuItem(MenuItem):
    """The payments, for those who look after them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return request.user.has_perm(OVERSEE_PAYMENTS)


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


def register_queue() -> MenuItem:
    """Put the queue first in the menu."""
    return QueueMenuItem(
        _("Applications"),
        reverse("casework:queue"),
        name="applications",
        icon_name="clipboard-list",
        order=90,
    )


def register_imports() -> MenuItem:
    """Put the imports behind the records."""
    return ImportsMenuItem(
        _("Imports"), reverse("imports:list"), name="imports", icon_name="upload", order=940
    )


def register_mail() -> MenuItem:
    """Put mailed payments behind the queue."""
    return MailMenuItem(
        _("Mailed payments"),
        reverse("receiving:list"),
        name="mailed-payments",
        icon_name="mail",
        order=91,
    )


def register_payments() -> MenuItem:
    """Put the payments before the imports."""
    return PaymentsMenuItem(
        _("Payments"),
        reverse("staff_payments:overview"),
        name="payments",
        icon_name="calendar-check",
        order=935,
    )


def register_releases() -> MenuItem:
    """Put the releases before the overview of services."""
    return ReleasesMenuItem(
        _("Releases"),
        reverse("releases:list"),
        name="releases",
        icon_name="calendar-alt",
        order=945,
    )


def register_readings() -> MenuItem:
    """Put the readings of Social Security numbers among the reports."""
    return ReadingsMenuItem(
        _("Social Security numbers"),
        reverse("ssn_readings"),
        name="ssns",
        icon_name="key",
        order=990,
    )


def register_funnels() -> MenuItem:
    """Put how services go among the reports."""
    return FunnelsMenuItem(
        _("How services go"),
        reverse("casework_funnels:list"),
        name="funnels",
        icon_name="history",
        order=780,
    )


def add_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Show on the home page what waits."""
    panels.extend([QueuePanel(), FailedReleasesPanel(), DocumentsPanel(), ProposalsPanel()])


def add_stylesheet() -> SafeString:
    """Load the few rules of our own."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/casework.css"))


hooks.register("register_admin_urls", register_urls)
hooks.register("register_admin_menu_item", register_queue)
hooks.register("register_admin_menu_item", register_imports)
hooks.register("register_admin_menu_item", register_mail)
hooks.register("register_admin_menu_item", register_releases)
hooks.register("register_reports_menu_item", register_readings)
hooks.register("register_reports_menu_item", register_funnels)
hooks.register("register_admin_menu_item", register_payments)
hooks.register("construct_main_menu", add_menu_items)
hooks.register("construct_reports_menu", add_report_items)
hooks.register("construct_homepage_panels", add_panels)
hooks.register("insert_global_admin_css", add_stylesheet)
register_builder()
for group in GROUPS:
    modeladmin_register(group)
