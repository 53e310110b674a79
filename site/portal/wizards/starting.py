"""The start page of a service: what you need, and the POST that makes the draft. Never cached."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.definitions.published import WizardService, find_wizard_service
from portal.definitions.texts import in_language
from portal.lifecycle.drafts import start_draft
from portal.lifecycle.errors import ServiceUnavailableError
from portal.records.people.models import Person
from portal.wizards.addresses import application_url
from portal.wizards.pages import unavailable

__all__ = ["start_service"]


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
        return _start(request, service_key)
    return render(request, "portal/wizards/start.html", _context(service))


def _context(service: WizardService) -> dict[str, object]:
    language = get_language() or "en"
    spec = service.spec
    return {
        "service_key": spec.key,
        "title": in_language(spec.title, language),
        "summary": in_language(spec.summary, language),
        "needs": [in_language(need, language) for need in spec.needs],
        "minutes": spec.minutes,
        "steps": [in_language(step.title, language) for step in spec.steps if not step.condition],
    }


def _start(request: HttpRequest, service_key: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    person = Person.objects.filter(account_id=request.user.pk).first()
    if person is None:
        messages.info(request, _("First tell us who you are, so that we can open your record."))
        return redirect("register_record")
    try:
        draft = start_draft(
            person_id=person.pk,
            service_key=service_key,
            credential_number=request.POST.get("credential") or None,
            at=timezone.now(),
        )
    except ServiceUnavailableError:
        return unavailable(request)
    return redirect(application_url(draft.public_id))
