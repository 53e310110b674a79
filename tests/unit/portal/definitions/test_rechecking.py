"""Stored answers checked without a form: the same verdict as the form's, for every type of field."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import (
    AnsweringContext,
    HeldCredential,
    HeldDocument,
    known_field_types,
)
from portal.definitions.forms import raw_data
from portal.definitions.rechecking import find_standing
from portal.definitions.rules.build import answer, call, eq
from portal.definitions.spec import (
    ChoiceSpec,
    DeclarationSpec,
    FieldSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text
from portal.sdk.testing.cast import ENDORSEMENTS, ORGANIZATIONS

T = text("Text", "Texto")
ON = date(2026, 3, 1)
HELD = HeldCredential("NHX84", "professional", "Professional", "", date(2026, 6, 1), 60)
TOO_EARLY = HeldCredential("PKW37", "professional", "Professional", "", None, 60, "Too early.")
TRANSCRIPT, DIPLOMA = (
    HeldDocument("d1", "transcript", "t.pdf"),
    HeldDocument("d2", "diploma", "d.pdf"),
)
EXPIRED = HeldDocument("d3", "transcript", "old.pdf", refusal="Valid until 2025.")
CONTEXT = AnsweringContext(
    on=ON,
    language="en",
    record={"person.first_name": "Maren", "person.last_name": "Okafor-Lind"},
    credentials=[HELD, TOO_EARLY],
    documents=[TRANSCRIPT, DIPLOMA, EXPIRED],
    endorsements=ENDORSEMENTS,
    organizations=ORGANIZATIONS,
    ssns={"a-reference": "***-**-1120"},
)
RIGHT: dict[str, list[Any]] = {
    "text": ["12 Elm Street", "José-María O’Neill", "王"],
    "long_text": ["one\ntwo\tthree", "x" * 4_000],
    "name": ["Ng", "O"],
    "signature": ["Maren Okafor-Lind", "okafor lind, MAREN"],
    "ssn": ["a-reference"],
    "email": ["maren@example.org"],
    "phone": ["860-555-0123"],
    "state": ["CT"],
    "zip_code": ["06115", "06115-0471"],
    "integer": [0, 7],
    "decimal": ["0", "12.5", "1000000000"],
    "money": [0, 125_000],
    "month": ["2026-02", "2026-03"],
    "date": ["2026-02-28"],
    "yes_no": [True, False],
    "choice": ["one"],
    "multi_choice": [["one"], ["one", "two"]],
    "credential": ["NHX84"],
    "address": [{"line": "1 Elm Street", "town": "Avon", "state": "CT", "zip": "06001-1234"}],
    "endorsement": ["ZZ1"],
    "organization": [{"code": "ZZ-1"}, {"name": "Elm Academy"}],
    "document": [[TRANSCRIPT.public_id]],
    "statement": [],
    "calculated": [42],
    "rows": [[{"course": "Heat", "day": "2026-02-28"}], [{"course": "A"}, {"course": "B"}]],
}
WRONG: dict[str, list[Any]] = {
    "text": ["x" * 201, "a\x00b", "a\x0bb", "a\ue000b"],
    "long_text": ["x" * 4_001, "\x07"],
    "name": ["12"],
    "signature": ["Maren", "Maren Okafor", "12", "x" * 301],
    "ssn": ["another-reference", "078051120"],
    "email": ["no address"],
    "phone": ["none"],
    "state": ["Connecticut", "C1"],
    "zip_code": ["6"],
    "integer": [-1, "many", 1.5],
    "decimal": ["-1", "many", "1.234", "1e3", "NaN", "1000000000.01"],
    "money": [-1, "many", "1.5", 10**11 + 1],
    "month": ["2026-13", "2026-04", "1899-12", "26-02", "many"],
    "date": ["2026-02-30", "2026-03-02", "1899-12-31"],
    "yes_no": ["perhaps"],
    "choice": ["three"],
    "multi_choice": [["three"], ["one", "three"]],
    "credential": ["PKW37", "AAAA0"],
    "address": [
        {"line": "1 Elm Street"},
        {"line": "1 Elm Street", "town": "Avon", "state": "Conn", "zip": "06001"},
        {"line": "1 Elm Street", "town": "Avon", "state": "CT", "zip": "6001"},
        {"line": "a\x00b", "town": "Avon", "state": "CT", "zip": "06001"},
        "1 Elm Street",
    ],
    "endorsement": ["ZZ9"],
    "organization": [
        {"code": "ZZ-9"},
        {"code": "not_listed"},
        {"name": "x" * 201},
        {"name": "a\x00"},
    ],
    "document": [[EXPIRED.public_id], [DIPLOMA.public_id], ["no such"]],
    "statement": ["planted"],
    "calculated": [7, "planted"],
    "rows": [
        [{"course": "x" * 201}],
        [{"day": "2026-02-28"}],
        [{"course": "A", "day": "2026-03-02"}],
    ],
}
UNASKED = frozenset({"statement", "calculated"})
ROWS = (
    FieldSpec(id="course", type="text", label=T),
    FieldSpec(id="day", type="date", label=T, required=False, options={"latest": "today"}),
)
CASES = [
    (kind, value) for kind in sorted(known_field_types()) for value in [*RIGHT[kind], *WRONG[kind]]
]


def compile_step(step: StepSpec) -> CompiledWizard:
    """Return a wizard of one step."""
    return CompiledWizard(1, 1, WizardSpec(key="demo.it", title=T, summary=T, steps=(step,)))


def make_question(kind: str, *, required: bool) -> FieldSpec:
    """Return a question of a type with the limits it takes."""
    options: dict[str, Any] = {
        "credential": {"types": ["professional"]},
        "document": {"kinds": ["transcript"]},
        "date": {"latest": "today"},
        "month": {"latest": "today"},
        "calculated": {"gives": "integer"},
    }
    choices = tuple(ChoiceSpec(value=value, label=T) for value in ("one", "two"))
    return FieldSpec(
        id="it",
        type=kind,
        label=T,
        required=required,
        choices=choices if "choice" in kind else (),
        options=options.get(kind, {}),
        rows=ROWS if kind == "rows" else (),
        calculation=call("multiply", 6, 7) if kind == "calculated" else None,
    )


def stored_by_form(compiled: CompiledWizard, stored: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the step's own form stores of the answers, or None where it finds a fault."""
    step = compiled.spec.steps[0]
    data = QueryDict(mutable=True)
    for name, value in raw_data(step, stored, step.id).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = compiled.form_class(step.id, "en")(data, prefix=step.id, context=CONTEXT)
    return form.stored() if form.is_valid() else None


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(("kind", "value"), CASES)
def test_answer_stands_where_the_form_would_store_it(kind: str, value: Any, required: bool) -> None:
    question = make_question(kind, required=required)
    compiled = compile_step(StepSpec(id="one", title=T, fields=(question,)))
    stored = {"it": value}

    found = find_standing(compiled.form_class("one", "en"), stored, CONTEXT, {})

    assert found == stored_by_form(compiled, stored)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("kind", sorted(known_field_types() - UNASKED))
