"""Definitions of any number of steps and questions, one of five asked on a condition; and how a step is filled in."""

from __future__ import annotations

from portal.definitions.rules import Rule
from portal.definitions.rules.build import all_of, answer, any_of, eq, ge
from portal.definitions.spec import ChoiceSpec, FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text

__all__ = ["fill_in_step", "sized_key", "sized_wizard"]

KINDS = ("yes_no", "integer", "choice", "date", "text")
TYPED: dict[str, dict[str, str]] = {
    "yes_no": {"": "yes"},
    "integer": {"": "12"},
    "choice": {"": "middle"},
    "date": {"_month": "2", "_day": "28", "_year": "1999"},
    "text": {"": "Alder"},
}
CHOICES = ("low", "middle", "high")
LABEL = text("How much of it was there, and since when?", "¿Cuánto había, y desde cuándo?")
HINT = text("As your papers say.", "Como dicen sus papeles.")


def sized_key(steps: int, questions: int) -> str:
    """Return the key of the definition of so many steps of so many questions."""
    return f"benchmark.sized_{steps}_{questions}"


def sized_wizard(steps: int, questions: int) -> WizardSpec:
    """Return a definition of so many steps of so many questions."""
    title = text(f"{steps} steps of {questions}", f"{steps} pasos de {questions}")
    made = tuple(_step(number, questions) for number in range(steps))
    return WizardSpec(key=sized_key(steps, questions), title=title, summary=title, steps=made)


def _step(number: int, questions: int) -> StepSpec:
    fields = tuple(_question(number, place) for place in range(questions))
    title = text(f"Part {number + 1}", f"Parte {number + 1}")
    return StepSpec(id=f"s{number}", title=title, introduction=HINT, fields=fields)


def _question(number: int, place: int) -> FieldSpec:
    kind = KINDS[place % len(KINDS)]
    choices = tuple(ChoiceSpec(value=each, label=text(each, each)) for each in CHOICES)
    return FieldSpec(
        id=_name(number, place),
        type=kind,
        label=LABEL,
        hint=HINT,
        choices=choices if kind == "choice" else (),
        options={"latest": "today"} if kind == "date" else {},
        condition=_condition(number, place) if kind == "text" else None,
    )


def _condition(number: int, place: int) -> Rule:
    """Return a rule over the questions before it, and over the first of the step before."""
    known, count = answer(_name(number, place - 4)), answer(_name(number, place - 3))
    rules: list[Rule] = [eq(known, True), all_of(eq(known, False), ge(count, 10))]
    if number:
        rules.append(eq(answer(_name(number - 1, 0)), False))
    return any_of(*rules)


def _name(number: int, place: int) -> str:
    return f"q{number}_{place}"


def fill_in_step(number: int, questions: int) -> dict[str, str]:
    """Return what is typed into every control of a step, by name without prefix; it passes the checks."""
    return {
        f"{_name(number, place)}{part}": typed
        for place in range(questions)
        for part, typed in TYPED[KINDS[place % len(KINDS)]].items()
    }
