"""Right and wrong answers to a question of any type, within its limits: as a person types them, and as stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from benchmarks.cast import Applicant
from portal.definitions.fields import get_field_type
from portal.definitions.fields.row_forms import row_values
from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import FieldSpec, StepKind, StepSpec
from portal.records.credentials.queries import list_offered_endorsements
from portal.records.documents.models import Document
from portal.records.people.models import Person
from portal.records.ssn.models import PersonSSN
from portal.sdk.testing.cast import give_certificate, give_document, give_ssn
from portal.sdk.testing.listed import put_on_lists

__all__ = ["right_answer", "right_answers", "right_post", "wrong_post"]

TEXTS: dict[str, Any] = {
    "text": "12 Elm Street",
    "long_text": "What happened, when and where.\nAnd how it ended.",
    "name": "Maren",
    "email": "maren@example.org",
    "phone": "860-555-0123",
    "state": "CT",
    "zip_code": "06115",
}
WRONG: dict[str, str] = {
    "email": "no address",
    "phone": "none",
    "state": "Connecticut",
    "zip_code": "6",
    "integer": "many",
    "decimal": "1.2.3",
    "money": "much",
    "month": "13",
    "name": "12",
    "signature": "Somebody Else",
    "ssn": "000-12-3456",
    "yes_no": "perhaps",
    "choice": "another",
    "multi_choice": "another",
    "credential": "AAAA-0000",
    "address": "6",
    "endorsement": "000-none",
    "organization": "000-none",
    "document": "00000000-0000-0000-0000-000000000000",
}
EMPTY = ""
PLANTED = "planted"
"""What somebody may send for what is not answered by anybody."""


def right_answer(question: FieldSpec, applicant: Applicant, *, yes: bool) -> Any:
    """Return a stored answer that the question accepts; a credential or document is put on record for it."""
    if question.type in TEXTS:
        limit = question.options.get("max_length")
        text = TEXTS[question.type]
        return text[: int(str(limit))] if limit else text
    if not get_field_type(question.type).asks:
        return PLANTED
    if question.type in WORKED_OUT:
        return WORKED_OUT[question.type](question)
    if question.type == "yes_no":
        return yes or bool(question.refusals)  # what may be refused is a no
    if question.type in OF_THE_RECORD:
        return OF_THE_RECORD[question.type](question, applicant.person_id)
    if question.type == "rows":
        return [_right_row(question, applicant, yes=yes)]
    first = question.choices[0].value
    return [first] if question.type == "multi_choice" else first


def _right_row(group: FieldSpec, applicant: Applicant, *, yes: bool) -> dict[str, Any]:
    """Return a row whose questions are all answered, those on a condition where it holds."""
    row: dict[str, Any] = {}
    for each in group.rows:
        values = row_values(group.rows, row, get_field_type)
        facts = Facts(values, {}, date.today())  # noqa: DTZ011
        if each.condition is None or is_true(each.condition, facts):
            row[each.id] = right_answer(each, applicant, yes=yes)
    return row


def _document_ids(question: FieldSpec, person_id: int) -> list[str]:
    kinds: Any = question.options["kinds"]
    held = Document.objects.filter(person_id=person_id, kind=kinds[0]).first()
    return [str((held or give_document(person_id, kinds[0])).public_id)]


def _certificate_number(question: FieldSpec, person_id: int) -> str:
    types: Any = question.options.get("types", ["professional"])
    return give_certificate(person_id, types[0]).number


def _ssn_reference(question: FieldSpec, person_id: int) -> str:
    kept = PersonSSN.objects.filter(person_id=person_id).exclude(recorded_at=None).first()
    return str(kept.reference) if kept else give_ssn(person_id)


def _full_name(question: FieldSpec, person_id: int) -> str:
    return Person.objects.get(pk=person_id).full_name


OF_THE_RECORD: dict[str, Callable[[FieldSpec, int], Any]] = {
    "credential": _certificate_number,
    "document": _document_ids,
    "signature": _full_name,
    "ssn": _ssn_reference,
}
"""The right answers that are on record, or put there."""


def _endorsement_code() -> str:
    """Return the code of an endorsement that is offered today; one is put on record where none is."""
    put_on_lists()
    code, *_facts = list_offered_endorsements(on=date.today())[0]  # noqa: DTZ011
    return code


def _day(question: FieldSpec) -> date:
    for limit in ("latest", "earliest"):
        given = question.options.get(limit)
        if given is not None:
            day = f"{given}-01" if question.type == "month" else str(given)
            return date.today() if given == "today" else date.fromisoformat(day)  # noqa: DTZ011
    return date(2001, 2, 3)


ADDRESS = {"line": "12 Elm Street", "town": "Hartford", "state": "CT", "zip": "06115"}
WORKED_OUT: dict[str, Callable[[FieldSpec], Any]] = {
    "integer": lambda question: int(str(question.options.get("min", 1))),
    "decimal": lambda question: str(question.options.get("min", "1.5")),
    "money": lambda question: int(str(question.options.get("min", 125_000))),
    "address": lambda question: dict(ADDRESS),
    "endorsement": lambda question: _endorsement_code(),
    "organization": lambda question: {"name": "Elm Academy"},
    "date": lambda question: _day(question).isoformat(),
    "month": lambda question: _day(question).isoformat()[:7],
}
"""The right answers that follow from the question's limits alone."""


def right_answers(step: StepSpec, applicant: Applicant, *, yes: bool) -> dict[str, Any]:
    """Return stored answers that complete a step; ``yes`` answers every yes-or-no question."""
    if step.kind is StepKind.DECLARATION:
        assert step.declaration is not None
        return {step.id: step.declaration.version}
    return {
        question.id: right_answer(question, applicant, yes=yes)
        for question in step.fields
        if get_field_type(question.type).asks
    }


def right_post(step: StepSpec, answers: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Return the step's form as a browser posts it with these answers."""
    form: dict[str, Any] = {"step_view-current_step": step.id, "step_version": str(version)}
    if step.kind is StepKind.DECLARATION:
        return {**form, f"{step.id}-accepted": "on", f"{step.id}-version": answers[step.id]}
    for question in step.fields:
        if question.id in answers:
            name = f"{step.id}-{question.id}"
            form |= get_field_type(question.type).raw_of(question, answers[question.id], name)
    return form


def wrong_post(step: StepSpec, answers: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Return the step's form with one answer that must be refused, or without the acceptance."""
    form = right_post(step, answers, version)
    if step.kind is StepKind.DECLARATION:
        return {name: value for name, value in form.items() if not name.endswith("-accepted")}
    asked = [each for each in step.fields if get_field_type(each.type).asks]
    question = next((each for each in asked if each.type in WRONG), asked[0])
    name = f"{step.id}-{question.id}"
    for control in get_field_type(question.type).control_names(question, name):
        form[control] = WRONG.get(question.type, EMPTY)
    if question.rows:
        form[f"{name}-0-{question.rows[0].id}"] = "the rest of the row is missing"
    return form