def test_missing_answer_stands_only_where_none_is_required(kind: str, required: bool) -> None:
    question = make_question(kind, required=required)
    form_class = compile_step(StepSpec(id="one", title=T, fields=(question,))).form_class(
        "one", "en"
    )

    assert find_standing(form_class, {}, CONTEXT, {}) == (None if required else {})


@pytest.mark.parametrize("kind", sorted(known_field_types()))
def test_right_answers_of_every_type_stand(kind: str) -> None:
    step = StepSpec(id="one", title=T, fields=(make_question(kind, required=True),))
    form_class = compile_step(step).form_class("one", "en")

    for value in RIGHT[kind]:
        assert find_standing(form_class, {"it": value}, CONTEXT, {}) == {"it": value}


def test_answer_that_is_hidden_or_unknown_is_left_out() -> None:
    fields = (
        FieldSpec(id="open", type="yes_no", label=T),
        FieldSpec(id="town", type="text", label=T, condition=eq(answer("open"), True)),
    )
    form_class = compile_step(StepSpec(id="one", title=T, fields=fields)).form_class("one", "en")
    planted = {"open": False, "town": "Avon", "stage": "closed"}

    assert find_standing(form_class, planted, CONTEXT, {}) == {"open": False}


def test_declaration_stands_only_in_the_version_in_force() -> None:
    declaration = DeclarationSpec(version="2026-01", statement=T, accept=T)
    step = StepSpec(id="one", title=T, kind=StepKind.DECLARATION, declaration=declaration)
    form_class = compile_step(step).form_class("one", "en")

    assert find_standing(form_class, {"one": "2026-01"}, CONTEXT, {}) == {"one": "2026-01"}
    assert find_standing(form_class, {"one": "2025-01"}, CONTEXT, {}) is None
    assert find_standing(form_class, {}, CONTEXT, {}) is None
