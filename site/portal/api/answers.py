"""Gives every address of the API the manners of HTTP: HEAD, OPTIONS, 405, entity tags, the version and signatures.

What is answered belongs to the routers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI

from portal.api.problems import Code, problem
from portal.api.signing.signatures import sign_answer

__all__ = ["ALLOWED", "with_manners"]

ALLOWED = "GET, HEAD, OPTIONS"
NOT_MODIFIED = 304
View = Callable[..., HttpResponse]


def with_manners(
    api: NinjaAPI, patterns: list[URLResolver | URLPattern], *, signed: frozenset[str]
) -> list[URLResolver | URLPattern]:
    """Return the patterns with each view wrapped, and answers signed by name; the API has no nested resolvers."""
    return [
        URLPattern(
            each.pattern,
            _polite(api, each.callback, is_signed=each.name in signed),
            each.default_args,
            each.name,
        )
        for each in patterns
        if isinstance(each, URLPattern)
    ]


def _polite(api: NinjaAPI, view: View, *, is_signed: bool) -> View:
    """Wrap a view that knows only GET; 304 is never signed: what the asker kept has its own signature."""
    reading = conditional_page(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = request.method
        if asked == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ALLOWED})
        elif asked in {"GET", "HEAD"}:
            request.method = "GET"
            response = reading(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "no-cache")
            if asked == "HEAD":
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
        else:
            message = _("This address is read only.")
            response = problem(api, request, 405, Code.METHOD_NOT_ALLOWED, message)
            response["Allow"] = ALLOWED
        request.method = asked
        if is_signed and asked in {"GET", "HEAD"} and response.status_code != NOT_MODIFIED:
            sign_answer(request, response)
        response["API-Version"] = api.version
        return response

    return answer
