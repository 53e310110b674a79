"""The one shape in which the API says that something is wrong, and who turns which fault into it.

Messages are for people and are translated; ``code`` is for programs and never changes.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from portal.plugins.guard import PluginFailedError

__all__ = ["Code", "Problem", "ProblemError", "answer_problems_with", "problem"]

logger = logging.getLogger(__name__)


class Code(StrEnum):
    """What kind of problem it is."""

    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    INVALID = "invalid"
    TOO_MANY_REQUESTS = "too_many_requests"
    FAILED = "failed"


class Problem(Schema):
    """Why a request was refused."""

    code: Code = Field(description="The kind of problem, for programs.")
    message: str = Field(description="What is wrong and what to do, for people.")
    field: str | None = Field(None, description="The parameter at fault, where there is one.")


class ProblemError(Exception):
    """Refuses a request with a status, a code and a message."""

    def __init__(
        self,
        status: int,
        code: Code,
        message: str,
        *,
        field: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.field = status, code, message, field
        self.headers = headers or {}


def problem(
    api: NinjaAPI,
    request: HttpRequest,
    status: int,
    code: Code,
    message: str,
    field: str | None = None,
) -> HttpResponse:
    """Return the answer for a problem."""
    body = Problem(code=code, message=message, field=field)
    return api.create_response(request, body.model_dump(mode="json"), status=status)


def answer_problems_with(api: NinjaAPI) -> None:
    """Let the API answer every fault in the shape of Problem."""

    @api.exception_handler(ProblemError)
    def refused(request: HttpRequest, error: ProblemError) -> HttpResponse:
        answer = problem(api, request, error.status, error.code, error.message, error.field)
        for name, value in error.headers.items():
            answer[name] = value
        return answer

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(api, request, 404, Code.NOT_FOUND, _("There is nothing at this address."))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        field, message = _explain(error.errors)
        return problem(api, request, 422, Code.INVALID, message, field)

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(
            api, request, error.status_code, Code.INVALID, _("The request cannot be read.")
        )

    @api.exception_handler(PluginFailedError)
    def unavailable(request: HttpRequest, error: PluginFailedError) -> HttpResponse:
        message = _("This is temporarily unavailable. Try again later.")
        return problem(api, request, 503, Code.FAILED, message)

    @api.exception_handler(Exception)
    def failed(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("%s failed", request.path, exc_info=error)
        message = _("Something failed on our side. Try again later.")
        return problem(api, request, 500, Code.FAILED, message)


def _explain(errors: Sequence[dict[str, Any]]) -> tuple[str | None, str]:
    """Return the first parameter that validation named, and what is wrong with it."""
    first = errors[0] if errors else {}
    field = str(first["loc"][-1]) if first.get("loc") else None
    if first.get("type") == "string_too_long":
        limit = first["ctx"]["max_length"]
        return field, _("This value has more than %(limit)d characters.") % {"limit": limit}
    return field, _("The value of this parameter is not accepted.")
