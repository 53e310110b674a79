"""Merges two definitions that were changed apart, by the ids that steps, questions and choices keep for ever. Pure.

What one side changed is taken, what both changed alike once; the rest are clashes, which somebody decides. Whether the
result may be published is asked of ``checks``, and who may do it of ``adapting``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.definitions.differences import PLACED, Part
from portal.definitions.merging_parts import NOTHING, WHOLE, Clash, Data, Merger, Side
from portal.definitions.message_spec import place_of_message
from portal.definitions.spec import PRIVATE

__all__ = ["NO_CHOICES", "Merge", "merge_definitions"]

NO_CHOICES: Mapping[str, Side] = {}
ASKED = ("fields", "requirements")
LISTED = ("renews", PRIVATE, "messages", "fees", "scenarios", "steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merged definition in canonical form; where clashes are undecided, ours stands in it."""

    definition: dict[str, Any]
    clashes: tuple[Clash, ...]
    undecided: tuple[Clash, ...]


def merge_definitions(
    base: Data, ours: Data, theirs: Data, *, take: Mapping[str, Side] = NO_CHOICES
) -> Merge:
    """Return what comes of two definitions that were made from one; ``take`` decides clashes by their keys.

    All three are in canonical form and the present schema. The result has the key of ours.
    """
    merger = Merger(take)
    definition = _Definitions(merger, base, ours, theirs).merge()
    clashes = tuple(merger.clashes)
    undecided = tuple(clash for clash in clashes if clash.key not in take)
    return Merge(definition=definition, clashes=clashes, undecided=undecided)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the step that it is on."""

    home: str
    said: Data


class _Version:
    """One of the three: its steps and its questions by id, wherever they stand."""

    def __init__(self, definition: Data) -> None:
        self.definition = definition
        self.steps: dict[str, Data] = {step["id"]: step for step in definition["steps"]}
        self.asked = {
            question["id"]: _Asked(step["id"], question)
            for step in definition["steps"]
            for question in step.get("fields", ())
        }

    def on(self, step: str) -> list[str]:
        """Return the questions of a step in their order."""
        return [each["id"] for each in self.steps.get(step, NOTHING).get("fields", ())]


class _Definitions:
    """The merge of three definitions; ``settled`` holds the questions of steps that were decided as a whole."""

    def __init__(self, merger: Merger, base: Data, ours: Data, theirs: Data) -> None:
        self.merger = merger
        self.sides = self.base, self.ours, self.theirs = (
            _Version(base),
            _Version(ours),
            _Version(theirs),
        )
        self.settled: dict[str, _Asked | None] = {}

    def merge(self) -> dict[str, Any]:
        """Return the merged definition."""
        said = [side.definition for side in self.sides]
        merged = self.merger.aspects(
            Part.WIZARD, (), said, besides=("key", "schema_version", *LISTED)
        )
        placed = (self._placed(said, *each) for each in PLACED)
        listed = (self._renewed(said), self._private(said), self._messages(said), *placed)
        named = zip(LISTED, listed, strict=False)
        merged |= {name: members for name, members in named if members}
        steps = {step["id"]: step for step in self._steps()}
        asked = dict(self._questions(steps))
        for step_id, step in steps.items():
            here = {key: each for key, each in asked.items() if each.home == step_id}
            orders = (side.on(step_id) for side in self.sides)
            order = self.merger.order(Part.STEP, (step_id,), "fields", *orders, kept=here)
            if order:
                step["fields"] = [here[each].said for each in order]
        return {
            "schema_version": self.ours.definition["schema_version"],
            "key": self.ours.definition["key"],
            **merged,
            "steps": list(steps.values()),
        }

    def _renewed(self, said: list[Data]) -> list[str]:
        """Return the credential types that it renews: each is there or is not."""
        named = [{"renews": [{"id": key} for key in each.get("renews", ())]} for each in said]
        merged = self.merger.members(
            Part.WIZARD, (), "renews", named, lambda _path, sides: dict(sides[1])
        )
        return [each["id"] for each in merged]

    def _private(self, said: list[Data]) -> list[dict[str, Any]]:
        """Return the questions for reviewers."""
        return self.merger.members(Part.PRIVATE, (PRIVATE,), PRIVATE, said, self._merged)

    def _messages(self, said: list[Data]) -> list[dict[str, Any]]:
        """Return the messages, by where they stand."""
        placed = [
            {
                "messages": [
                    {**one, "id": place_of_message(one["kind"])} for one in each.get("messages", ())
                ]
            }
            for each in said
        ]
        merged = self.merger.members(
            Part.MESSAGE,
            (),
            "messages",
            placed,
            lambda path, sides: self.merger.aspects(Part.MESSAGE, path, sides),
        )
        return [
            {name: value for name, value in each.items() if name != "id"}
            for each in sorted(merged, key=lambda message: str(message["kind"]))
        ]

    def _placed(
        self, said: list[Data], part: Part, listed: str, place: Callable[[str], str]
    ) -> list[dict[str, Any]]:
        """Return the fees or the scenarios, by where they stand."""
        placed = [
            {listed: [{**one, "id": place(one["id"])} for one in each.get(listed, ())]}
            for each in said
        ]
        merged = self.merger.members(
            part, (), listed, placed, lambda path, sides: self.merger.aspects(part, path, sides)
        )
        names = {place(one["id"]): one["id"] for each in said for one in each.get(listed, ())}
        return [{**each, "id": names[each["id"]]} for each in merged]

    def _steps(self) -> list[dict[str, Any]]:
        """Return the steps that are kept, in their order, without their questions."""
        merged: dict[str, dict[str, Any]] = {}
        for step in dict.fromkeys((*self.ours.steps, *self.theirs.steps)):
            if step in self.ours.steps and step in self.theirs.steps:
                merged[step] = self._step(step)
            elif self._stays(step):
                has = self.ours if step in self.ours.steps else self.theirs
                merged[step] = {k: v for k, v in has.steps[step].items() if k != "fields"}
        orders = (list(side.steps) for side in self.sides)
        order = self.merger.order(Part.WIZARD, (), "steps", *orders, kept=merged)
        return [merged[step] for step in order]

    def _step(self, step: str) -> dict[str, Any]:
        """Return a step that both have, without its questions."""
        said = [side.steps.get(step, NOTHING) for side in self.sides]
        merged = self.merger.aspects(Part.STEP, (step,), said, besides=ASKED)
        requirements = self.merger.members(
            Part.REQUIREMENT,
            (step,),
            "requirements",
            said,
            lambda path, sides: self.merger.aspects(Part.REQUIREMENT, path, sides),
        )
        return merged | ({"requirements": requirements} if requirements else {})

    def _stays(self, step: str) -> bool:
        """Tell whether a step that one side has alone stays; where it was needed, its questions go with it."""
        has, lacks = (
            (self.ours, self.theirs) if step in self.ours.steps else (self.theirs, self.ours)
        )
        if step not in self.base.steps:
            return True
        if not self._is_needed(step, has, lacks):
            return False
        said = (side.steps.get(step) for side in self.sides)
        side = self.merger.clash(Part.STEP, (step,), WHOLE, *said)
        stays = (self.ours if side is Side.OURS else self.theirs) is has
        gone = [question for question in has.on(step) if question not in lacks.asked]
        self.settled |= {question: has.asked[question] if stays else None for question in gone}
        return stays

    def _is_needed(self, step: str, has: _Version, lacks: _Version) -> bool:
        """Tell whether the side that has a step changed it, or something on it that the other side removed with it."""
        without = [
            {key: value for key, value in side.steps[step].items() if key != "fields"}
            for side in (self.base, has)
        ]
        if without[0] != without[1]:
            return True
        return any(
            self.base.asked.get(question) != has.asked[question]
            if question not in lacks.asked
            else self._is_brought(question, step)
            for question in has.on(step)
        )

    def _is_brought(self, question: str, step: str) -> bool:
        """Tell whether a question came to a step from elsewhere."""
        before = self.base.asked.get(question)
        return before is None or before.home != step

    def _questions(self, steps: Mapping[str, Any]) -> Iterator[tuple[str, _Asked]]:
        """Yield every question that is kept, merged, with the step where it comes to stand."""
        for question in dict.fromkeys((*self.ours.asked, *self.theirs.asked)):
            is_settled = question in self.settled
            asked = self.settled[question] if is_settled else self._question(question, steps)
            if asked is not None and asked.home in steps:
                yield question, asked

    def _question(self, question: str, steps: Mapping[str, Any]) -> _Asked | None:
        """Return a question as it is merged; None where it goes."""
        asked = [side.asked.get(question) for side in self.sides]
        base, ours, theirs = asked
        has = ours or theirs
        assert has is not None
        path = (has.home, question)
        if ours is None or theirs is None:
            whole = [{**each.said, "step": each.home} if each else None for each in asked]
            left = self.merger.left(Part.QUESTION, path, *whole)
            return left and _Asked(left["step"], {k: v for k, v in left.items() if k != "step"})
        homes = (base.home if base else None, ours.home, theirs.home)
        home = self.merger.value(Part.QUESTION, path, "step", *homes)
        if home not in steps:
            home = next((each for each in (ours.home, theirs.home) if each in steps), home)
        return _Asked(home, self._merged(path, [each.said if each else NOTHING for each in asked]))

    def _merged(self, path: tuple[str, ...], sides: Sequence[Data]) -> dict[str, Any]:
        """Return a question that both have, with its choices and the questions of its rows."""
        merged = self.merger.aspects(Part.QUESTION, path, sides, besides=("choices", "rows"))
        choices = self.merger.members(
            Part.CHOICE,
            path,
            "choices",
            sides,
            lambda inner, said: self.merger.aspects(Part.CHOICE, inner, said),
            name="value",
        )
        rows = self.merger.members(Part.QUESTION, path, "rows", sides, self._merged)
        listed = {"choices": choices, "rows": rows}
        return merged | {key: members for key, members in listed.items() if members}
