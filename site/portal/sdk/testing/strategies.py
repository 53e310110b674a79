"""Random valid wizards and answers to them, for property tests; needs Hypothesis.

What the types of fields ask, and what is typed, is in ``kinds``, their rules are in ``conditions``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.message_spec import REPLACEABLE, MessageKind, MessageSpec
from portal.definitions.reaching import find_unreachable
from portal.definitions.rules import Money, ValueType
from portal.definitions.rules.build import answer, as_of, call
from portal.definitions.spec import (
    DeclarationSpec,
    FieldSpec,
    RequestSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import Text
from portal.lifecycle.runs import PERSON_COLUMNS
from portal.sdk.testing.conditions import draw_condition
from portal.sdk.testing.kinds import KINDS, TEXTS, Kind, kept_answers
from portal.sdk.testing.reaching import Path, walk_answers

__all__ = ["KINDS", "Kind", "answers_to", "wizard_specs"]

MOST_STEPS, MOST_FIELDS, MOST_MESSAGES = 4, 4, 2
UNFIT_FOR_OTHERS = frozenset(
    {"credential", "document", "signature", "ssn", "statement", "calculated"}
)
"""The types that nobody without an account is asked."""


def wizard_specs(key: str = "example.random") -> SearchStrategy[WizardSpec]:
    """Return definitions that may be published: steps, fields of every type, rules, declarations."""
    return _wizards(key).filter(lambda spec: not any(find_unreachable(spec)))


@st.composite
def _wizards(draw: DrawFn, key: str) -> WizardSpec:
    """Draw a definition that is sound but for questions that nobody would ever be asked."""
    known: list[FieldSpec] = []
    steps = [_draw_step(draw, number, known) for number in range(draw(st.integers(1, MOST_STEPS)))]
    return WizardSpec(
        key=key,
        title=draw(TEXTS),
        summary=draw(TEXTS),
        steps=tuple(steps),
        needs=(),
        messages=_draw_messages(draw),
    )


def _draw_messages(draw: DrawFn) -> tuple[MessageSpec, ...]:
    """Draw own words for some of what is mailed."""
    kinds = draw(
        st.lists(st.sampled_from(sorted(MessageKind)), unique=True, max_size=MOST_MESSAGES)
    )
    return tuple(
        MessageSpec(
            kind=kind.value,
            subject=draw(_maybe(TEXTS, {})),
            body=draw(TEXTS),
            replaces=kind in REPLACEABLE and draw(st.booleans()),
        )
        for kind in sorted(kinds)
    )


def _draw_step(draw: DrawFn, number: int, known: list[FieldSpec]) -> StepSpec:
    """Draw a step, and add its fields to those that later rules may ask for."""
    facts: dict[str, Any] = {
        "id": f"s{number}",
        "title": draw(TEXTS),
        "introduction": draw(_maybe(TEXTS, {})),
        "condition": draw_condition(draw, known),
    }
    if number and draw(st.integers(0, 4)) == 0:
        statement = DeclarationSpec(version="1", statement=draw(TEXTS), accept=draw(TEXTS))
        return StepSpec(kind=StepKind.DECLARATION, declaration=statement, **facts)
    fields: list[FieldSpec] = []
    for place in range(draw(st.integers(1, MOST_FIELDS))):
        before = [*known, *filter(_has_answer, fields)]
        fields.append(_draw_field(draw, f"q{number}_{place}", before))
    if draw(st.integers(0, 4)) == 0:
        fields += _draw_person(draw, number)
        facts |= {"kind": StepKind.THIRD_PARTY, "request": _draw_request(draw, number)}
    known.extend(filter(_has_answer, fields))
    return StepSpec(fields=tuple(fields), **facts)


def _draw_person(draw: DrawFn, number: int) -> list[FieldSpec]:
    """Draw the questions that say who is asked."""
    kinds, is_required = ("name", "email"), draw(st.booleans())
    return [
        FieldSpec(id=f"{kind}{number}", type=kind, label=draw(TEXTS), required=is_required)
        for kind in kinds
    ]


def _draw_request(draw: DrawFn, number: int) -> RequestSpec:
    """Draw what somebody else is asked, some of it on conditions over what that person answers."""
    asked: list[FieldSpec] = []
    for place in range(draw(st.integers(1, MOST_FIELDS))):
        kind = draw(st.sampled_from(sorted(KINDS.keys() - UNFIT_FOR_OTHERS)))
        condition = draw_condition(draw, asked)
        facts = draw(KINDS[kind].facts)
        required = draw(st.booleans())
        asked.append(
            FieldSpec(
                id=f"a{place}",
                type=kind,
                label=draw(TEXTS),
                required=required,
                condition=condition,
                **facts,
            )
        )
    return RequestSpec(
        name=f"name{number}",
        email=f"email{number}",
        purpose=draw(TEXTS),
        asked=tuple(asked),
        days=draw(st.integers(1, 30)),
    )


def _has_answer(question: FieldSpec) -> bool:
    return get_field_type(question.type).has_answer


def _draw_field(draw: DrawFn, field_id: str, known: Sequence[FieldSpec]) -> FieldSpec:
    kind = draw(st.sampled_from(sorted(KINDS)))
    return FieldSpec(
        id=field_id,
        type=kind,
        label=draw(TEXTS),
        hint=draw(_maybe(TEXTS, {})),
        required=draw(st.booleans()),
        condition=draw_condition(draw, known),
        binding=draw(_maybe(st.sampled_from(sorted(PERSON_COLUMNS)), "")) if kind == "text" else "",
        **draw(_formulas(known) if kind == "calculated" else KINDS[kind].facts),
    )


AMOUNTS: dict[ValueType, int | Decimal | Money] = {
    ValueType.INTEGER: 1,
    ValueType.DECIMAL: Decimal("0.1"),
    ValueType.MONEY: Money(1),
}


def _formulas(known: Sequence[FieldSpec]) -> SearchStrategy[dict[str, Any]]:
    """Return a formula over a number or an amount that is asked before, or one of constants."""
    kinds = {each.id: get_field_type(each.type).value_type_of(each) for each in known}
    sums = [
        {"calculation": call("add", answer(name), AMOUNTS[kind]), "options": {"gives": kind.value}}
        for name, kind in kinds.items()
        if kind in AMOUNTS
    ]
    days = {"calculation": call("add_months", as_of(), 1), "options": {"gives": "date"}}
    return st.sampled_from([*sums, days])


def _maybe(strategy: SearchStrategy[Any], nothing: Text | str) -> SearchStrategy[Any]:
    return st.one_of(st.just(nothing), strategy)


@st.composite
def answers_to(draw: DrawFn, spec: WizardSpec, context: AnsweringContext) -> Path:
    """Draw a complete way through a definition: every question that is asked and required is answered."""
    given = {
        question.id: draw(kept_answers(question, context))
        for question in spec.fields()
        if get_field_type(question.type).asks and (question.required or draw(st.booleans()))
    }
    return walk_answers(spec, given, context)
