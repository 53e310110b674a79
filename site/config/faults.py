"""Pages for faults (500), a pause (503: no database, store or room), an address gone (410) or wrongly asked (405)."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader

from content.redirects import MovedPagesMiddleware
from portal.records.documents.errors import StoreUnavailableError
from portal.records.documents.intake.codes import FULL

RETRY_SECONDS = 60
GONE = "/gone/"
"""What an editor gives as the target of a redirect whose page was taken away for good."""


def answer_fault(request: HttpRequest) -> HttpResponse:
    """Draw the page of a fault without asking the database, which may be what failed."""
    if _will_pass(sys.exc_info()[1]):
        body = loader.get_template("503.html").render()
        answer = HttpResponse(body, status=HTTPStatus.SERVICE_UNAVAILABLE)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return HttpResponse(
        loader.get_template("500.html").render(), status=HTTPStatus.INTERNAL_SERVER_ERROR
    )


def _will_pass(fault: BaseException | None) -> bool:
    """Tell whether it is the database's, the private store's or a full disk's: the same may do well a little later."""
    is_full = isinstance(fault, OSError) and fault.errno in FULL
    return is_full or isinstance(fault, OperationalError | InterfaceError | StoreUnavailableError)


def answer_gone(request: HttpRequest) -> HttpResponse:
    """Say that a page was taken away for good."""
    return render(request, "410.html", status=HTTPStatus.GONE)


class GoneMiddleware(MovedPagesMiddleware):
    """Redirects of pages that moved; one that leads to /gone/ is answered 410, so that search engines forget it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Answer a page that is missing with its redirect."""
        answer = super().process_response(request, response)
        if answer is not response and urlsplit(answer.get("Location", "")).path.endswith(GONE):
            return answer_gone(request)
        return answer


def explain_refused_methods(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the bare 405 of Django a page for people; it still names the methods that are allowed."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not (
            response.streaming or response.content
        )
        if not is_bare or not request.accepts("text/html"):
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    return answer
