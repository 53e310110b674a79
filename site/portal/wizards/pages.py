"""Plain pages of a run for what cannot go on as asked, each with its status and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm
from portal.definitions.readback import ReadBackLine, read_back
from portal.definitions.texts import in_language, reader_language
from portal.lifecycle.drafts import keep_unfinished
from portal.lifecycle.errors import StaleStepError
from portal.lifecycle.runs import Run
from portal.wizards.addresses import application_url, step_url
from portal.wizards.autosave import typed_on_step
from portal.wizards.visiting import owner_of

__all__ = [
    "RETRY_SECONDS",
    "bad_form",
    "conflict",
    "keep_posted",
    "moved_meanwhile",
    "put_off",
    "unavailable",
]

RETRY_SECONDS = 120


def bad_form(request: HttpRequest, run: Run, step: str) -> HttpResponse:
    """Say that the form does not belong to this step (400); nothing was changed."""
    context = {
        "title": _("This form does not fit the page"),
        "text": _("What was sent does not belong to this step, so nothing was saved or lost."),
        "action_url": step_url(run.public_id, step),
        "action_text": _("Open the step again"),
    }
    return render(request, "components/plain_page.html", context, status=400)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say that the service cannot be used right now (503); drafts are kept."""
    context = {
        "title": _("This service is temporarily unavailable"),
        "text": _("What you have saved is kept. Try again later."),
        "action_url": reverse("dashboard"),
        "action_text": _("Go to my account"),
    }
    answer = render(request, "components/plain_page.html", context, status=503)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def put_off(request: HttpRequest, run: Run, step: str) -> HttpResponse:
    """Say that the service cannot be used right now; what was just typed is kept, unchecked."""
    if request.method == "POST":
        keep_posted(request, run, step)
    return unavailable(request)


def moved_meanwhile(request: HttpRequest, run: Run, step: str) -> HttpResponse:
    """Lead to the task list of the version that the draft came to; what was just typed is kept, unchecked."""
    keep_posted(request, run, step)
    messages.warning(
        request,
        _("The form changed while you were saving. What you typed is kept: check it again."),
    )
    return redirect(application_url(run.public_id))


def keep_posted(request: HttpRequest, run: Run, step: str) -> None:
    """Keep what was just posted of a step, unchecked; of the read-back nothing."""
    if step not in run.compiled.steps:
        return
    keep_unfinished(
        public_id=run.public_id,
        **owner_of(request, run.public_id),
        step=step,
        typed=typed_on_step(step, request.POST),
        at=timezone.now(),
    )


def conflict(request: HttpRequest, run: Run, form: StepForm, stale: StaleStepError) -> HttpResponse:
    """Show both what is stored and what was typed here (409); the person chooses."""
    form.is_valid()
    step = run.compiled.steps[stale.step]
    language = reader_language()
    context: dict[str, Any] = {
        "title": in_language(step.title, language),
        "rows": _compare(run, form, stale),
        "sent_again": [
            ("step_view-current_step", stale.step),
            ("step_version", stale.version),
            *(
                (form.add_prefix(name), value)
                for name, values in form.raw().items()
                for value in values
            ),
        ],
        "address": step_url(run.public_id, stale.step),
    }
    return render(request, "portal/wizards/conflict.html", context, status=409)


def _compare(run: Run, form: StepForm, stale: StaleStepError) -> list[dict[str, Any]]:
    """Return a row a question: what is stored, what was typed, and whether they differ."""
    context: AnsweringContext = form.context
    stored = _lines(run, stale.step, stale.stored, context)
    typed = _lines(run, stale.step, form.stored(), context)
    return [
        {
            "label": line.label,
            "stored": stored[field_id].answer if field_id in stored else "",
            "typed": typed[field_id].answer if field_id in typed else "",
        }
        for field_id, line in (stored | typed).items()
    ]


def _lines(
    run: Run, step: str, answers: dict[str, Any], context: AnsweringContext
) -> dict[str, ReadBackLine]:
    section = read_back([run.compiled.steps[step]], {step: answers}, context)[0]
    return {line.field_id: line for line in section.lines}
