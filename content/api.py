"""The content API at /api/v3/: Wagtail's own API v3, reduced to what everybody may read and what a token may write.

Reading is the same for everybody: a token shows nothing that a visitor does not see, and a wrong one is refused.
Who may write is decided in content.writing_api. The portal's own API is not here.
"""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.request import HttpHeaders
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.api.v3.urls import api

from content.api_parameters import find_unknown
from content.keeping import describe_shared
from content.problems import answer_problem
from content.writing_api import WRITING, finish_writing, refuse_token, refuse_too_many
from portal.sdk.limits import Limit

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
READING = Limit("content-api", per_minute=300)
"""Answers that had to be made; those out of the page cache are not counted."""
READING_METHODS = {"GET", "HEAD"}
COLLECTIONS = ("pages", "images", "documents", "redirects")

View = Callable[..., HttpResponse]


def content_api_urls() -> tuple[list[URLPattern], str, str]:
    """Return the read-only API in the form that `path()` mounts, with every address of Wagtail's API answered."""
    patterns, app_name, namespace = api.urls
    own: dict[str | None, View] = {"api-root": _show_index, "openapi-json": _show_openapi}
    closed = [
        URLPattern(
            pattern.pattern,
            own.get(pattern.name) or _guard(pattern.callback, pattern.name or ""),
            pattern.default_args,
            pattern.name,
        )
        for pattern in patterns
    ]
    return closed, app_name, namespace


def describe_openapi() -> dict[str, Any]:
    """Return Wagtail's OpenAPI document without the operations that are refused here."""
    document = dict(api.get_openapi_schema())
    offered = {
        (_to_openapi_route(pattern), method.lower())
        for pattern in api.urls[0]
        for method in list_methods(pattern.name or "")
    }
    root = reverse("wagtailapi_v3:api-root")
    document["info"] = {
        **document["info"],
        "description": str(
            _("The public pages of the portal: to read, and with a token to write.")
        ),
    }
    paths = {
        path: {
            method: _describe(method, operation)
            for method, operation in operations.items()
            if (path.removeprefix(root), method) in offered
        }
        for path, operations in document["paths"].items()
    }
    document["paths"] = {path: operations for path, operations in paths.items() if operations}
    document["components"] = {**document["components"], "schemas": _list_used_schemas(document)}
    return document


def list_methods(name: str) -> set[str]:
    """Return the methods that are answered at an address of Wagtail's API, by its name."""
    reading = {"GET"} if name in PUBLISHED else set()
    return reading | {method for address, method in WRITING if address == name}


def _describe(method: str, operation: dict[str, Any]) -> dict[str, Any]:
    """Return an operation as it is offered here: reading asks for no token."""
    if method != "get":
        return operation
    return {key: value for key, value in operation.items() if key != "security"}


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


def _guard(view: View, name: str) -> View:
    """Let through what is offered: reading as a visitor's, writing as the holder of a good token."""
    methods = list_methods(name)

    @csrf_exempt
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not methods:
            return _refuse(request)
        is_reading = request.method == "GET"
        if request.method not in methods:
            return _refuse_method(methods)
        if (refusal := _refuse_query(request, name)) is not None:
            return refusal
        if not is_reading or "Authorization" in request.headers:
            refusal = refuse_token(request)
            if refusal is not None:
                return refusal
        elif not READING.admits(request):
            return refuse_too_many(READING.seconds_left())
        if is_reading:
            request.META.pop("HTTP_AUTHORIZATION", None)
            request.headers = HttpHeaders(request.META)
            describe_shared()
        answer = view(request, *args, **kwargs)
        if not is_reading and answer.status_code in {HTTPStatus.OK, HTTPStatus.CREATED}:
            finish_writing(answer)
        return answer

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


def _refuse(request: HttpRequest) -> HttpResponse:
    """Answer for an operation of Wagtail's API that is not offered here."""
    return answer_problem(HTTPStatus.FORBIDDEN, _("This is not offered here."))


def _refuse_method(methods: set[str]) -> HttpResponse:
    allowed = ", ".join(sorted(methods))
    detail = _("This address answers %(methods)s.") % {"methods": allowed}
    return answer_problem(HTTPStatus.METHOD_NOT_ALLOWED, detail, Allow=allowed)


def _refuse_query(request: HttpRequest, name: str) -> HttpResponse | None:
    """Return the refusal of a query that cannot be put to the database, or whose filter is not known; or None."""
    if not _clean_query(request):
        detail = _("The query holds nothing to search for.")
        return answer_problem(HTTPStatus.BAD_REQUEST, detail)
    if request.method == "GET" and (unknown := find_unknown(request, name)):
        detail = _("“%(name)s” is no parameter of this address.") % {"name": unknown}
        return answer_problem(HTTPStatus.BAD_REQUEST, detail)
    return None


def _only_reading(view: View) -> View:
    """Refuse what is not reading, as everywhere in the API."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if request.method not in READING_METHODS:
            return _refuse_method(READING_METHODS)
        return view(request)

    return csrf_exempt(guarded)


@_only_reading
def _show_index(request: HttpRequest) -> HttpResponse:
    """Name the collections and the description of the API."""
    describe_shared()
    root = request.build_absolute_uri(reverse("wagtailapi_v3:api-root"))
    links = {name: f"{root}{name}/" for name in COLLECTIONS}
    return JsonResponse({"openapi": f"{root}openapi.json", **links})


@_only_reading
def _show_openapi(request: HttpRequest) -> HttpResponse:
    describe_shared()
    return JsonResponse(describe_openapi())
