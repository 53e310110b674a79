"""A session that ended in the middle of a step: what was typed waits for the next sign-in.

It is kept in the visitor's own new session for that one step, without sensitive fields, and moves
into the draft as soon as its owner is signed in again; anybody else's is dropped.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.definitions.compiled import CompiledWizard, get_compiled
from portal.definitions.evaluation import HeldAnswers
from portal.definitions.fields import get_field_type
from portal.definitions.fields.ssns import is_typed_ssn
from portal.lifecycle.drafts import keep_unfinished
from portal.lifecycle.runs import Run
from portal.records.applications.models import Application
from portal.wizards.addresses import step_url
from portal.wizards.visiting import owner_of, tell_lost

__all__ = ["keep_for_sign_in", "restore_after_sign_in"]

SESSION_KEY = "interrupted_step"
LONGEST = 20_000
"""Characters kept of a whole step; whoever typed more types the rest again."""


def keep_for_sign_in(request: HttpRequest, public_id: uuid.UUID, step: str) -> HttpResponse:
    """Send to sign-in and back to the step; keep what a post of the step carried. A visitor's form has its own page."""
    if (lost := tell_lost(request, public_id)) is not None:
        return lost
    if request.method == "POST":
        columns = ("version_id", "version__content_hash")
        version = Application.objects.filter(public_id=public_id).values_list(*columns).first()
        typed = _typed(get_compiled(*version), step, request.POST) if version else {}
        if typed:
            request.session[SESSION_KEY] = {"id": str(public_id), "step": step, "typed": typed}
            messages.info(
                request,
                _("You have been signed out. What you typed waits for you: sign in to go on."),
            )
    return redirect_to_login(step_url(public_id, step))


def _typed(compiled: CompiledWizard, step: str, data: QueryDict) -> dict[str, list[str]]:
    if step not in compiled.steps:
        return {}
    names = [
        name
        for question in compiled.steps[step].fields
        if not question.sensitive
        for name in get_field_type(question.type).control_names(question, question.id)
        if not is_typed_ssn(name)
    ]
    typed = {name: data.getlist(f"{step}-{name}") for name in names}
    kept = {name: values for name, values in typed.items() if any(values)}
    size = sum(len(value) for values in kept.values() for value in values)
    return kept if size <= LONGEST else {}


def restore_after_sign_in(request: HttpRequest, run: Run, step: str) -> Run:
    """Move what waited for this step into the draft and return the run with it."""
    waiting = request.session.get(SESSION_KEY)
    if waiting is None:
        return run
    del request.session[SESSION_KEY]
    if waiting["id"] != str(run.public_id) or waiting["step"] != step:
        return run
    keep_unfinished(
        public_id=run.public_id,
        **owner_of(request, run.public_id),
        step=step,
        typed=waiting["typed"],
        at=timezone.now(),
    )
    held = replace(run.held.get(step, HeldAnswers()), unfinished=waiting["typed"])
    return replace(run, held={**run.held, step: held})
