"""How the content API says what is wrong: in the shape of Wagtail's answers, application/problem+json (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from wagtail.api.v3.errors import problem_response


def answer_problem(status: HTTPStatus, detail: Any, **headers: str) -> HttpResponse:
    """Return an answer that says what is wrong; headers are named with underscores, as Python names things."""
    answer: HttpResponse = problem_response(status=int(status), detail=str(detail))
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer
