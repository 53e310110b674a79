"""What an applicant does about somebody who was asked: have the link sent again, or name another person."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.lifecycle.requests import RequestRefusedError, replace_person, send_again
from portal.records.applications.requests import ThirdPartyRequest
from portal.users.models import User
from portal.wizards.addresses import application_url
from portal.wizards.asking import PersonForm
from portal.wizards.overview import show_refused_person

__all__ = ["ask_again", "name_another"]


@require_POST
@login_required
def ask_again(request: HttpRequest, public_id: uuid.UUID, request_id: int) -> HttpResponse:
    """Send a new link to the same person; 404 for what is not the applicant's own."""
    account, asked = _get_own(request, public_id, request_id)
    try:
        send_again(
            request_id=asked.pk,
            application_id=asked.application_id,
            actor_id=account.pk,
            at=timezone.now(),
        )
        messages.success(request, _("We wrote to %(name)s again.") % {"name": asked.name})
    except RequestRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{application_url(public_id)}#requests")


@require_POST
@login_required
def name_another(request: HttpRequest, public_id: uuid.UUID, request_id: int) -> HttpResponse:
    """Ask somebody else instead; what is wrong is said at its field."""
    account, asked = _get_own(request, public_id, request_id)
    own = (account.email, asked.application.holder.email)
    form = PersonForm(request.POST, prefix=f"p{asked.pk}", own=own)
    if not form.is_valid():
        return show_refused_person(request, public_id, asked.pk, form)
    try:
        replace_person(
            request_id=asked.pk,
            application_id=asked.application_id,
            actor_id=account.pk,
            at=timezone.now(),
            **form.cleaned_data,
        )
        said = _("We wrote to %(name)s.") % {"name": form.cleaned_data["name"]}
        messages.success(request, said)
    except RequestRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{application_url(public_id)}#requests")


def _get_own(
    request: HttpRequest, public_id: uuid.UUID, request_id: int
) -> tuple[User, ThirdPartyRequest]:
    account = request.user
    assert isinstance(account, User)
    own = ThirdPartyRequest.objects.select_related("application__person").filter(
        pk=request_id, application__public_id=public_id, application__person__account=account
    )
    if (found := own.first()) is None:
        raise Http404("no such request")
    return account, found
