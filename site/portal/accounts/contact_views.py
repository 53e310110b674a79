"""The page on which the holder of a record keeps telephone and mailing address up to date.

The questions are those of the services (``portal.definitions.library``); the e-mail address is allauth's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.queries import get_person
from portal.accounts.views import UNPROCESSABLE, signed_in
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm, step_form_class
from portal.definitions.library import PHONE_AND_ADDRESS
from portal.definitions.spec import StepSpec
from portal.definitions.texts import in_language, reader_language, text
from portal.records.models import Person
from portal.records.people.contact import Contact, ContactChangedError, change_contact

__all__ = ["change_contact_details"]

CONFLICT = 409
SEEN = "seen"
STEP = StepSpec(
    id="contact",
    title=text("Your contact details", "Sus datos de contacto"),
    fields=PHONE_AND_ADDRESS,
)
"""The questions; the id of each is the column that it is about."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def change_contact_details(request: HttpRequest) -> HttpResponse:
    """Ask for telephone and mailing address, and record them; a newer change is shown, not overwritten."""
    account = signed_in(request)
    person = get_person(account.pk)
    if person is None:
        return redirect("dashboard")
    form = _open_form(request, person)
    if request.method != "POST":
        return _page(request, person, form, seen=Contact.of(person).digest)
    seen = request.POST.get(SEEN, "")
    if not form.is_valid():
        return _page(request, person, form, seen=seen, status=UNPROCESSABLE)
    try:
        change_contact(
            person_id=person.pk,
            contact=Contact(**form.stored()),
            seen=seen,
            actor_id=account.pk,
            language=reader_language(),
            at=timezone.now(),
        )
    except ContactChangedError as changed:
        return _conflict(request, form, changed.stored)
    messages.success(request, _("Your contact details are kept."))
    return redirect("dashboard")


@lru_cache(8)
def _form_class(language: str) -> type[StepForm]:
    return step_form_class(STEP, language)


def _open_form(request: HttpRequest, person: Person) -> StepForm:
    language = reader_language()
    on_record = {question.id: getattr(person, question.id) for question in STEP.fields}
    return _form_class(language)(
        request.POST if request.method == "POST" else None,
        context=AnsweringContext(on=timezone.localdate(), language=language),
        initial=on_record,
    )


def _page(
    request: HttpRequest, person: Person, form: StepForm, *, seen: str, status: int = 200
) -> HttpResponse:
    title = in_language(STEP.title, reader_language())
    context: dict[str, Any] = {"form": form, "person": person, "seen": seen, "title": title}
    return render(request, "portal/accounts/contact.html", context, status=status)


def _conflict(request: HttpRequest, form: StepForm, stored: Contact) -> HttpResponse:
    """Show what is on record beside what was typed; whoever keeps the latter has seen the former."""
    typed, language = form.stored(), reader_language()
    context: dict[str, Any] = {
        "title": in_language(STEP.title, language),
        "rows": [
            {
                "label": in_language(question.label, language),
                "stored": getattr(stored, question.id),
                "typed": typed.get(question.id, ""),
            }
            for question in STEP.fields
        ],
        "sent_again": [(SEEN, stored.digest), *typed.items()],
        "address": reverse("contact_details"),
    }
    return render(request, "portal/accounts/contact_conflict.html", context, status=CONFLICT)
