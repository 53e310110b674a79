"""The questions for reviewers as an application's page shows them: a form while it is open, lines once it is closed.

Whether somebody may is asked here for the page, and by the operation for every save.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BoundField

from portal.casework.wording import account_name
from portal.definitions.forms import StepForm, initial_from, rule_values, typed_again
from portal.definitions.readback import ReadBackLine, read_back
from portal.definitions.rules import Facts, fields_used, is_true
from portal.definitions.spec import PRIVATE, FieldSpec
from portal.definitions.tracing import TraceLine, describe_private, trace_private
from portal.lifecycle.cases import Case
from portal.lifecycle.policies import can_decide
from portal.lifecycle.private import find_private_answers
from portal.records.applications.models import Application
from portal.records.applications.private import PrivateAnswers

__all__ = ["PrivatePanel", "make_form", "make_panel", "trace_form"]


@dataclass(frozen=True, slots=True)
class PrivatePanel:
    """What a reviewer sees: a form or nothing more than lines, who saved them, and the version that a form is of.

    ``stored`` are the lines that a colleague saved while this form was being filled in; ``rules`` how the rules came
    out over what was saved.
    """

    form: StepForm | None
    lines: Sequence[ReadBackLine]
    stored: Sequence[ReadBackLine]
    kept: PrivateAnswers | None
    rules: Sequence[TraceLine]

    @property
    def fields(self) -> list[BoundField]:
        """Return the questions that are asked."""
        return list(self.form or ())

    @property
    def version(self) -> int:
        """Return what a save is to find stored."""
        return self.kept.version if self.kept else 0

    @property
    def saved_by(self) -> str:
        """Return how colleagues know who saved them."""
        return account_name(self.kept.saved_by) if self.kept else ""


def make_panel(case: Case, user: Any, *, refused: StepForm | None = None) -> PrivatePanel | None:
    """Return what the page shows of them; None to anybody but a reviewer, and where nothing is asked.

    ``refused`` is the form that was just sent and is shown again. One query, for those who see them.
    """
    application = case.application
    if not case.compiled.spec.private or not can_decide(user, application):
        return None
    kept = find_private_answers(application.pk)
    lines = _lines(case, kept.answers) if kept else []
    spec, language = case.compiled.spec, case.context.language
    rules = describe_private(spec, kept.trace, language) if kept else []
    if application.stage == Application.Stage.CLOSED:
        return PrivatePanel(None, lines, (), kept, rules)
    form = refused or make_form(case, stored=kept.answers if kept else {})
    is_stale = refused is not None and not refused.errors
    stored = lines if is_stale else ()
    return PrivatePanel(form, (), stored, kept, rules) if form.fields else None


def make_form(case: Case, data: Any = None, *, stored: Mapping[str, Any] | None = None) -> StepForm:
    """Return the form, without the questions that the applicant's answers rule out."""
    step, language = case.compiled.private, case.context.language
    earlier = {
        name: value
        for step_id, answers in case.answers.items()
        for name, value in rule_values(case.compiled.ruled[step_id], answers).items()
    }
    context = replace(case.context, on=case.on)
    form = case.compiled.form_class(PRIVATE, language)(
        data,
        context=context,
        earlier=earlier,
        prefix=PRIVATE,
        initial=initial_from(step, typed_again(step, stored or {})),
    )
    facts = Facts(earlier, context.record, context.on)
    for question in step.fields:
        if _is_ruled_out(question, step.fields, facts):
            del form.fields[question.id]
    return form


def trace_form(case: Case, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return how the rules come out over checked answers, as the form they were given in was judged."""
    context = replace(case.context, on=case.on)
    return trace_private(case.compiled, case.answers, given, context)


def _is_ruled_out(question: FieldSpec, private: Sequence[FieldSpec], facts: Facts) -> bool:
    """Tell whether a question is not asked whatever reviewers answer."""
    if question.condition is None:
        return False
    depends = fields_used(question.condition) & {each.id for each in private}
    return not depends and not is_true(question.condition, facts)


def _lines(case: Case, answers: Mapping[str, Any]) -> Sequence[ReadBackLine]:
    return read_back([case.compiled.private], {PRIVATE: answers}, case.context)[0].lines
