"""Joins the overview of services and plugins to the Wagtail admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.definitions.switching import OVERSEE


class OverviewMenuItem(MenuItem):
    """The overview, for those who watch over services."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return request.user.has_perm(OVERSEE)


def register_urls() -> list[URLPattern | URLResolver]:
    """Put the overview below the admin's address."""
    return [path("plugins/", include("config.overview.urls"))]


def register_overview() -> MenuItem:
    """Put the overview behind what is used every day."""
    return OverviewMenuItem(
        _("Services and plugins"),
        reverse("overview:plugins"),
        name="services-and-plugins",
        icon_name="cogs",
        order=950,
    )


hooks.register("register_admin_urls", register_urls)
hooks.register("register_admin_menu_item", register_overview)
