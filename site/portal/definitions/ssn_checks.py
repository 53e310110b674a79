"""Faults of questions for a Social Security number: it is asked of the applicant alone, and kept sensitive."""

from __future__ import annotations

from collections.abc import Iterator

from portal.definitions.fields import get_field_type
from portal.definitions.rule_checks import Fault
from portal.definitions.spec import PRIVATE, WizardSpec

__all__ = ["find_ssn_faults"]


def find_ssn_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each fault of the questions for a number, those for reviewers among them."""
    for step in (*spec.steps, spec.private_step()):
        for question in step.fields:
            if not get_field_type(question.type).needs_ssns:
                continue
            place = f"{step.id}.{question.id}"
            if step.id == PRIVATE:
                yield "ssn_of_reviewers", place, ""
            if not question.sensitive:
                yield "ssn_not_sensitive", place, ""
