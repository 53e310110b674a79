"""A definition's integrity errors, each named with its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.definitions.checks import check_wizard
from portal.definitions.fields import HeldCredential
from portal.definitions.record_paths import RECORD_TYPES
from portal.definitions.reviewing import DECIDE, REVIEWER_PERMISSIONS, reviewers_of
from portal.definitions.rules import Rule, kind_of
from portal.definitions.rules.build import answer, call, eq, gt, record
from portal.definitions.spec import (
    ChoiceSpec,
    DeclarationSpec,
    FieldSpec,
    RefusalSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text
from portal_plugins.certification.wizards import WIZARDS

HELLO = text("Hello", "Hola")


def question(field_id: str = "name", **facts: Any) -> FieldSpec:
    """Return a sound question, changed as given."""
    return FieldSpec(**{"id": field_id, "type": "text", "label": HELLO, **facts})


def step(step_id: str = "one", *fields: FieldSpec, **facts: Any) -> StepSpec:
    """Return a sound step, changed as given."""
    return StepSpec(**{"id": step_id, "title": HELLO, "fields": fields or (question(),), **facts})


def wizard(*steps: StepSpec, **facts: Any) -> WizardSpec:
    """Return a sound wizard, changed as given."""
    return WizardSpec(
        **{"key": "demo.it", "title": HELLO, "summary": HELLO, "steps": steps or (step(),), **facts}
    )


def calls(function: str) -> Rule:
    """Return a rule that calls a function of the answer before."""
    return eq(call(function, answer("name")), "x")


DECLARATION = DeclarationSpec(version="1", statement=HELLO, accept=HELLO)
UNSOUND = [
    (wizard(key="Demo It"), "wizard: bad_key Demo It"),
    (wizard(title={"en": "Hello"}), "wizard: missing_text es"),
    (wizard(reviewers="registry_verifier"), "wizard: unknown_reviewers registry_verifier"),
    (
        wizard(reviewers="records.view_queue"),
        "wizard: unknown_reviewers records.view_queue",
    ),
    (wizard(title={"en": " ", "es": "Hola"}), "wizard: missing_text en"),
    (replace(wizard(), steps=()), "wizard: no_steps"),
    (wizard(step("one"), step("one", question("other"))), "one: duplicate_step"),
    (
        wizard(step("one", question(), question("age", condition=eq(answer("name"), 7)))),
        "one.age: type_clash text and integer",
    ),
    (
        wizard(step("one", question(), question("age", condition=gt(answer("name"), "x")))),
        "one.age: no_order text",
    ),
    (
        wizard(
            step("one", question()),
            step("two", question("b"), condition=eq(record("person.shoe"), "x")),
        ),
        "two: unknown_path left person.shoe",
    ),
    (
        wizard(step("one", question(), question("age", condition=eq("x", "x")))),
        "one.age: constant_comparison",
    ),
    (
        wizard(
            step(
                "one",
                question(
                    refusals=(RefusalSpec(when=eq(answer("name"), True), message=HELLO),),
                ),
            )
        ),
        "one.name: type_clash text and yes_no",
    ),
    (wizard(step("one", question(binding="person.shoe"))), "one.name: unknown_binding person.shoe"),
    (wizard(step("review")), "review: bad_step_id"),
    (wizard(step("One Step")), "One Step: bad_step_id"),
    (wizard(replace(step(), fields=())), "one: empty_step"),
    (wizard(step("one", question("a"), question("a"))), "one.a: duplicate_field"),
    (wizard(step("one", question("9a"))), "one.9a: bad_field_id"),
    (wizard(step("one", question(type="telepathy"))), "one.name: unknown_type telepathy"),
    (
        wizard(step("one", question(type="nobody.telepathy"))),
        "one.name: missing_plugin nobody for nobody.telepathy",
    ),
    (
        wizard(step("one", question(type="certification.telepathy"))),
        "one.name: unknown_type certification.telepathy",
    ),
    (
        wizard(step("one", question(), question("b", condition=calls("nobody.guess")))),
        "one.b: missing_plugin nobody for nobody.guess",
    ),
    (
        wizard(step("one", question(), question("b", condition=calls("certification.guess")))),
        "one.b: unknown_function certification.guess",
    ),
    (wizard(step("one", question(options={"color": 1}))), "one.name: unknown_option color"),
    (wizard(step("one", question(type="choice"))), "one.name: no_choices"),
    (
        wizard(
            step("one", question(type="choice", choices=(ChoiceSpec(value="a", label=HELLO),) * 2))
        ),
        "one.name: duplicate_choice",
    ),
    (
        wizard(step("one", question("a", condition=eq(answer("later"), "x")), question("later"))),
        "one.a: use_before_definition later",
    ),
    (
        wizard(step("one", question("a", condition=eq(answer("a"), "x")))),
        "one.a: reads_itself a",
    ),
    (
        wizard(
            step("one", question("a", condition=eq(answer("c"), "x"))),
            step("two", question("b", condition=eq(answer("a"), "x"))),
            step("three", question("c"), condition=eq(answer("b"), "x")),
        ),
        "one.a: circular_rule c",
    ),
    (
        wizard(
            step("one", question("a"), condition=eq(answer("b"), "x")),
            step("two", question("b", condition=eq(answer("a"), "x"))),
        ),
        "one: circular_rule b",
    ),
    (
        wizard(step("one", condition=eq(answer("name"), "x"))),
        "one: reads_itself name",
    ),
    (
        wizard(StepSpec(id="sign", title=HELLO, kind=StepKind.DECLARATION)),
        "sign: declaration_without_statement",
    ),
    (
        wizard(step("sign", kind=StepKind.DECLARATION, declaration=DECLARATION)),
        "sign: declaration_without_statement",
    ),
]


@pytest.mark.parametrize(("spec", "error"), UNSOUND, ids=[error for _spec, error in UNSOUND])
def test_unsound_definition_is_named_with_its_place(spec: WizardSpec, error: str) -> None:
    assert [str(each) for each in check_wizard(spec)] == [error]


def test_sound_definition_has_no_errors() -> None:
    signed = StepSpec(id="sign", title=HELLO, kind=StepKind.DECLARATION, declaration=DECLARATION)

    assert check_wizard(wizard(step(), signed)) == []


@pytest.mark.parametrize("reviewers", ["", *REVIEWER_PERMISSIONS])
def test_permission_that_the_platform_knows_may_be_named(reviewers: str) -> None:
    assert check_wizard(wizard(reviewers=reviewers)) == []
    assert reviewers_of(wizard(reviewers=reviewers)) == (reviewers or DECIDE)


@pytest.mark.parametrize("spec", WIZARDS, ids=lambda spec: spec.key)
def test_wizard_of_a_plugin_is_sound(spec: WizardSpec) -> None:
    assert check_wizard(spec) == []


def test_rules_know_every_fact_of_a_credential_by_its_type() -> None:
    held = HeldCredential("2026", "professional", "Title", "", date(2030, 1, 1), 60, "", 15, 12)

    for path, value in held.facts().items():
        assert kind_of(value) is RECORD_TYPES[path]
