"""The search for answers that open a place: what it finds, what it rightly misses, and where it is blind."""

from datetime import date
from time import process_time

import pytest

from portal.definitions.rules import Rule
from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    contains,
    eq,
    ge,
    gt,
    is_answered,
    lt,
    none_of,
    record,
)
from portal.definitions.spec import ChoiceSpec, FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.sdk.testing.cast import made_context
from portal.sdk.testing.reaching import find_paths, find_unreachable

SAID = text("Said", "Dicho")
CHOICES = tuple(ChoiceSpec(value=value, label=text(value, value)) for value in ("a", "b", "c"))


def ask(field_id: str, kind: str, rule: Rule | None = None, *, required: bool = True) -> FieldSpec:
    """Return a question."""
    choices = CHOICES if "choice" in kind else ()
    return FieldSpec(
        id=field_id, type=kind, label=SAID, choices=choices, condition=rule, required=required
    )


def wizard_with(rule: Rule, *more: FieldSpec) -> WizardSpec:
    """Return a wizard whose last step is opened by a rule."""
    questions = (
        ask("seats", "integer"),
        ask("day", "date"),
        ask("shared", "yes_no"),
        ask("paint", "choice"),
        ask("extras", "multi_choice", required=False),
        ask("plate", "text"),
        ask("with_whom", "text", eq(answer("shared"), True)),
        *more,
    )
    first = StepSpec(id="first", title=SAID, fields=questions)
    last = StepSpec(id="last", title=SAID, condition=rule, fields=(ask("why", "text"),))
    return WizardSpec(key="test.reach", title=SAID, summary=SAID, steps=(first, last))


@pytest.mark.parametrize(
    "rule",
    [
        gt(answer("seats"), 936),
        all_of(gt(answer("seats"), 40), lt(answer("seats"), 42)),
        lt(answer("day"), as_of()),
        ge(answer("day"), date(2039, 4, 1)),
        ge(as_of(), date(2039, 4, 1)),
        all_of(eq(answer("paint"), "c"), contains(answer("extras"), "b")),
        none_of(is_answered(answer("extras"))),
        eq(answer("with_whom"), "Aunt Ada"),
        eq(record("person.address_state"), "NY"),
        all_of(none_of(is_answered(record("person.phone"))), ge(as_of(), date(2039, 4, 1))),
        any_of(eq(answer("seats"), -5), eq(answer("plate"), "X 1")),
    ],
)
def test_place_that_can_be_opened_is_opened(rule: Rule) -> None:
    assert list(find_unreachable(wizard_with(rule))) == []


@pytest.mark.parametrize(
    "rule",
    [
        all_of(eq(answer("seats"), 3), eq(answer("seats"), 4)),
        eq(answer("seats"), -5),
        all_of(eq(answer("shared"), False), is_answered(answer("with_whom"))),
        eq(answer("paint"), "d"),
        eq(answer("shared"), 1),
    ],
    ids=["contradiction", "outside limits", "never asked", "no such choice", "other type"],
)
def test_place_that_nothing_opens_is_named(rule: Rule) -> None:
    assert list(find_unreachable(wizard_with(rule))) == ["last"]


def test_question_that_nothing_opens_is_named() -> None:
    dead = ask("dead", "text", eq(answer("paint"), "d"))

    assert list(find_unreachable(wizard_with(gt(answer("seats"), 0), dead))) == ["first.dead"]


def test_search_is_blind_to_an_answer_that_must_equal_the_record() -> None:
    spec = wizard_with(eq(answer("plate"), record("person.last_name")))

    assert list(find_unreachable(spec)) == ["last"]


@pytest.mark.proof
def test_search_over_many_questions_ends_soon() -> None:
    many = tuple(ask(f"q{number}", "yes_no") for number in range(30))
    rule = all_of(
        eq(answer("seats"), 3),
        eq(answer("seats"), 4),
        *(eq(answer(question.id), True) for question in many),
        eq(record("person.address_state"), "NY"),
        eq(record("person.address_town"), "Albany"),
    )
    begun = process_time()

    assert list(find_unreachable(wizard_with(rule, *many))) == ["last"]
    assert process_time() - begun < 30


def test_ways_through_a_wizard_open_everything_that_this_applicant_can_open() -> None:
    spec = wizard_with(gt(answer("seats"), 936))

    opened = {place for path in find_paths(spec, made_context(spec)) for place in path.places}

    assert {"last", "last.why", "first.with_whom"} <= opened
