"""The page of somebody who was asked for an application: without an account, by a link that works once.

It shows who asks and for what, and the questions; nothing else of the application. The link is told to nobody: the
page names its origin alone to others, and its logs hide it (``config.logs``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.limits import LINKS
from portal.definitions.compiled import CompiledWizard, get_compiled
from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import StepForm
from portal.definitions.spec import ASKED
from portal.definitions.texts import in_language, reader_language
from portal.lifecycle.answering_requests import (
    RequestOverError,
    UnknownRequestError,
    answer_request,
    check_answerable,
    decline_request,
    find_request,
)
from portal.lifecycle.listing import listed_rows
from portal.lifecycle.request_states import RequestState, state_of
from portal.records.applications.requests import ThirdPartyRequest
from portal.wizards.rendering import render_form

__all__ = ["answer_link"]

PAGE, OVER = "portal/wizards/asked.html", "portal/wizards/asked_over.html"


def _told_to_nobody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep the address of the page out of referrers, search engines and caches."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@never_cache
@_told_to_nobody
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions, take the answers once, or let the person decline."""
    if not LINKS.admits(request):
        answer = _over(request, "limited", HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(LINKS.seconds_left())
        return answer
    try:
        asked = find_request(token)
        check_answerable(asked, at=timezone.now())
        return _take(request, token, asked) if request.method == "POST" else _show(request, asked)
    except UnknownRequestError:
        return _over(request, "unknown", HTTPStatus.NOT_FOUND)
    except RequestOverError as error:
        return _tell_over(request, error.request)


def _show(
    request: HttpRequest, asked: ThirdPartyRequest, form: StepForm | None = None
) -> HttpResponse:
    compiled, language = _compiled(asked), reader_language()
    step = compiled.steps[asked.step]
    assert step.request is not None
    form, status = (
        (form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if form
        else (_make_form(asked, on=timezone.localdate()), HTTPStatus.OK)
    )
    mirror = compiled.asked_mirror(asked.step)
    context = {
        "asked": asked,
        "person": asked.application.person,
        "service": in_language(compiled.spec.title, language),
        "title": in_language(step.title, language),
        "purpose": in_language(step.request.purpose, language),
        "form": form,
        "fields_html": render_form(form) + (mirror.draw(form) if mirror else SafeString()),
        "has_rules": mirror is not None,
    }
    return render(request, PAGE, context, status=status)


def _take(request: HttpRequest, token: str, asked: ThirdPartyRequest) -> HttpResponse:
    """Keep what was posted; who declines is asked once whether it is meant."""
    if request.POST.get("decline") == "ask":
        return render(
            request, PAGE, {"asked": asked, "person": asked.application.person, "declining": True}
        )
    if request.POST.get("decline") == "yes":
        decline_request(token=token, at=timezone.now())
        return redirect(request.path)
    at = timezone.now()
    form = _make_form(asked, request.POST, on=timezone.localdate(at))
    if not form.is_valid():
        return _show(request, asked, form)
    answer_request(token=token, answers=form.stored(), at=at)
    return redirect(request.path)


def _make_form(asked: ThirdPartyRequest, data: Any = None, *, on: date) -> StepForm:
    compiled = _compiled(asked)
    step = compiled.steps[asked.step].asked_step()
    questions = [each for question in step.fields for each in (question, *question.rows)]
    lists = frozenset(name for each in questions for name in get_field_type(each.type).needs_lists)
    context = AnsweringContext(on=on, language=reader_language(), **listed_rows(lists, on=on))
    return compiled.asked_form(asked.step, reader_language())(data, prefix=ASKED, context=context)


def _compiled(asked: ThirdPartyRequest) -> CompiledWizard:
    version = asked.application.version
    return get_compiled(version.pk, version.content_hash)


def _tell_over(request: HttpRequest, asked: ThirdPartyRequest) -> HttpResponse:
    """Say why the link does nothing any more; thanks to whoever has just answered."""
    state = state_of(asked)
    why = state.value if state in {RequestState.ANSWERED, RequestState.DECLINED} else "over"
    is_late = request.method == "POST" or why == "over"
    status = (
        HTTPStatus.OK if not is_late else HTTPStatus.GONE if why == "over" else HTTPStatus.CONFLICT
    )
    return _over(request, why, status, asked)


def _over(
    request: HttpRequest, why: str, status: HTTPStatus, asked: ThirdPartyRequest | None = None
) -> HttpResponse:
    return render(request, OVER, {"why": why, "asked": asked}, status=status)
