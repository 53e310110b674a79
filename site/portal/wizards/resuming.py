"""How somebody without an account stops and comes back: an address is given, a link is mailed, a button opens the form.

Looking at a link does nothing to it: mail scanners look. What is answered never tells whether an address is known.
"""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.limits import LINKS, MAILED_LINKS, Limit
from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language, reader_language
from portal.lifecycle.errors import ApplicationNotFoundError
from portal.lifecycle.resuming import (
    MOST_A_DAY,
    LinkOverError,
    UnknownLinkError,
    can_mail_again,
    check_usable,
    find_link,
    mail_again,
    mail_link,
    mail_lost_links,
    use_link,
)
from portal.lifecycle.runs import Run, get_run
from portal.records.applications.links import ResumeLink
from portal.wizards.addresses import application_url
from portal.wizards.answering import told_to_nobody
from portal.wizards.visiting import has_owner, owner_of, remember_visit, tell_lost

__all__ = ["lost_link", "mail_another", "open_link", "stop_here"]

ASK, LINK = "portal/wizards/resume_ask.html", "portal/wizards/resume_link.html"


class AddressForm(forms.Form):
    """Where a link is to go."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_here(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask a visitor for an address, and mail a link to the draft; 404 for what is not the visitor's own draft."""
    if not has_owner(request, public_id) and (lost := tell_lost(request, public_id)) is not None:
        return lost
    run = _get_own(request, public_id)
    if run.submitted_at is not None:
        return redirect(application_url(public_id))
    context = {"run": run, "service": in_language(run.compiled.spec.title, reader_language())}
    if request.method != "POST":
        return _ask(request, AddressForm(initial={"email": run.contact_email}), context)
    form = AddressForm(request.POST)
    if (refused := _refuse(request, form, context)) is not None:
        return refused
    email = form.cleaned_data["email"]
    mail_link(public_id=public_id, email=email, language=reader_language(), at=timezone.now())
    return _ask(request, None, context | {"email": email})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Mail new links to whoever has lost one; the same answer whether anything waits for the address or not."""
    if request.method != "POST":
        return _ask(request, AddressForm(), {})
    form = AddressForm(request.POST)
    if (refused := _refuse(request, form, {})) is not None:
        return refused
    email = form.cleaned_data["email"]
    mail_lost_links(email=email, language=reader_language(), at=timezone.now())
    return _ask(request, None, {"email": email})


@never_cache
@told_to_nobody
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, and by it let the visitor go on with the form in this browser alone."""
    if not LINKS.admits(request):
        return _limited(request, LINKS)
    try:
        link = find_link(token)
        check_usable(link, at=timezone.now())
        if request.method != "POST":
            return render(request, LINK, _words(link) | {"link": link})
        resumed = use_link(token=token, at=timezone.now())
    except UnknownLinkError:
        return render(request, LINK, {"why": "unknown"}, status=HTTPStatus.NOT_FOUND)
    except LinkOverError as over:
        return _tell_over(request, token, over)
    remember_visit(request, resumed.public_id, resumed.key)
    return redirect(application_url(resumed.public_id))


@never_cache
@told_to_nobody
@require_POST
def mail_another(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link in place of one that does nothing any more, to the same address."""
    if not MAILED_LINKS.admits(request):
        return _limited(request, MAILED_LINKS)
    try:
        mail_again(token=token, language=reader_language(), at=timezone.now())
    except UnknownLinkError:
        return render(request, LINK, {"why": "unknown"}, status=HTTPStatus.NOT_FOUND)
    return render(request, LINK, {"why": "mailed", "most": MOST_A_DAY})


def _get_own(request: HttpRequest, public_id: uuid.UUID) -> Run:
    """Return the visitor's own run; raise Http404 for any other, those of accounts too: they need no link."""
    try:
        run = get_run(public_id, **owner_of(request, public_id))
    except ApplicationNotFoundError as error:
        raise Http404("no such application") from error
    if not run.is_visit:
        raise Http404("an account comes back by signing in")
    return run


def _refuse(
    request: HttpRequest, form: AddressForm, context: dict[str, Any]
) -> HttpResponse | None:
    """Return the answer to an address that is none, or to one who asks too often; None to go on."""
    if not MAILED_LINKS.admits(request):
        return _limited(request, MAILED_LINKS)
    if not form.is_valid():
        return _ask(request, form, context, HTTPStatus.UNPROCESSABLE_ENTITY)
    return None


def _ask(
    request: HttpRequest,
    form: AddressForm | None,
    context: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    return render(request, ASK, {"form": form, "most": MOST_A_DAY, **context}, status=status)


def _words(link: ResumeLink) -> dict[str, Any]:
    version = link.application.version
    spec = get_compiled(version.pk, version.content_hash).spec
    return {"service": in_language(spec.title, reader_language())}


def _tell_over(request: HttpRequest, token: str, over: LinkOverError) -> HttpResponse:
    """Say why the link does nothing any more (410), and offer another where its address still holds."""
    context = {
        **_words(over.link),
        "why": over.why.value,
        "token": token,
        "link": over.link,
        "may_mail_again": can_mail_again(over.link),
    }
    return render(request, LINK, context, status=HTTPStatus.GONE)


def _limited(request: HttpRequest, limit: Limit) -> HttpResponse:
    context = {
        "title": _("Too many requests"),
        "text": _("Wait for a minute, then try again."),
    }
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer = render(request, "components/plain_page.html", context, status=status)
    answer["Retry-After"] = str(limit.seconds_left())
    return answer
