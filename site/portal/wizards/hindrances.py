"""Why somebody cannot begin or send: the words, the status, and what becomes of a draft's pages after the last day.

Whether something stands in the way is judged by ``portal.lifecycle.admission``.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.definitions.periods import Period
from portal.lifecycle.admission import check_draft_is_open
from portal.lifecycle.errors import (
    AccessRefusedError,
    CannotApplyError,
    NotOpenError,
    NotPayableError,
)
from portal.lifecycle.runs import Run
from portal.wizards.addresses import application_url
from portal.wizards.pages import keep_posted, put_off

__all__ = ["Hindrance", "explain", "hinder", "hold_back"]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way, in the reader's words, and the status of an answer that refuses for it."""

    status: HTTPStatus
    title: str
    text: str


def explain(error: CannotApplyError) -> Hindrance:
    """Return how to tell an error to whoever wanted to begin or to send."""
    if isinstance(error, AccessRefusedError):
        return Hindrance(HTTPStatus.FORBIDDEN, _("You cannot apply for this"), error.message)
    if isinstance(error, NotOpenError):
        return _explain_day(error)
    if isinstance(error, NotPayableError):
        return Hindrance(
            HTTPStatus.CONFLICT,
            _("You cannot pay for this yet"),
            _("This service has a fee, and payment is not open yet. Come back later."),
        )
    return Hindrance(
        HTTPStatus.GONE,
        _("This service is no longer offered"),
        _("Nobody can begin a new application. What you began or sent before is in your account."),
    )


def _explain_day(error: NotOpenError) -> Hindrance:
    day = {"day": date_format(error.day, "DATE_FORMAT")}
    if error.period is Period.NOT_YET:
        return Hindrance(
            HTTPStatus.CONFLICT,
            _("Applications are not open yet"),
            _("You can apply from %(day)s. Come back then.") % day,
        )
    return Hindrance(
        HTTPStatus.CONFLICT,
        _("Applications are closed"),
        _("The last day to send an application was %(day)s.") % day,
    )


def hinder(request: HttpRequest, run: Run, error: CannotApplyError) -> HttpResponse:
    """Say why a draft is not sent; it stays, and the page leads to it."""
    found = explain(error)
    context = {
        "title": found.title,
        "texts": [found.text, _("Nothing was sent. What you have saved is kept.")],
        "action_url": application_url(run.public_id),
        "action_text": _("Read what you have saved"),
    }
    return render(request, "components/plain_page.html", context, status=found.status)


def hold_back(request: HttpRequest, run: Run, step: str) -> HttpResponse | None:
    """Return the page in place of a step that cannot be gone on with, or None; what was typed is kept, unchecked."""
    if not run.is_available:
        return put_off(request, run, step)
    spec = run.compiled.spec
    if spec.opens_on is None and spec.closes_on is None:
        return None
    try:
        check_draft_is_open(run, on=localdate())
    except NotOpenError as error:
        if request.method != "POST":
            return redirect(application_url(run.public_id))
        keep_posted(request, run, step)
        return hinder(request, run, error)
    return None
