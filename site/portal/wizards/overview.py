"""The page of an application: its task list while it is a draft, its status once it was sent."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.definitions.readback import ReadBackSection, read_back
from portal.definitions.texts import in_language, reader_language
from portal.lifecycle.admission import check_draft_is_open, last_day_to_send
from portal.lifecycle.billing import owes
from portal.lifecycle.cases import Case, get_case
from portal.lifecycle.errors import NotOpenError
from portal.lifecycle.explaining import list_trace_lines
from portal.lifecycle.facts import answering_context
from portal.lifecycle.request_states import Awaited, awaited_of
from portal.lifecycle.requests import list_requests
from portal.lifecycle.runs import Run, get_run
from portal.lifecycle.stages import LifecycleFacts, derive
from portal.lifecycle.wanted import list_for_case
from portal.payments.standing import get_money_box
from portal.plugins.guard import PluginFailedError
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.documents.queries import list_uses
from portal.records.documents.wording import ACCEPT, checks_before_sending, describe_limits
from portal.wizards.asking import PersonForm, make_rows
from portal.wizards.availability import check_available, load_run
from portal.wizards.hindrances import explain
from portal.wizards.presentation import task_list
from portal.wizards.replaceable import SentRow, make_row
from portal.wizards.visiting import has_owner, tell_lost

__all__ = ["RefusedFile", "show_application", "show_refused", "show_refused_person"]


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """Files that were not taken in place of a document that was sent, and why, each on a line of its own."""

    use_id: int
    messages: tuple[str, ...]


@never_cache
@require_safe
def show_application(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show the applicant's own application; 404 for any other."""
    if not has_owner(request, public_id):
        return tell_lost(request, public_id) or redirect_to_login(request.get_full_path())
    run = load_run(request, public_id)
    if run.submitted_at is None:
        return _show_draft(request, run)
    return render(request, "portal/wizards/status.html", _status(run))


def show_refused(
    request: HttpRequest, public_id: uuid.UUID, refused: RefusedFile, status: HTTPStatus
) -> HttpResponse:
    """Show the applicant's own submitted application, with why a file was refused beside its field."""
    context = _status(get_run(public_id, request.user.pk), refused)
    return render(request, "portal/wizards/status.html", context, status=status)


def show_refused_person(
    request: HttpRequest, public_id: uuid.UUID, request_id: int, form: PersonForm
) -> HttpResponse:
    """Show the applicant's own submitted application, with what is wrong about a person who was named."""
    context = _status(get_run(public_id, request.user.pk), replacing=(request_id, form))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "portal/wizards/status.html", context, status=status)


def _show_draft(request: HttpRequest, run: Run) -> HttpResponse:
    """Show the task list; what was answered so far while it cannot be gone on with."""
    try:
        check_available(run)
        check_draft_is_open(run, on=timezone.localdate())
        return render(request, "portal/wizards/task_list.html", _draft(run))
    except PluginFailedError:
        return render(request, "portal/wizards/kept.html", _kept(run))
    except NotOpenError as error:
        context = _kept(run) | {"hindrance": explain(error)}
        return render(request, "portal/wizards/kept.html", context)


def _kept(run: Run) -> dict[str, Any]:
    context = answering_context(run, on=timezone.localdate(), language=reader_language())
    held = {step: run.held[step].answers for step in run.compiled.steps if step in run.held}
    steps = [run.compiled.steps[step] for step in held]
    return {
        "run": run,
        "service_title": in_language(run.compiled.spec.title, reader_language()),
        "sections": _sections(read_back(steps, held, context)),
    }


def _sections(read: list[ReadBackSection]) -> list[dict[str, Any]]:
    return [
        {
            "title": section.title,
            "rows": [{"label": line.label, "value": line.answer} for line in section.lines],
        }
        for section in read
    ]


def _draft(run: Run) -> dict[str, Any]:
    context = answering_context(run, on=timezone.localdate(), language=reader_language())
    tasks = task_list(run, context)
    return {
        "run": run,
        "service_title": in_language(run.compiled.spec.title, reader_language()),
        "tasks": tasks,
        "next_url": next((task["url"] for task in tasks if task["state"] != "done"), ""),
        "done": sum(task["state"] == "done" for task in tasks),
        "closes_on": last_day_to_send(run, on=timezone.localdate()),
    }


def _documents(application: Application, case: Case, refused: RefusedFile | None) -> list[SentRow]:
    """Return what was sent, with what became of each and what may take its place."""
    questions = {question.id: question for step in case.steps for question in step.fields}
    errors = {refused.use_id: refused.messages} if refused else {}
    today = timezone.localdate()
    return [
        make_row(use, questions, reader_language(), on=today, errors=errors.get(use.pk, ()))
        for use in list_uses(application.pk)
    ]


def _status(
    run: Run,
    refused: RefusedFile | None = None,
    replacing: tuple[int, PersonForm] | None = None,
) -> dict[str, Any]:
    case = get_case(run.id, on=timezone.localdate(), language=reader_language())
    application = case.application
    decision = Decision.objects.filter(application_id=run.id).first()
    documents = _documents(application, case, refused)
    awaited = next((row.use.pk for row in documents if row.may_replace), None)
    awaits_document = awaited is not None
    owes_payment = decision is None and owes(application)
    requests = list_requests(run.id) if run.compiled.asks_others else []
    derived = derive(
        LifecycleFacts(
            is_submitted=True,
            is_assigned=application.assigned_to_id is not None,
            outcome=decision.outcome if decision else None,
            awaits_document=awaits_document,
            is_eligible=decision is None and application.eligible_at is not None,
            owes_payment=owes_payment,
            awaited=Awaited.NOTHING if decision else awaited_of(requests),
        )
    )
    spec = run.compiled.spec
    return {
        "application": application,
        "service_title": in_language(spec.title, reader_language()),
        "confirmation": in_language(spec.confirmation, reader_language()),
        "decision": decision,
        "wording": derived.wording,
        "is_duplicate": decision is not None and _has_duplicate(decision),
        "is_new": application.stage == Application.Stage.SUBMITTED,
        "timeline": application.timeline.order_by("id"),
        "documents": documents,
        "needs": [] if decision else list_for_case(case, [row.use for row in documents]),
        "awaits_document": awaits_document,
        "owes_payment": owes_payment,
        "requests": make_rows(
            requests, case.compiled, reader_language(), replacing, is_open=decision is None
        ),
        "awaited": awaited,
        "refused": refused,
        "accept": ACCEPT,
        "limits": describe_limits(),
        "checks": checks_before_sending() if awaits_document else {},
        "sections": _sections(read_back(case.steps, case.answers, case.context)),
        "rules": list_trace_lines(case, reader_language()),
        "money": get_money_box(application, reader_language()),
    }


def _has_duplicate(decision: Decision) -> bool:
    return any(effect["effect"] == "IssueDuplicate" for effect in decision.effects)
