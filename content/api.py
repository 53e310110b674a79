"""The content API at /api/v3/: Wagtail's own API v3, reduced to what everybody may read.

Its tokens know neither scope nor expiry and pass by the second factor of signing in. So nobody writes through it, and a
token changes nothing: what a visitor is refused, its holder is refused too. The portal's own API is not here.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.http.request import HttpHeaders
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.api.v3.urls import api

from content.keeping import describe_shared

PUBLISHED = frozenset(
    {
        "list_pages",
        "find_page",
        "detail_page",
        "list_images",
        "detail_image",
        "list_documents",
        "detail_document",
        "list_redirects",
        "find_redirect",
        "detail_redirect",
    }
)
WORDS = re.compile(r"\w+")
LONG_NUMBER = re.compile(r"\d{19}")
COLLECTIONS = ("pages", "images", "documents", "redirects")

View = Callable[..., HttpResponse]


def content_api_urls() -> tuple[list[URLPattern], str, str]:
    """Return the read-only API in the form that `path()` mounts, with every address of Wagtail's API answered."""
    patterns, app_name, namespace = api.urls
    own: dict[str | None, View] = {"api-root": _show_index, "openapi-json": _show_openapi}
    closed = [
        URLPattern(
            pattern.pattern,
            _read_only(pattern.callback)
            if pattern.name in PUBLISHED
            else own.get(pattern.name, _refuse),
            pattern.default_args,
            pattern.name,
        )
        for pattern in patterns
    ]
    return closed, app_name, namespace


def describe_openapi() -> dict[str, Any]:
    """Return Wagtail's OpenAPI document without the operations that are refused here."""
    document = dict(api.get_openapi_schema())
    routes = {_to_openapi_route(pattern) for pattern in api.urls[0] if pattern.name in PUBLISHED}
    root = reverse("wagtailapi_v3:api-root")
    document["info"] = {
        **document["info"],
        "description": str(_("The public pages of the portal, to read.")),
    }
    document["paths"] = {
        path: {"get": {key: value for key, value in operations["get"].items() if key != "security"}}
        for path, operations in document["paths"].items()
        if path.removeprefix(root) in routes
    }
    document["components"] = {"schemas": _list_used_schemas(document)}
    return document


def _to_openapi_route(pattern: URLPattern) -> str:
    return str(pattern.pattern).replace("<", "{").replace(">", "}")


def _list_used_schemas(document: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas that the remaining operations lead to, directly or through one another."""
    schemas: dict[str, Any] = document["components"]["schemas"]
    used: dict[str, Any] = {}
    found = _list_references(document["paths"])
    while found:
        name = found.pop()
        if name not in used:
            used[name] = schemas[name]
            found |= _list_references(schemas[name])
    return {name: used[name] for name in sorted(used)}


def _list_references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"].rsplit("/", 1)[-1]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_list_references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(_list_references(value) for value in node))
    return set()


def _read_only(view: View) -> View:
    """Let a reading request through as a visitor's, whatever token it carries, and no other."""

    @csrf_exempt
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        if not _clean_query(request):
            return JsonResponse(
                {"message": _("The query holds nothing to search for.")}, status=400
            )
        request.META.pop("HTTP_AUTHORIZATION", None)
        request.headers = HttpHeaders(request.META)
        describe_shared()
        return view(request, *args, **kwargs)

    return guarded


def _clean_query(request: HttpRequest) -> bool:
    """Reduce a search to its words and tell whether the query can be put to a database.

    Wagtail's search on SQLite fails on quotation marks and on blanks alone; no database takes a NUL, or a number that
    is longer than its own.
    """
    values = [value for _name, listed in request.GET.lists() for value in listed]
    if any("\0" in value or LONG_NUMBER.search(value) for value in values):
        return False
    if "search" not in request.GET:
        return True
    words = WORDS.findall(request.GET["search"])
    query = request.GET.copy()
    query["search"] = " ".join(words)
    request.GET = QueryDict(query.urlencode())
    return bool(words)


@csrf_exempt
def _refuse(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer for an operation of Wagtail's API that is not published."""
    return JsonResponse({"message": _("This API is read-only and takes no tokens.")}, status=403)


@require_safe
def _show_index(request: HttpRequest) -> HttpResponse:
    """Name the collections and the description of the API."""
    describe_shared()
    root = request.build_absolute_uri(reverse("wagtailapi_v3:api-root"))
    links = {name: f"{root}{name}/" for name in COLLECTIONS}
    return JsonResponse({"openapi": f"{root}openapi.json", **links})


@require_safe
def _show_openapi(request: HttpRequest) -> HttpResponse:
    describe_shared()
    return JsonResponse(describe_openapi())
