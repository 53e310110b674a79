"""What a changed definition means for a draft: what it holds, change by change, and its steps on the newer version.

``DECISIONS`` is the whole table of defaults. Pure; moving a draft is an operation of ``portal.lifecycle``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from portal.definitions.compiled import CompiledWizard
from portal.definitions.differences import Change, ChangeKind, Part
from portal.definitions.evaluation import HeldAnswers
from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.forms import rule_values, typed_again
from portal.definitions.rechecking import find_standing
from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import FieldSpec, StepKind, StepSpec

__all__ = [
    "DECISIONS",
    "AnswerState",
    "DraftPlan",
    "Nature",
    "Touch",
    "Treatment",
    "nature_of",
    "plan_move",
]


class Treatment(StrEnum):
    """What becomes of a draft: it stays on its version, moves as it is, or moves and a step is asked again."""

    KEEP = "keep"
    CARRY = "carry"
    ASK_AGAIN = "ask_again"


class Nature(StrEnum):
    """What kind of thing a change is for somebody who has begun."""

    WORDING = "wording"
    ADDITION = "addition"
    REMOVAL = "removal"
    LOGIC = "logic"
    MEANING = "meaning"
    STATEMENT = "statement"
    TERMS = "terms"
    EXTENSION = "extension"
    REVIEW = "review"
    PROOF = "proof"


class AnswerState(StrEnum):
    """What a draft holds where a change is: nothing, typing not checked, answers that still stand, or no longer do."""

    EMPTY = "empty"
    TYPED = "typed"
    STANDS = "stands"
    FALLS = "falls"


EMPTY, TYPED, STANDS, FALLS = AnswerState
KEEP, CARRY, ASK_AGAIN = Treatment
DECISIONS: Mapping[Nature, Mapping[AnswerState, Treatment]] = {
    Nature.WORDING: {EMPTY: CARRY, TYPED: CARRY, STANDS: CARRY, FALLS: ASK_AGAIN},
    Nature.ADDITION: {EMPTY: CARRY, TYPED: CARRY, STANDS: CARRY, FALLS: ASK_AGAIN},
    Nature.REMOVAL: {EMPTY: CARRY, TYPED: CARRY, STANDS: CARRY, FALLS: ASK_AGAIN},
    Nature.LOGIC: {EMPTY: CARRY, TYPED: CARRY, STANDS: CARRY, FALLS: ASK_AGAIN},
    # The same text may answer another question now: its owner says whether it still holds.
    Nature.MEANING: {EMPTY: CARRY, TYPED: ASK_AGAIN, STANDS: ASK_AGAIN, FALLS: ASK_AGAIN},
    # Nobody is taken to have accepted words that they have not read.
    Nature.STATEMENT: {EMPTY: CARRY, TYPED: ASK_AGAIN, STANDS: ASK_AGAIN, FALLS: ASK_AGAIN},
    # Whoever began under other terms stays under them.
    Nature.TERMS: {EMPTY: CARRY, TYPED: KEEP, STANDS: KEEP, FALLS: KEEP},
    # More time takes nothing from anybody.
    Nature.EXTENSION: {EMPTY: CARRY, TYPED: CARRY, STANDS: CARRY, FALLS: CARRY},
    # What reviewers note for themselves is nothing that an applicant answers.
    Nature.REVIEW: {EMPTY: CARRY, TYPED: CARRY, STANDS: CARRY, FALLS: CARRY},
    # Scenarios are asked of the definition, never of an applicant.
    Nature.PROOF: {EMPTY: CARRY, TYPED: CARRY, STANDS: CARRY, FALLS: CARRY},
}
"""By the nature of a change and what a draft holds there, what becomes of it unless somebody says otherwise."""

ASPECTS: Mapping[str, Nature] = {
    **dict.fromkeys(
        (
            "reviewers",
            "renews",
            "needs_settled_evidence",
            "access",
            "applicants",
            "drafts",
            "opens_on",
            "closes_on",
        ),
        Nature.TERMS,
    ),
    "declaration": Nature.STATEMENT,
    "request": Nature.WORDING,
    **dict.fromkeys(("type", "kind", "sensitive"), Nature.MEANING),
    **dict.fromkeys(
        ("condition", "refusals", "options", "optional", "alternatives", "calculation"),
        Nature.LOGIC,
    ),
}
"""What a CHANGED part says otherwise, where that is more than wording."""
KINDS: Mapping[ChangeKind, Nature] = {
    ChangeKind.ADDED: Nature.ADDITION,
    ChangeKind.REMOVED: Nature.REMOVAL,
    ChangeKind.MOVED: Nature.WORDING,
}


WHOLE = frozenset({Part.WIZARD, Part.PRIVATE, Part.FEE, Part.MESSAGE, Part.SCENARIO})
"""What stands on no step: a change of it meets whoever has begun."""


def nature_of(change: Change) -> Nature:
    """Return what a change is for somebody who has begun."""
    if change.part is Part.PRIVATE:
        return Nature.REVIEW
    if change.part is Part.WIZARD and _gives_time(change):
        return Nature.EXTENSION
    if change.part is Part.SCENARIO:
        return Nature.PROOF
    if change.part is Part.FEE and change.kind is not ChangeKind.MOVED:
        return Nature.TERMS
    if change.part is Part.MESSAGE:
        return Nature.WORDING
    if change.kind is ChangeKind.CHANGED:
        return ASPECTS.get(change.aspect, Nature.WORDING)
    return KINDS[change.kind]


def _gives_time(change: Change) -> bool:
    """Tell whether the first day comes earlier or the last one later; None stands for no such day."""
    before, after = change.before, change.after
    if change.aspect == "opens_on":
        return after is None or (before is not None and after < before)
    return change.aspect == "closes_on" and (
        after is None or (before is not None and after > before)
    )


@dataclass(frozen=True, slots=True)
class Touch:
    """One change as it meets one draft."""

    change: Change
    state: AnswerState
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """What becomes of one draft: how each change meets it, its steps on the newer version, and those asked again."""

    touches: tuple[Touch, ...]
    steps: Mapping[str, HeldAnswers]
    asked_again: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Tell whether the draft leaves its version."""
        return all(touch.treatment is not KEEP for touch in self.touches)


