"""Tells what comes later from what goes round in a circle: rules that rest, over others, on what they decide.

Which rules read what is not there yet is found by ``portal.definitions.checks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.definitions.rules import Node, fields_used
from portal.definitions.spec import ROW, FieldSpec, StepSpec, WizardSpec

__all__ = ["LATER", "name_circle"]

CIRCULAR, OF_ITSELF, LATER = "circular_rule", "reads_itself", "use_before_definition"
Reads = Mapping[str, frozenset[str]]


def name_circle(spec: WizardSpec, place: str, used: str) -> str:
    """Return what to call it that something at ``place`` reads ``used``, which does not come before it."""
    step_id, _dot, part = place.partition(".")
    steps = [each for each in (*spec.steps, spec.private_step()) if each.id == step_id]
    decided = {part} if part else {each.id for step in steps for each in step.fields}
    read = f"{part.partition('.')[0]}.{used.partition('.')[2]}" if _is_in_row(used) else used
    if read in decided:
        return OF_ITSELF
    return CIRCULAR if decided & _reached(read, _list_reads(spec)) else LATER


def _is_in_row(used: str) -> bool:
    """Tell whether a rule means a question of its own row."""
    return used.partition(".")[0] == ROW


def _reached(start: str, reads: Reads) -> set[str]:
    """Return everything that an answer rests on, over however many others."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        new = reads.get(waiting.pop(), frozenset()) - reached
        reached |= new
        waiting += new
    return reached


def _list_reads(spec: WizardSpec) -> Reads:
    """Return what each question rests on directly: by its own rule and formula, and by the rule of its step."""
    reads: dict[str, frozenset[str]] = {}
    for step in (*spec.steps, spec.private_step()):
        for question in step.fields:
            reads[question.id] = _read_by(_rules_of(step, question))
            for inner in question.rows:
                own = _read_by([inner.condition])
                reads[f"{question.id}.{inner.id}"] = frozenset(
                    f"{question.id}.{each.partition('.')[2]}" for each in own if _is_in_row(each)
                )
    return reads


def _rules_of(step: StepSpec, question: FieldSpec) -> tuple[Node | None, ...]:
    return step.condition, question.condition, question.calculation


def _read_by(nodes: Iterable[Node | None]) -> frozenset[str]:
    return frozenset().union(*(fields_used(node) for node in nodes if node is not None))
