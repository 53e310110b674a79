"""What a step's page carries so that the browser shows and hides its questions as the server would ask them.

Gathered once a version. Only facts that a rule of the step reads go out, and never private ones; a question whose rule
the browser could not judge stays on the page. The browser's part is ``static/portal/rules.js``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from portal.definitions.fields import get_field_type
from portal.definitions.fields.rows import RowBounds
from portal.definitions.forms import StepForm
from portal.definitions.rules import (
    FunctionName,
    Reason,
    Rule,
    calls_used,
    fields_used,
    is_present,
    kind_of,
    paths_used,
    read_value,
    to_data,
    value_to_data,
)
from portal.definitions.rules.values import LIST_OF
from portal.definitions.serialization import canonical_json
from portal.definitions.spec import ROW, FieldSpec, StepSpec, WizardSpec

__all__ = ["Mirror", "compile_mirror"]

PRIVATE = "person."
"""What the record paths and bindings begin with whose values stand in no page but in a control of their own."""
_INERT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
_OWN_FUNCTIONS = frozenset(FunctionName)

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mirror:
    """The questions of a step that the browser shows and hides, and the facts from elsewhere that it needs for it."""

    opening: str
    answers: tuple[str, ...]
    paths: tuple[str, ...]

    def draw(self, form: StepForm) -> SafeString:
        """Return the data block for the page of one applicant, which no browser runs."""
        facts = {
            "answers": _typed(form.earlier, self.answers),
            "as_of": form.context.on.isoformat(),
            "records": _typed(form.context.record, self.paths),
        }
        markup = f"{self.opening}{_inert(facts)[1:]}</script>"
        return mark_safe(markup)  # noqa: S308 - nothing in it can end the block


def compile_mirror(spec: WizardSpec, step: StepSpec) -> Mirror | None:
    """Return what the pages of a step carry; None where the browser has nothing to show or hide."""
    earlier = frozenset(_earlier_names(spec, step))
    here: dict[str, FieldSpec] = {}
    shown: list[FieldSpec] = []
    conditions: list[Rule] = []
    for question in step.fields:
        condition = question.condition
        if condition is not None and not _is_readable(condition, earlier | here.keys()):
            continue
        in_rows = [inner.condition for inner in _known_in_row(question) if inner.condition]
        if condition is not None or in_rows:
            shown.append(question)
            conditions += [condition, *in_rows] if condition is not None else in_rows
        here |= dict.fromkeys(_names_here(question), question)
    if not shown:
        return None
    used = frozenset[str]().union(
        *(fields_used(each.condition) for each in shown if each.condition)
    )
    kept = {question.id for question in shown} | {here[name].id for name in used & here.keys()}
    questions = [_dump(each, used) for each in step.fields if each.id in kept]
    return Mirror(
        opening=(
            '<script type="application/json" data-rules>'
            f'{{"step":"{step.id}","questions":{_inert(questions)},'
        ),
        answers=tuple(sorted(used - here.keys())),
        paths=tuple(sorted(frozenset[str]().union(*map(paths_used, conditions)))),
    )


def _earlier_names(spec: WizardSpec, step: StepSpec) -> Iterator[str]:
    """Yield what rules call the questions of the steps before, but for private ones."""
    for before in takewhile(lambda each: each.id != step.id, spec.steps):
        for question in before.fields:
            if not _is_private(question):
                yield from (name for name, each in question.named() if not _is_private(each))


def _is_private(question: FieldSpec) -> bool:
    return question.sensitive or question.binding.startswith(PRIVATE)


def _is_readable(condition: Rule, known: frozenset[str]) -> bool:
    """Tell whether the browser may know all that a rule reads, and knows all functions that it calls."""
    return (
        fields_used(condition) <= known
        and not any(path.startswith(PRIVATE) for path in paths_used(condition))
        and all(call.function in _OWN_FUNCTIONS for call in calls_used(condition))
    )


def _names_here(question: FieldSpec) -> Iterator[str]:
    """Yield what rules call a question of this step, where the browser can read its controls."""
    if question.rows:
        yield question.id
        yield from (f"{question.id}.{inner.id}" for inner in _readable_rows(question))
    elif get_field_type(question.type).read_as:
        yield question.id


def _known_in_row(group: FieldSpec) -> list[FieldSpec]:
    """Return the questions of a row of which the browser can judge whether they are asked."""
    read: set[str] = set()
    known: list[FieldSpec] = []
    for inner in group.rows:
        if inner.condition is None or _is_readable(inner.condition, frozenset(read)):
            known.append(inner)
            if get_field_type(inner.type).read_as:
                read.add(f"{ROW}.{inner.id}")
    return known


def _readable_rows(question: FieldSpec) -> Iterator[FieldSpec]:
    return (
        inner
        for inner in _known_in_row(question)
        for column in (get_field_type(inner.type),)
        if column.read_as and column.value_type in LIST_OF
    )


def _dump(question: FieldSpec, used: frozenset[str]) -> Data:
    """Return a question as the browser needs it: how its controls are read where rules ask, and when it is shown."""
    data: Data = {"id": question.id}
    if question.condition is not None:
        data["condition"] = to_data(question.condition)
    asked_for = used & set(_names_here(question))
    if asked_for:
        data["read"] = get_field_type(question.type).read_as or "rows"
    if asked_for and question.rows:
        data["most"] = RowBounds.of(question).most
        data["names"] = [
            name
            for inner in question.rows
            if inner.condition is None or inner not in _known_in_row(question)
            for name in _controls_in_row(inner)
        ]
        data["rows"] = [
            {"id": inner.id, "read": column.read_as, "type": LIST_OF[column.value_type]}
            for inner in _readable_rows(question)
            if f"{question.id}.{inner.id}" in used
            for column in (get_field_type(inner.type),)
        ]
    if within := _dump_row(question):
        data |= {"most": RowBounds.of(question).most, "within": within}
    return data


def _controls_in_row(inner: FieldSpec) -> list[str]:
    return get_field_type(inner.type).control_names(inner, inner.id)


def _dump_row(group: FieldSpec) -> list[Data]:
    """Return the questions of a row that the browser shows, hides or reads for it; none without a condition."""
    known = _known_in_row(group)
    conditions = [inner.condition for inner in known if inner.condition]
    used = frozenset[str]().union(*map(fields_used, conditions))
    questions: list[Data] = []
    for inner in known:
        data: Data = {"id": inner.id}
        if inner.condition is not None:
            data["condition"] = to_data(inner.condition)
            data["names"] = _controls_in_row(inner)
        if f"{ROW}.{inner.id}" in used:
            data["read"] = get_field_type(inner.type).read_as
        if len(data) > 1:
            questions.append(data)
    return questions if conditions else []


def _typed(facts: Mapping[str, object], names: tuple[str, ...]) -> Data:
    """Return the known ones of some facts with their types; of what is no value, only that it is there."""
    return {name: _fact(facts[name]) for name in names if is_present(facts.get(name))}


def _fact(raw: object) -> Data:
    value = read_value(raw)
    if isinstance(value, Reason):
        return {"type": "other", "value": True}
    return {"type": kind_of(value), "value": value_to_data(value)}


def _inert(data: object) -> str:
    """Return JSON in which nothing can be taken for markup."""
    return canonical_json(data).translate(_INERT)
