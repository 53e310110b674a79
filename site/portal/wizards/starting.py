"""The start page of a service: what you need, what stands in the way; its POST makes the draft. Never cached."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.limits import VISITS
from portal.definitions.published import WizardService, find_wizard_service
from portal.definitions.rules import Facts
from portal.definitions.spec import DraftPolicy
from portal.definitions.texts import in_language, reader_language
from portal.definitions.wanted import Wanted
from portal.lifecycle.admission import check_access, check_open, list_begun
from portal.lifecycle.documents import held_documents
from portal.lifecycle.drafts import start_draft
from portal.lifecycle.errors import (
    AccountNeededError,
    CannotApplyError,
    ServiceArchivedError,
    ServiceUnavailableError,
)
from portal.lifecycle.runs import record_of
from portal.lifecycle.visits import digest_of_key, list_begun_visits, new_key, start_visit
from portal.lifecycle.wanted import list_before_start
from portal.records.applications.models import Application
from portal.records.people.models import Person
from portal.wizards.addresses import application_url
from portal.wizards.costs import UsualFee, usual_fee
from portal.wizards.hindrances import Hindrance, explain
from portal.wizards.pages import unavailable
from portal.wizards.visiting import keys_of, remember_visit

__all__ = ["start_service"]

MOST_BEGUN = 20
"""How many of somebody's own applications the page leads to."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_service(request: HttpRequest, service_key: str) -> HttpResponse:
    """Show the start page, or make the draft of a signed-in person with a record."""
    service = find_wizard_service(service_key)
    if service is None:
        raise Http404("no such service")
    if not service.is_available:
        return unavailable(request)
    if request.method == "POST":
        return _start(request, service)
    person, fee = _find_person(request), usual_fee(service.spec)
    try:
        hindrance = _find_hindrance(service, person, fee)
    except ServiceUnavailableError:
        return unavailable(request)
    status = hindrance.status if hindrance and service.is_archived else 200
    return _show(request, service, person, hindrance, fee, status=status)


def _find_person(request: HttpRequest) -> Person | None:
    if not request.user.is_authenticated:
        return None
    return Person.objects.filter(account_id=request.user.pk).first()


def _find_hindrance(
    service: WizardService, person: Person | None, fee: UsualFee
) -> Hindrance | None:
    """Return what would keep the person, or anybody where nobody is known, from beginning today."""
    today, spec = timezone.localdate(), service.spec
    try:
        if service.is_archived:
            raise ServiceArchivedError(spec.key)
        check_open(spec, on=today)
        if fee.hindrance is not None:
            raise fee.hindrance
        if person is not None and spec.access:
            check_access(
                spec,
                person_id=person.pk,
                record=record_of(person),
                credential_number=None,
                on=today,
                language=reader_language(),
            )
    except CannotApplyError as error:
        return explain(error)
    return None


def _show(
    request: HttpRequest,
    service: WizardService,
    person: Person | None,
    hindrance: Hindrance | None,
    fee: UsualFee,
    *,
    status: int,
) -> HttpResponse:
    begun = _list_begun(request, service, person)
    context = _context(service) | {
        "hindrance": hindrance,
        "fee": fee.words,
        "begun": begun,
        "goes_on": begun[0] if begun else None,
        "takes_another": not begun or service.spec.drafts is DraftPolicy.MANY,
        "is_visit": person is None and service.spec.is_for_anybody,
        "wanted": _list_wanted(service, person),
    }
    return render(request, "portal/wizards/start.html", context, status=status)


def _context(service: WizardService) -> dict[str, Any]:
    language = reader_language()
    spec = service.spec
    return {
        "service_key": spec.key,
        "title": in_language(spec.title, language),
        "summary": in_language(spec.summary, language),
        "needs": [in_language(need, language) for need in spec.needs],
        "minutes": spec.minutes,
        "steps": [in_language(step.title, language) for step in spec.steps if not step.condition],
        "closes_on": spec.closes_on,
    }


def _list_wanted(service: WizardService, person: Person | None) -> list[Wanted]:
    """Return what the service wants in documents of everybody, by what is on the person's account."""
    today = timezone.localdate()
    held = held_documents(person.pk, on=today) if person else []
    facts = Facts({}, record_of(person) if person else {}, today)
    return list_before_start(service.spec, held, facts, reader_language())


def _list_begun(
    request: HttpRequest, service: WizardService, person: Person | None
) -> list[dict[str, Any]]:
    """Return the way to each application that the person, or this browser, has begun and would come back to."""
    begun: Iterable[Application] = list_begun_visits(service.spec.key, keys_of(request))
    if person is not None:
        own = list_begun(person.pk, service.spec.key, service.spec.drafts)
        begun = own.select_related("credential")[:MOST_BEGUN]
    return [
        {
            "url": application_url(each.public_id),
            "started_at": each.started_at,
            "is_sent": each.submitted_at is not None,
            "certificate": each.credential.number if each.credential else "",
        }
        for each in begun
    ]


def _start(request: HttpRequest, service: WizardService) -> HttpResponse:
    person = _find_person(request)
    if person is None and service.spec.is_for_anybody:
        return _start_visit(request, service)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if person is None:
        messages.info(request, _("First tell us who you are, so that we can open your record."))
        return redirect("register_record")
    try:
        draft = start_draft(
            person_id=person.pk,
            service_key=service.spec.key,
            credential_number=request.POST.get("credential") or None,
            at=timezone.now(),
        )
    except ServiceUnavailableError:
        return unavailable(request)
    except CannotApplyError as error:
        return _refuse(request, service, person, error)
    if draft.submitted_at is not None:
        messages.info(request, _("You have already applied for this. Your application is here."))
    return redirect(application_url(draft.public_id))


def _start_visit(request: HttpRequest, service: WizardService) -> HttpResponse:
    """Make the draft of somebody without an account, which this browser's session alone opens."""
    if not VISITS.admits(request):
        answer = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(VISITS.seconds_left())
        return answer
    key = new_key()
    try:
        draft = start_visit(
            service_key=service.spec.key, visitor_key=digest_of_key(key), at=timezone.now()
        )
    except AccountNeededError:
        return redirect_to_login(request.path)
    except ServiceUnavailableError:
        return unavailable(request)
    except CannotApplyError as error:
        return _refuse(request, service, None, error)
    remember_visit(request, draft.public_id, key)
    return redirect(application_url(draft.public_id))


def _refuse(
    request: HttpRequest, service: WizardService, person: Person | None, error: CannotApplyError
) -> HttpResponse:
    hindrance, fee = explain(error), usual_fee(service.spec)
    return _show(request, service, person, hindrance, fee, status=hindrance.status)
