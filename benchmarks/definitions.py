"""The wizards that figures are measured with: 3, 10 or 30 steps of six fields, as the peers have them."""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.answers import KINDS, Answers
from portal.definitions.spec import ChoiceSpec, FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text

__all__ = ["posted", "service_key", "stored", "wizard_of"]


def service_key(steps: int) -> str:
    """Return the key of the wizard with so many steps."""
    return f"benchmark.steps_{steps}"


def wizard_of(steps: int) -> WizardSpec:
    """Return a wizard of so many steps, six fields each."""
    return WizardSpec(
        key=service_key(steps),
        title=text(f"{steps} steps", f"{steps} pasos"),
        summary=text("Measured, never offered.", "Se mide, no se ofrece."),
        steps=tuple(_step(number) for number in range(steps)),
    )


def _step(number: int) -> StepSpec:
    def question(name: str, kind: str, **facts: Any) -> FieldSpec:
        label = text(name.capitalize(), name.capitalize())
        return FieldSpec(id=f"{name}_{number}", type=kind, label=label, **facts)

    choices = tuple(ChoiceSpec(value=kind, label=text(kind, kind)) for kind in KINDS)
    return StepSpec(
        id=f"s{number}",
        title=text(f"Part {number + 1}", f"Parte {number + 1}"),
        fields=(
            question("title", "text", options={"max_length": 60}),
            question("email", "email"),
            question("day", "date"),
            question("years", "integer", options={"min": 0, "max": 60}),
            question("kind", "choice", choices=choices),
            question("notes", "long_text", required=False),
        ),
    )


def posted(number: int, answers: Answers, version: int) -> dict[str, str]:
    """Return a step's form as a browser posts it."""
    day = date.fromisoformat(answers.day)
    fields = {
        f"title_{number}": answers.title,
        f"email_{number}": answers.email,
        f"day_{number}_month": str(day.month),
        f"day_{number}_day": str(day.day),
        f"day_{number}_year": str(day.year),
        f"years_{number}": str(answers.years),
        f"kind_{number}": answers.kind,
        f"notes_{number}": answers.notes,
    }
    prefixed = {f"s{number}-{name}": value for name, value in fields.items()}
    return {"step_view-current_step": f"s{number}", "step_version": str(version), **prefixed}


def stored(number: int, answers: Answers) -> dict[str, Any]:
    """Return a step's checked answers as the draft stores them."""
    return {
        f"title_{number}": answers.title,
        f"email_{number}": answers.email,
        f"day_{number}": answers.day,
        f"years_{number}": answers.years,
        f"kind_{number}": answers.kind,
        f"notes_{number}": answers.notes,
    }
