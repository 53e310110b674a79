"""What differs between two versions of a definition: typed changes, each with its place and the values.

Read from the canonical form, so that what a definition learns to say is compared without a word here. What a change
means for applications under way is not known here, nor how it reads (``difference_words``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from portal.definitions.fee_spec import place_of_fee
from portal.definitions.message_spec import place_of_message
from portal.definitions.scenario_spec import place_of
from portal.definitions.serialization import dump_wizard
from portal.definitions.spec import PRIVATE, WizardSpec

__all__ = ["PLACED", "Change", "ChangeKind", "Part", "find_differences"]

Data = Mapping[str, Any]
NOTHING: Data = {}


class Part(StrEnum):
    """What changed."""

    WIZARD = "wizard"
    STEP = "step"
    QUESTION = "question"
    CHOICE = "choice"
    REQUIREMENT = "requirement"
    PRIVATE = "private"
    FEE = "fee"
    MESSAGE = "message"
    SCENARIO = "scenario"


OF_NO_STEP = frozenset({Part.FEE, Part.MESSAGE, Part.SCENARIO})
"""What has a place of its own beside the steps."""


class ChangeKind(StrEnum):
    """How it changed."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; ``before`` and ``after`` are in canonical form, None where nothing is said.

    ``path`` leads from the step over question, row's question or requirement to the choice, by their ids; to a
    question for reviewers, PRIVATE in place of a step, with all that it says; of a fee, a message or a scenario
    it is where that stands. ``aspect`` is what a CHANGED one says otherwise, by its name in the canonical form; of a
    MOVED question ``before`` and ``after`` are the steps, equal where only the order changed.
    """

    part: Part
    kind: ChangeKind
    path: tuple[str, ...] = ()
    aspect: str = ""
    before: Any = None
    after: Any = None

    @property
    def place(self) -> str:
        """Return the path as integrity errors name it."""
        return ".".join(self.path) or "wizard"

    @property
    def step(self) -> str:
        """Return the id of the step it is on, in the newer definition where that has it; empty where it is on none."""
        return self.path[0] if self.path and self.part not in OF_NO_STEP else ""

    @property
    def key(self) -> str:
        """Return what tells it from every other change between the same two definitions."""
        return f"{self.place}:{self.kind.value}:{self.aspect}"


PLACED = ((Part.FEE, "fees", place_of_fee), (Part.SCENARIO, "scenarios", place_of))
"""What is listed beside the steps, and what each is called where it stands."""


def find_differences(old: WizardSpec, new: WizardSpec) -> list[Change]:
    """Return every change from one definition to the other, in the order of the newer one; removals come first."""
    before, after = dump_wizard(old), dump_wizard(new)
    besides = {"steps", "fees", "messages", "scenarios", "schema_version", PRIVATE}
    changes = [*_aspects(Part.WIZARD, (), before, after, besides=besides)]
    changes += _steps(before["steps"], after["steps"])
    changes += _questions(before["steps"], after["steps"])
    private = (each.get(PRIVATE, ()) for each in (before, after))
    changes += _members(Part.PRIVATE, (PRIVATE,), *private, besides={"id"})
    changes += _messages(before.get("messages", ()), after.get("messages", ()))
    for part, listed, place in PLACED:
        changes += _placed(part, place, *(each.get(listed, ()) for each in (before, after)))
    return changes


def _steps(before: Sequence[Data], after: Sequence[Data]) -> Iterator[Change]:
    yield from _members(Part.STEP, (), before, after, besides={"id", "fields", "requirements"})
    old, new = _by(before, "id"), _by(after, "id")
    for step_id in new:
        asked = (each.get(step_id, NOTHING).get("requirements", ()) for each in (old, new))
        yield from _members(Part.REQUIREMENT, (step_id,), *asked, besides={"id"})


def _questions(before: Sequence[Data], after: Sequence[Data]) -> Iterator[Change]:
    """Compare questions by id wherever they stand: one that moves to another step is the same question."""
    old = {q["id"]: (step["id"], q) for step in before for q in step.get("fields", ())}
    new = {q["id"]: (step["id"], q) for step in after for q in step.get("fields", ())}
    turned = {
        question
        for step in after
        for question in _out_of_order(
            [q for q, (place, _said) in old.items() if place == step["id"]],
            [q for q, (place, _said) in new.items() if place == step["id"]],
        )
    }
    for question, (step, said) in old.items():
        if question in new:
            continue
        yield Change(
            part=Part.QUESTION, kind=ChangeKind.REMOVED, path=(step, question), before=said
        )
    for question, (step, said) in new.items():
        path = (step, question)
        if question not in old:
            yield Change(part=Part.QUESTION, kind=ChangeKind.ADDED, path=path, after=said)
            continue
        former, earlier = old[question]
        if former != step or question in turned:
            yield Change(
                part=Part.QUESTION, kind=ChangeKind.MOVED, path=path, before=former, after=step
            )
        yield from _question(path, earlier, said)


def _question(path: tuple[str, ...], before: Data, after: Data) -> Iterator[Change]:
    yield from _aspects(Part.QUESTION, path, before, after, besides={"id", "choices", "rows"})
    yield from _members(
        Part.CHOICE,
        path,
        before.get("choices", ()),
        after.get("choices", ()),
        besides={"value"},
        name="value",
    )
    old, new = _by(before.get("rows", ()), "id"), _by(after.get("rows", ()), "id")
    yield from _comings_and_goings(Part.QUESTION, path, old, new)
    for inner, said in new.items():
        if inner in old:
            yield from _question((*path, inner), old[inner], said)


def _messages(before: Sequence[Data], after: Sequence[Data]) -> Iterator[Change]:
    """Compare messages by kind."""
    for change in _members(Part.MESSAGE, (), before, after, besides={"kind"}, name="kind"):
        yield replace(change, path=(place_of_message(change.path[0]),))


def _placed(
    part: Part, place: Callable[[str], str], before: Sequence[Data], after: Sequence[Data]
) -> Iterator[Change]:
    """Compare fees or scenarios by id; their place is none that a step could have."""
    for change in _members(part, (), before, after, besides={"id"}):
        yield replace(change, path=(place(change.path[0]),))


def _members(
    part: Part,
    path: tuple[str, ...],
    before: Sequence[Data],
    after: Sequence[Data],
    *,
    besides: set[str],
    name: str = "id",
) -> Iterator[Change]:
    old, new = _by(before, name), _by(after, name)
    yield from _comings_and_goings(part, path, old, new)
    for each, said in new.items():
        if each in old:
            yield from _aspects(part, (*path, each), old[each], said, besides=besides)


def _comings_and_goings(
    part: Part, path: tuple[str, ...], old: Mapping[str, Data], new: Mapping[str, Data]
) -> Iterator[Change]:
    for each, said in old.items():
        if each not in new:
            yield Change(part=part, kind=ChangeKind.REMOVED, path=(*path, each), before=said)
    turned = _out_of_order(list(old), list(new))
    for each, said in new.items():
        if each not in old:
            yield Change(part=part, kind=ChangeKind.ADDED, path=(*path, each), after=said)
        elif each in turned:
            yield Change(part=part, kind=ChangeKind.MOVED, path=(*path, each))


def _aspects(
    part: Part, path: tuple[str, ...], before: Data, after: Data, *, besides: set[str]
) -> Iterator[Change]:
    for aspect in dict.fromkeys((*before, *after)):
        said, says = before.get(aspect), after.get(aspect)
        if aspect not in besides and said != says:
            yield Change(
                part=part,
                kind=ChangeKind.CHANGED,
                path=path,
                aspect=aspect,
                before=said,
                after=says,
            )


def _by(members: Sequence[Data], name: str) -> dict[str, Data]:
    return {each[name]: each for each in members}


def _out_of_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return those of both that left their order: as few as need to be moved back, about."""
    common = set(old) & set(new)
    before, after = ([each for each in order if each in common] for order in (old, new))
    kept = SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks()
    stayed = {each for block in kept for each in after[block.b : block.b + block.size]}
    return frozenset(common - stayed)
