"""The step that rules are measured with: 300 questions, 65 of them asked on a condition; and ways to fill it in."""

from __future__ import annotations

from random import Random

from portal.definitions.rules import Rule
from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    call,
    eq,
    ge,
    gt,
    lt,
    none_of,
    one_of,
)
from portal.definitions.spec import ChoiceSpec, FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text

__all__ = ["QUESTIONS", "RULES", "STEP", "WIZARD", "fill_in"]

QUESTIONS, RULES = 300, 65
KINDS = ("yes_no", "integer", "choice", "date", "text")
CHOICES = ("low", "middle", "high")
SAID = text("Question", "Pregunta")
FREE = QUESTIONS - RULES


def _kind(number: int) -> str:
    return KINDS[number % len(KINDS)]


def _condition(number: int) -> Rule:
    """Return a rule over five of the questions before, one of each kind, and over the rule before it."""
    at = 15 * (number % (FREE // 15))
    known, count, level, day, name = (answer(f"q{at + place}") for place in range(len(KINDS)))
    other = answer(f"q{at + 6}")
    rules: list[Rule] = [
        all_of(eq(known, True), gt(call("add", count, other), 20)),
        all_of(one_of(level, "low", "high"), lt(day, as_of())),
        all_of(none_of(eq(name, "Alder")), ge(call("years_between", day, as_of()), 18)),
    ]
    if number:
        rules.append(eq(answer(f"r{number - 1}"), "yes"))
    return any_of(*rules)


def _question(field_id: str, kind: str, condition: Rule | None = None) -> FieldSpec:
    choices = tuple(ChoiceSpec(value=each, label=SAID) for each in CHOICES)
    return FieldSpec(
        id=field_id,
        type=kind,
        label=SAID,
        required=False,
        condition=condition,
        choices=choices if kind == "choice" else (),
    )


STEP = StepSpec(
    id="ruled",
    title=SAID,
    fields=(
        *(_question(f"q{number}", _kind(number)) for number in range(FREE)),
        *(_question(f"r{number}", "text", _condition(number)) for number in range(RULES)),
    ),
)
WIZARD = WizardSpec(key="benchmark.rules", title=SAID, summary=SAID, steps=(STEP,))


def fill_in(seed: int) -> dict[str, str]:
    """Return what is typed into every control, by name without prefix; nothing in one question of ten."""
    chance = Random(seed)
    typed: dict[str, str] = {}
    for number in range(FREE):
        name, kind = f"q{number}", _kind(number)
        if chance.random() < 0.1:
            continue
        if kind == "date":
            typed |= {f"{name}_month": "2", f"{name}_day": "28"}
            typed[f"{name}_year"] = str(chance.randint(1960, 2030))
        else:
            options = {"yes_no": ("yes", "no"), "choice": CHOICES, "text": ("Alder", "Birch")}
            typed[name] = chance.choice(options.get(kind, tuple(map(str, range(20)))))
    return typed | {f"r{number}": chance.choice(("yes", "no")) for number in range(RULES)}
