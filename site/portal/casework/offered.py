"""Pages of plugins in the admin, below /admin/plugins/<plugin id>/: each behind a permission, in the menu or not.

A page that fails says so in its own place; the admin around it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from portal.definitions.texts import Text, in_language, reader_language
from portal.plugins.guard import call_decorating
from portal.plugins.registry import plugin_modules

__all__ = ["AdminPage", "add_menu_items", "offered_patterns", "show_fault"]

ORDER = 800
"""Behind the portal's own entries, before Wagtail's settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminPage:
    """A page of a plugin for staff; ``path`` is below the plugin's own, empty for its first page.

    ``view`` takes the request of somebody who holds ``permission``. Without ``in_menu`` the page is
    only linked from other pages.
    """

    path: str
    title: Text
    permission: str
    view: Callable[[HttpRequest], HttpResponseBase]
    icon: str = "cog"
    in_menu: bool = True


class OfferedMenuItem(MenuItem):
    """The entry of a page, for those who may open it."""

    def __init__(self, plugin_id: str, page: AdminPage) -> None:
        title = in_language(page.title, reader_language())
        name = _url_name(plugin_id, page)
        super().__init__(title, reverse(name), name=name, icon_name=page.icon, order=ORDER)


def offered_patterns() -> list[URLPattern]:
    """Return the addresses of all pages, below the admin's."""
    return [
        path(_route(plugin_id, page), _guarded(plugin_id, page), name=_url_name(plugin_id, page))
        for plugin_id, page in _offered_pages()
    ]


def add_menu_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Add the entries that somebody may open."""
    for plugin_id, page in _offered_pages():
        if page.in_menu and request.user.has_perm(page.permission):
            item = call_decorating(f"{plugin_id}:admin", OfferedMenuItem, plugin_id, page)
            if item is not None:
                items.append(item)


def _offered_pages() -> Iterator[tuple[str, AdminPage]]:
    for plugin, module in plugin_modules("admin"):
        for page in call_decorating(f"{plugin.label}:admin", _listed, module) or ():
            yield plugin.label, page


def _listed(module: object) -> list[AdminPage]:
    pages = list(getattr(module, "ADMIN", ()))
    for page in pages:
        if not isinstance(page, AdminPage) or not page.permission:
            raise TypeError(f"not a page behind a permission: {page!r}")
    return pages


def _route(plugin_id: str, page: AdminPage) -> str:
    below = page.path.strip("/")
    return f"plugins/{plugin_id}/{below}/" if below else f"plugins/{plugin_id}/"


def _url_name(plugin_id: str, page: AdminPage) -> str:
    return f"plugin_{plugin_id}_{page.path.strip('/').replace('/', '_')}"


def _guarded(plugin_id: str, page: AdminPage) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return the view behind its permission; a fault of the plugin becomes a plain page."""

    def view(request: HttpRequest) -> HttpResponseBase:
        if not request.user.has_perm(page.permission):
            raise PermissionDenied
        answer = call_decorating(f"{plugin_id}:admin", _answer, page, request)
        if isinstance(answer, Exception):
            raise answer
        return answer or show_fault(request, _title(plugin_id, page))

    return view


def _title(plugin_id: str, page: AdminPage) -> str:
    """Return the title in the reader's language, or the plugin's id where even the title fails."""
    language = reader_language()
    return call_decorating(f"{plugin_id}:admin", in_language, page.title, language) or plugin_id


def _answer(page: AdminPage, request: HttpRequest) -> HttpResponseBase | Exception:
    """Return the page, drawn, or what its view meant to tell: nothing here, not allowed."""
    try:
        answer = page.view(request)
        drawing = getattr(answer, "render", None)
        return drawing() if drawing is not None else answer
    except (Http404, PermissionDenied, SuspiciousOperation) as told:
        return told


def show_fault(request: HttpRequest, title: str) -> HttpResponse:
    """Return the plain page that stands where a plugin's own fails."""
    context = {
        "title": title,
        "text": _(
            "This page of a plugin has a fault and cannot be shown. Nothing else is affected."
        ),
    }
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return render(request, "portal/casework/plugin_fault.html", context, status=status)
