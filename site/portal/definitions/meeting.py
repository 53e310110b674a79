"""Judges which requirements of a step its answers meet: any one alternative will do, whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import RequirementSpec, StepSpec

__all__ = ["unmet_requirements"]


def unmet_requirements(
    step: StepSpec, given: Collection[str], facts: Facts
) -> Iterator[RequirementSpec]:
    """Yield the requirements that apply and of which no alternative is among the ids of what was given."""
    for requirement in step.requirements:
        if requirement.condition is not None and not is_true(requirement.condition, facts):
            continue
        if not any(
            all(question in given for question in alternative)
            for alternative in requirement.alternatives
        ):
            yield requirement
