"""One definition, read the same everywhere: form, page, check at submit, read-back, and the reviewer's page.

Answers are given once and compared after each; nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import override

from portal.casework.reading import AnswerLine, read_answers
from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import HeldAnswers, evaluate_answers
from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import raw_data
from portal.definitions.readback import ReadBackLine, read_back
from portal.definitions.spec import StepKind, StepSpec, WizardSpec
from portal.lifecycle.cases import Case
from portal.records.applications.models import Application
from portal.sdk.testing.pages import RunPage, plain, without_blanks
from portal.sdk.testing.reaching import Path
from portal.sdk.testing.running import list_spoken
from portal.sdk.testing.walking import as_posted
from portal.wizards.rendering import render_form

__all__ = ["find_disagreements"]

Lines = Mapping[str, ReadBackLine | AnswerLine]


def find_disagreements(spec: WizardSpec, path: Path, context: AnsweringContext) -> Iterator[str]:
    """Yield where the answers of a way through a wizard come out otherwise than they were given."""
    compiled = CompiledWizard(0, 1, spec)
    with override(context.language):
        for step in path.steps:
            yield from _compare_form(compiled, step, path, context)
        held = {step.id: HeldAnswers(path.answers[step.id], {}, True, 1) for step in path.steps}
        evaluation = evaluate_answers(compiled, held, context)
        if [step.id for step in evaluation.steps] != [step.id for step in path.steps]:
            yield "submit: other steps apply"
        if not evaluation.is_complete or evaluation.answers != path.answers:
            yield f"submit: {evaluation.problems} {evaluation.answers}"
        sections = read_back(path.steps, path.answers, context)
        lines = {line.field_id: line for section in sections for line in section.lines}
        yield from _compare_lines("read-back", path, lines, context)
        shown = read_answers(_case(compiled, path, context))
        reviewed = {line.field_id: line for section in shown for line in section.lines}
        yield from _compare_lines("reviewer", path, reviewed, context)


def _case(compiled: CompiledWizard, path: Path, context: AnsweringContext) -> Case:
    """Return the case as it would be read after a submit, made of these answers alone."""
    snapshot = {"steps": [step.id for step in path.steps], "answers": path.answers}
    return Case(Application(snapshot=snapshot), compiled, context, context.on)


def _compare_form(
    compiled: CompiledWizard, step: StepSpec, path: Path, context: AnsweringContext
) -> Iterator[str]:
    """Post the answers to the step's form; open its page with them, and read what it would post again."""
    form_class = compiled.form_class(step.id, context.language)
    facts: dict[str, Any] = {"prefix": step.id, "context": context, "earlier": _earlier(step, path)}
    answers, data = path.answers[step.id], QueryDict(mutable=True)
    for name, value in raw_data(step, answers, step.id).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    form = form_class(data, **facts)
    if not form.is_valid() or form.stored() != answers:
        yield f"form: {step.id}: {dict(form.errors)} {answers}"
    if step.kind is StepKind.DECLARATION:
        return
    posted = as_posted(step, answers)
    initial = {q.id: get_field_type(q.type).initial_of(q, posted, q.id) for q in step.fields}
    page = RunPage(str(render_form(form_class(initial=initial, **facts))))
    if without_blanks(page.posted(f"{step.id}-")) != without_blanks(posted):
        yield f"page: {step.id}: {page.controls} {posted}"


def _earlier(step: StepSpec, path: Path) -> dict[str, Any]:
    """Return the answers of the steps before as rules compare them."""
    earlier: dict[str, Any] = {}
    for before in path.steps:
        if before.id == step.id:
            break
        for question in before.fields:
            if question.id in path.answers[before.id]:
                stored = path.answers[before.id][question.id]
                earlier |= get_field_type(question.type).values_of(question, stored)
    return earlier


def _compare_lines(
    where: str, path: Path, lines: Lines, context: AnsweringContext
) -> Iterator[str]:
    """Look for every answer in words, and for words of nothing that was not asked."""
    asked = {place.rpartition(".")[2] for place in path.places if "." in place}
    declared = {step.id for step in path.steps if step.kind is StepKind.DECLARATION}
    if extra := sorted(lines.keys() - asked - declared):
        yield f"{where}: shows {extra}, which was not asked"
    for step in path.steps:
        for question in step.fields:
            stored = path.answers[step.id].get(question.id)
            if stored is None:
                continue
            shown = plain(lines[question.id].answer) if question.id in lines else ""
            wanted = list_spoken(question, stored, context)
            if not shown or not all(word in shown for word in wanted):
                yield f"{where}: {question.id}: {shown!r} instead of {wanted}"
