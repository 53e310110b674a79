"""What the pages of a run show: a step, the read-back and the task list, ready for templates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.definitions.evaluation import AnswersEvaluation, HeldAnswers, evaluate_answers
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm
from portal.definitions.readback import read_back
from portal.definitions.spec import StepSpec
from portal.definitions.texts import in_language, reader_language
from portal.lifecycle.runs import Run
from portal.lifecycle.wanted import list_for_step
from portal.wizards.addresses import REVIEW, application_url, step_url
from portal.wizards.costs import review_costs
from portal.wizards.initial import initial_values
from portal.wizards.rendering import render_form

__all__ = ["review_context", "step_context", "task_list"]


def step_context(
    run: Run,
    applicable: list[StepSpec],
    form: forms.Form,
    previous: str | None,
    *,
    was_uploaded: bool = False,
) -> dict[str, Any]:
    """Return the context of a step's page; ``was_uploaded`` where it comes right after a file."""
    assert isinstance(form, StepForm)
    step, mirror = form.step, run.compiled.mirror(form.step.id)
    held = run.held.get(step.id, HeldAnswers())
    language = reader_language()
    choices = _choices(run, form)
    return {
        "run": run,
        "step": step.id,
        "title": in_language(step.title, language),
        "service_title": in_language(run.compiled.spec.title, language),
        "introduction": in_language(step.introduction, language),
        "requirements": [] if choices else _titles(step, language),
        "statement": step.declaration and in_language(step.declaration.statement, language),
        "number": [each.id for each in applicable].index(step.id) + 1,
        "count": len(applicable) + 1,
        "previous": previous,
        "step_version": held.version,
        "has_unfinished": bool(held.unfinished),
        "was_uploaded": was_uploaded,
        "saved_text": date_format(localtime(run.saved_at), "DATETIME_FORMAT") if run.held else "",
        "application_url": application_url(run.public_id),
        "fields_html": choices
        + render_form(form)
        + (mirror.draw(form) if mirror else SafeString()),
        "has_rules": mirror is not None,
    }


def _titles(step: StepSpec, language: str) -> list[str]:
    """Return what a step asks for in more than one way, whoever answers."""
    return [in_language(each.title, language) for each in step.requirements if not each.condition]


def _choices(run: Run, form: StepForm) -> SafeString:
    """Draw what may be handed in in more than one way, with what was given and what would complete it."""
    if not form.step.requirements:
        return SafeString()
    typed = {name: form[name].value() for name in form.fields}
    wanted = list_for_step(run, form.step, typed, form.context)
    choices = [each for each in wanted if each.is_choice]
    if not choices:
        return SafeString()
    return render_to_string("components/wanted_choices.html", {"wanted": choices})


def review_context(run: Run, context: AnsweringContext) -> dict[str, Any]:
    """Return the context of the read-back: every answer with the way to change it."""
    evaluation = evaluate_answers(run.compiled, run.held, context)
    sections = read_back(evaluation.steps, _shown_answers(run, evaluation), context)
    return {
        **review_costs(run, evaluation, context),
        "run": run,
        "service_title": in_language(run.compiled.spec.title, context.language),
        "number": len(evaluation.steps) + 1,
        "count": len(evaluation.steps) + 1,
        "application_url": application_url(run.public_id),
        "sections": [
            {
                "title": section.title,
                "rows": [
                    {
                        "label": line.label,
                        "value": line.answer,
                        "change_url": _field_url(run, section.step_id, line.control),
                    }
                    for line in section.lines
                ],
            }
            for section in sections
        ],
    }


def _field_url(run: Run, step: str, control: str) -> str:
    """Return the address of a question on its step."""
    return f"{step_url(run.public_id, step)}#id_{step}-{control}"


def _shown_answers(run: Run, evaluation: AnswersEvaluation) -> dict[str, Any]:
    return {
        step.id: evaluation.answers.get(step.id, run.held.get(step.id, HeldAnswers()).answers)
        for step in evaluation.steps
    }


def task_list(run: Run, context: AnsweringContext) -> list[dict[str, Any]]:
    """Return the steps that apply with their state; a step opens once those before it are done."""
    evaluation = evaluate_answers(run.compiled, run.held, context)
    tasks: list[dict[str, Any]] = []
    is_open = True
    for step in evaluation.steps:
        held = run.held.get(step.id, HeldAnswers())
        state, label = _state(held, step.id in evaluation.problems)
        task = _task(run, step.id, in_language(step.title, context.language), is_open, state, label)
        if is_open and state != "done":
            wanted = list_for_step(run, step, initial_values(run, step, context.record), context)
            task["missing"] = [each.still for each in wanted if not each.is_met]
        tasks.append(task)
        is_open = is_open and held.is_complete
    title = _("Check your answers and submit")
    state, label = ("current", _("Ready")) if is_open else ("neutral", _("Cannot start yet"))
    tasks.append(_task(run, REVIEW, title, is_open, state, label))
    return tasks


def _task(run: Run, step: str, title: str, is_open: bool, state: str, label: str) -> dict[str, Any]:
    url = step_url(run.public_id, step) if is_open else ""
    return {"title": title, "state_label": label, "state": state, "url": url}


def _state(held: HeldAnswers, has_problem: bool) -> tuple[str, str]:
    if not held.is_checked and not held.unfinished:
        return "neutral", _("Not started")
    if not held.is_complete:
        return "current", _("In progress")
    if has_problem:
        return "error", _("Needs update")
    return "done", _("Completed")
