"""Judges which requirements of a step its answers meet: any one alternative will do, whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import RequirementSpec, StepSpec

__all__ = ["Standing", "judge_requirements", "unmet_requirements"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a requirement is met: ids of its questions that were given, and of what each way still lacks.

    ``ways`` begin with the one that lacks least; one that lacks nothing meets the requirement.
    """

    requirement: RequirementSpec
    given: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]

    @property
    def is_met(self) -> bool:
        """Tell whether one way lacks nothing."""
        return not self.ways[0]


def judge_requirements(step: StepSpec, given: Collection[str], facts: Facts) -> Iterator[Standing]:
    """Yield how far each requirement that applies is met by the ids of what was given.

    Of ways that lack as much as each other, one that was begun comes first. One that needs a question that is not
    asked is no way, unless every one does.
    """
    asked = {
        question.id
        for question in step.fields
        if question.condition is None or is_true(question.condition, facts)
    }
    for requirement in step.requirements:
        if requirement.condition is None or is_true(requirement.condition, facts):
            yield _judge(requirement, given, asked)


def _judge(requirement: RequirementSpec, given: Collection[str], asked: set[str]) -> Standing:
    open_ways = [each for each in requirement.alternatives if asked >= set(each)]
    lacking = [
        (tuple(each for each in way if each not in given), way)
        for way in open_ways or requirement.alternatives
    ]
    lacking.sort(key=lambda pair: (len(pair[0]), len(pair[0]) - len(pair[1])))
    questions = dict.fromkeys(each for way in requirement.alternatives for each in way)
    return Standing(
        requirement,
        tuple(each for each in questions if each in given),
        tuple(missing for missing, _way in lacking),
    )


def unmet_requirements(step: StepSpec, given: Collection[str], facts: Facts) -> Iterator[Standing]:
    """Yield those of which no alternative is among the ids of what was given."""
    return (each for each in judge_requirements(step, given, facts) if not each.is_met)
