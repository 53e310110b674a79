"""What can be known beforehand of who may use a service, until when, and of the questions for its reviewers.

Each question by itself is checked where all questions are, in ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterator

from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.record_paths import ACCESS_TYPES, find_chosen_question
from portal.definitions.rule_checks import TOLD_ELSEWHERE, Fault, detail_of
from portal.definitions.rules import analyse, fields_used
from portal.definitions.spec import PRIVATE, FieldSpec, WizardSpec

__all__ = ["find_policy_faults"]

ACCESS = "access"


def find_policy_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each fault of the rules of access, of the days, the offer, and the questions for reviewers."""
    yield from _access_faults(spec)
    if spec.opens_on and spec.closes_on and spec.closes_on < spec.opens_on:
        yield "closes_before_it_opens", "wizard", spec.closes_on.isoformat()
    if spec.offer and find_chosen_question(spec) is None:
        yield "offer_without_certificate", "wizard", ""
    for question in spec.private:
        place = f"{PRIVATE}.{question.id}"
        if question.binding or _is_of_the_applicant(question):
            yield "private_of_the_applicant", place, question.type
        if question.rows:
            yield "rows_in_private", place, question.type
        if question.calculation:
            yield "calculated_in_private", place, question.type


def _access_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield what a rule of access asks for that is not known before the first answer."""
    for refusal in spec.access:
        for used in sorted(fields_used(refusal.when)):
            yield "answer_in_access", ACCESS, used
        for error in analyse(refusal.when, {}, ACCESS_TYPES):
            if error.code not in TOLD_ELSEWHERE:
                yield error.code, ACCESS, detail_of(error)


def _is_of_the_applicant(question: FieldSpec) -> bool:
    """Tell whether a question offers what the applicant has on record: nobody else can answer it."""
    if not is_known_type(question.type):
        return False
    found = get_field_type(question.type)
    return found.needs_credentials or found.needs_documents or found.needs_record