def plan_move(
    *,
    old: CompiledWizard,
    new: CompiledWizard,
    changes: Sequence[Change],
    held: Mapping[str, HeldAnswers],
    context: AnsweringContext,
    choices: Mapping[str, Treatment],
) -> DraftPlan:
    """Return what becomes of a draft; ``choices`` gives, by ``Change.key``, what somebody decided otherwise."""
    draft = _Draft(old, new, held, context)
    touches = tuple(
        Touch(change, state, choices.get(change.key, DECISIONS[nature_of(change)][state]))
        for change in changes
        for state in (draft.state(change),)
    )
    asked = {touch.change.step for touch in touches if touch.treatment is ASK_AGAIN}
    asked_again = tuple(step for step in new.steps if step in asked and step in draft.carried)
    steps = {
        step: _asked_again(new.steps[step], carried) if step in asked_again else carried
        for step, carried in draft.carried.items()
    }
    return DraftPlan(touches, steps, asked_again)


class _Draft:
    """A draft's answers, by question, and where they come to stand in the newer definition."""

    def __init__(
        self,
        old: CompiledWizard,
        new: CompiledWizard,
        held: Mapping[str, HeldAnswers],
        context: AnsweringContext,
    ) -> None:
        self.new, self.held, self.context = new, held, context
        self.home = {question.id: step.id for step in old.spec.steps for question in step.fields}
        self.carried = {
            step.id: carried
            for step in new.spec.steps
            if (carried := self._carry(step)) is not None
        }

    def _carry(self, step: StepSpec) -> HeldAnswers | None:
        """Return what the draft holds of a step of the newer definition, on whichever step it was given; or None."""
        if step.kind is StepKind.DECLARATION:
            return self.held.get(step.id)
        sources = {self.home[each.id] for each in step.fields if each.id in self.home}
        given = [self.held[source] for source in sorted(sources & self.held.keys())]
        if not given:
            return None
        answers = {name: stored for each in given for name, stored in each.answers.items()}
        typed = {name: values for each in given for name, values in each.unfinished.items()}
        names = {name for question in step.fields for name in _controls(question)}
        own = self.held.get(step.id)
        return HeldAnswers(
            answers={each.id: answers[each.id] for each in step.fields if each.id in answers},
            unfinished={name: values for name, values in typed.items() if name in names},
            is_checked=len(given) == len(sources) and all(each.is_checked for each in given),
            version=own.version if own else 0,
        )

    def state(self, change: Change) -> AnswerState:
        """Return what the draft holds where a change is."""
        if change.part in WHOLE:
            return STANDS if self.held else EMPTY
        held = self.carried.get(change.step) or self.held.get(change.step)
        if held is None or not (held.answers or held.unfinished or held.is_checked):
            return EMPTY
        if not held.is_complete:
            return TYPED
        return FALLS if change.step in self.fallen else STANDS

    @cached_property
    def fallen(self) -> frozenset[str]:
        """Return the steps whose answers do not stand under the newer definition."""
        fallen: set[str] = set()
        values: dict[str, Any] = {}
        for step in self.new.spec.steps:
            facts = Facts(values, self.context.record, self.context.on)
            held = self.carried.get(step.id)
            if held is None or (step.condition and not is_true(step.condition, facts)):
                continue
            form_class = self.new.form_class(step.id, self.context.language)
            answers = find_standing(form_class, held.answers, self.context, values)
            if answers is None:
                fallen.add(step.id)
            values |= rule_values(self.new.ruled[step.id], answers or held.answers)
        return frozenset(fallen)


def _asked_again(step: StepSpec, held: HeldAnswers) -> HeldAnswers:
    """Return answers as typing that waits to be confirmed; a statement is accepted anew, so nothing is left of it."""
    typed = {} if step.kind is StepKind.DECLARATION else typed_again(step, held.answers)
    return replace(held, answers={}, unfinished={**typed, **held.unfinished}, is_checked=False)


def _controls(question: FieldSpec) -> Iterable[str]:
    return get_field_type(question.type).control_names(question, question.id)
