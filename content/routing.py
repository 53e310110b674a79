"""Finds the site and the page of an address without asking the database twice for what has not changed.

What is remembered is which page stands at an address, never the page: that is read anew for each request.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from content.keeping import EVERYWHERE, page_tag
from portal.sdk.freshness import current_making, made_from, making, remember, remembers, watched

SITE, ROUTE = "_wagtail_site", "_wagtail_route_for_request"
"""Where Wagtail keeps them on a request."""
Place = tuple[type[Page], int]


class KnownRoutes:
    """Middleware: hands Wagtail the site and the page that it would look up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Have all that is read for the page noted, where that is not done already."""
        if current_making() or not remembers():
            return self._get_response(request)
        with making() as made, watched():
            made.is_exact = True  # until it is known that this is a page
            return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Look the page up where Wagtail would, and only there."""
        if view is serve and remembers():
            setattr(request, SITE, find_site(request))
            setattr(request, ROUTE, find_route(request, *args))
            if made := current_making():
                made.is_exact = False


def find_site(request: HttpRequest) -> Site | None:
    """Return the site of a request."""
    return remember(("site", request.get_host()), partial(_read_site, request))


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page at a path, read anew, as Wagtail does."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    try:
        place = remember(
            ("place", site.pk, get_language(), path), partial(_read_place, site, request, path)
        )
        page = place[0].objects.filter(pk=place[1]).first()
        if page is not None and page.live:
            return RouteResult(page)
    except Http404:
        return None
    except _RoutedItselfError as routed:
        return routed.result
    return None


class _RoutedItselfError(Exception):
    """A page found its way by itself: what it found is good for one request."""

    def __init__(self, result: RouteResult) -> None:
        self.result = result


def _read_site(request: HttpRequest) -> Site | None:
    site: Site | None = Site.find_for_request(request)
    made_from(*EVERYWHERE, *([page_tag(site.root_page_id)] if site is not None else []))
    return site


def _read_place(site: Site, request: HttpRequest, path: str) -> Place:
    parts = [part for part in path.split("/") if part]
    result = site.root_page.localized.specific.route(request, parts)
    page = result.page
    if result.args or result.kwargs or type(page).route is not Page.route:
        raise _RoutedItselfError(result)
    made_from(*EVERYWHERE, page_tag(page.pk), page_tag(site.root_page_id))
    return type(page), page.pk
