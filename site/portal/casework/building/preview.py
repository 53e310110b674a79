"""Walks a draft as applicants will, from any step, in either language, on any day; the answers travel with the page.

Nothing is stored but a scenario that is recorded on purpose, which is a new revision of the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin import messages

from portal.casework.building.access import DraftPage
from portal.casework.building.fees import bill_of_preview
from portal.casework.building.mailed import MAILED, show_mailed
from portal.casework.building.recording import ScenarioRefusedError, record_run
from portal.casework.building.tasks import list_tasks
from portal.definitions.building.previews import (
    PREVIEW,
    as_far_as_can,
    begin_preview,
    held_of,
    make_up,
)
from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import (
    AnswersEvaluation,
    applicable_steps,
    earlier_values,
    evaluate_answers,
)
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm, initial_from, typed_again
from portal.definitions.readback import read_back
from portal.definitions.scenario_data import dump_scenario, load_scenario
from portal.definitions.scenario_spec import ExpectedSpec, ScenarioSpec
from portal.definitions.scenarios import scenario_context
from portal.definitions.spec import PRIVATE, StepSpec
from portal.definitions.texts import FALLBACK_LANGUAGE, LANGUAGES, in_language
from portal.lifecycle.documents import document_kinds
from portal.lifecycle.listing import listed_rows
from portal.records.credentials.queries import list_credential_types
from portal.wizards.rendering import render_form

__all__ = ["PreviewView"]

SALT = "portal.builder.preview"
REVIEW = "review"
NOBODY, ON_RECORD, REVIEWER = "nobody", "on_record", "reviewer"


@dataclass(frozen=True, slots=True)
class Seen:
    """How a preview is looked at: whose eyes, which language, which step; and what was answered."""

    scenario: ScenarioSpec
    who: str
    language: str
    step: str


class PreviewView(DraftPage):
    """One page of a preview; each POST carries what was answered so far, signed."""

    template_name = "portal/casework/building/preview.html"

    @cached_property
    def seen(self) -> Seen:
        """Return how it is looked at, as the form says, or as somebody begins."""
        given = self.request.POST or self.request.GET
        who = given.get("who") if given.get("who") in {NOBODY, ON_RECORD, REVIEWER} else ON_RECORD
        language = given.get("language")
        return Seen(
            scenario=self._scenario(given, str(who)),
            who=str(who),
            language=language if language in LANGUAGES else FALLBACK_LANGUAGE,
            step=given.get("step", ""),
        )

    def _scenario(self, given: Mapping[str, str], who: str) -> ScenarioSpec:
        on, has_record = _day(given.get("on", "")), who != NOBODY
        fresh = begin_preview(self.read.spec, on=on, has_record=has_record)
        try:
            kept = load_scenario(signing.loads(given.get("state", ""), salt=SALT))
        except (signing.BadSignature, KeyError, TypeError, ValueError):
            return fresh
        if kept.id != PREVIEW:
            return replace(kept, on=fresh.on)
        return make_up(replace(fresh, answers=kept.answers), self.read.spec)

    def _begun(self) -> Seen:
        """Return how a recorded scenario is walked again: as it was, from where it is not accepted now."""
        wanted = self.request.GET.get("scenario", "")
        kept = next((each for each in self.read.spec.scenarios if each.id == wanted), None)
        if kept is None:
            return self.seen
        who = ON_RECORD if kept.record else NOBODY
        return replace(self.seen, scenario=replace(kept, expected=ExpectedSpec()), who=who)

    @cached_property
    def context(self) -> AnsweringContext:
        """Return the facts around the answers."""
        context = scenario_context(self.seen.scenario, self.read.spec)
        on = date.fromisoformat(self.seen.scenario.on)
        lists = listed_rows(("endorsements", "organizations"), on=on)
        titles = dict(list_credential_types(on=on)) if context.credentials else {}
        held = [
            replace(each, title=titles.get(each.title, each.title)) for each in context.credentials
        ]
        facts = {"credentials": held, "document_kinds": document_kinds(), **lists}
        return replace(context, language=self.seen.language, **facts)

    @cached_property
    def shown(self) -> tuple[CompiledWizard, int]:
        """Return the draft as far as it can be shown, and how many questions cannot."""
        spec, left_out = as_far_as_can(self.read.spec, self.context)
        return CompiledWizard(0, 0, spec), left_out

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the first step, or the one that is asked for; of a recorded scenario, the first that is not accepted."""
        self.seen = self._begun()
        with override(self.seen.language):
            step = self.seen.step or self._first_problem(self.seen.scenario)
            return self._show(self.seen.scenario, step)

    def _first_problem(self, scenario: ScenarioSpec) -> str:
        if not scenario.answers:
            return ""
        return self._evaluate(scenario).first_problem or REVIEW

    def _evaluate(self, scenario: ScenarioSpec) -> AnswersEvaluation:
        return evaluate_answers(self.shown[0], held_of(scenario), self.context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the answers of a step and show the next one; or go where the bar says; or record the run."""
        scenario, step = self.seen.scenario, request.POST.get("at", "")
        if "record" in request.POST:
            return self._record(scenario)
        with override(self.seen.language):
            if "save" not in request.POST:
                return self._show(scenario, self.seen.step)
            form = self._form(scenario, step, bound=True)
            if form is None or not form.is_valid():
                return self._show(scenario, step, form)
            answers = {**scenario.answers, step: form.stored()}
            return self._show(replace(scenario, answers=answers), self._next(step, answers))

    def _steps(self, scenario: ScenarioSpec) -> list[StepSpec]:
        return applicable_steps(self.shown[0], held_of(scenario), self.context)

    def _next(self, step: str, answers: Mapping[str, Any]) -> str:
        """Return the applicable step after one, or the read-back."""
        order = [each.id for each in self.shown[0].spec.steps]
        applicable = {each.id for each in self._steps(replace(self.seen.scenario, answers=answers))}
        after = order[order.index(step) + 1 :] if step in order else []
        return next((each for each in after if each in applicable), REVIEW)

    def _form(self, scenario: ScenarioSpec, step: str, *, bound: bool) -> StepForm | None:
        compiled = self.shown[0]
        is_private = step == PRIVATE and self.seen.who == REVIEWER
        if step not in compiled.steps and not is_private:
            return None
        held = held_of(scenario)
        earlier = earlier_values(compiled, step, self._steps(scenario), held, self.context)
        form_class = compiled.form_class(step, self.seen.language)
        facts: dict[str, Any] = {"prefix": step, "context": self.context, "earlier": earlier}
        if bound:
            return form_class(self.request.POST, **facts)
        return form_class(initial=self._initial(form_class.step, scenario), **facts)

    def _initial(self, step: StepSpec, scenario: ScenarioSpec) -> dict[str, Any]:
        """Return what the controls open with: what was answered, or what is on record."""
        answered = scenario.answers.get(step.id)
        if answered is None:
            record = self.context.record
            answered = {
                each.id: record[each.binding] for each in step.fields if record.get(each.binding)
            }
        return initial_from(step, typed_again(step, answered))

    def _show(
        self, scenario: ScenarioSpec, step: str, form: StepForm | None = None
    ) -> HttpResponse:
        compiled, left_out = self.shown
        applicable = self._steps(scenario)
        known = {*compiled.steps, REVIEW, MAILED, *([PRIVATE] if self.seen.who == REVIEWER else [])}
        if step not in known:
            step = applicable[0].id if applicable else REVIEW
        form = form or self._form(scenario, step, bound=False)
        spec = self.read.spec
        context: dict[str, Any] = {
            "draft": self.draft,
            "edit_url": self.edit_url,
            "state": signing.dumps(dump_scenario(scenario), salt=SALT, compress=True),
            "on": scenario.on,
            "who": self.seen.who,
            "language": self.seen.language,
            "at": step,
            "steps": self._choices(applicable),
            "left_out": left_out,
            "left": len(list_tasks(self.read)),
            "service_title": in_language(spec.title, self.seen.language),
            "form": form,
        }
        if step == MAILED:
            context |= show_mailed(spec, scenario, self.seen.language)
        else:
            context |= self._of_step(form) if form else self._of_review(scenario)
        return render(self.request, self.template_name, context)

    def _choices(self, applicable: list[StepSpec]) -> list[tuple[str, str]]:
        """Return every step to go to; those that are not asked say so."""
        asked = {each.id for each in applicable}
        listed = []
        for step in self.shown[0].spec.steps:
            title = in_language(step.title, self.seen.language) or step.id
            is_asked = step.id in asked
            listed.append(
                (step.id, title if is_asked else _("%(step)s (not asked)") % {"step": title})
            )
        listed.append((REVIEW, _("Check your answers")))
        if self.seen.who == REVIEWER and self.read.spec.private:
            listed.append((PRIVATE, _("Questions that only reviewers see")))
        return [*listed, (MAILED, _("What is mailed"))]

    def _of_step(self, form: StepForm) -> dict[str, Any]:
        step, language = form.step, self.seen.language
        mirror = self.shown[0].mirror(step.id) if step.id in self.shown[0].steps else None
        return {
            "title": in_language(step.title, language) or _("Questions that only reviewers see"),
            "introduction": in_language(step.introduction, language),
            "requirements": [
                in_language(each.title, language)
                for each in step.requirements
                if not each.condition
            ],
            "statement": step.declaration and in_language(step.declaration.statement, language),
            "fields_html": render_form(form) + (mirror.draw(form) if mirror else SafeString()),
            "has_rules": mirror is not None,
        }

    def _of_review(self, scenario: ScenarioSpec) -> dict[str, Any]:
        evaluation = self._evaluate(scenario)
        return {
            "title": _("Check your answers"),
            "name": scenario.name if scenario.id != PREVIEW else {},
            "sections": read_back(evaluation.steps, scenario.answers, self.context),
            "is_complete": evaluation.is_complete,
            "first_problem": evaluation.first_problem,
            **bill_of_preview(self.shown[0], evaluation, self.context),
        }

    def _record(self, scenario: ScenarioSpec) -> HttpResponse:
        """Record the run as a scenario of the draft."""
        names = {each: self.request.POST.get(f"name_{each}", "").strip() for each in LANGUAGES}
        try:
            record_run(draft_id=self.row.pk, scenario=scenario, name=names, actor=self.request.user)
        except ScenarioRefusedError as error:
            messages.error(self.request, str(error))
            with override(self.seen.language):
                return self._show(scenario, REVIEW)
        messages.success(
            self.request, _("The scenario is recorded. It is tried before each publication.")
        )
        return redirect("building:publish", self.row.pk)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return localdate()
