"""What nobody would ever be asked is named with its place before it is published."""

from dataclasses import replace
from typing import Any

import pytest

from portal.definitions.checks import check_wizard
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.rules.build import (
    all_of,
    answer,
    contains,
    eq,
    gt,
    in_row,
    is_answered,
    lt,
    ne,
    one_of,
)
from portal.definitions.spec import (
    ChoiceSpec,
    FieldSpec,
    RefusalSpec,
    RequirementSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import text
from portal_plugins.demo.vouching import VOUCHING

SAID = text("Said", "Dicho")
CHOICES = tuple(ChoiceSpec(value=value, label=SAID) for value in ("car", "bus"))


def ask(field_id: str, kind: str = "text", **facts: Any) -> FieldSpec:
    """Return a question."""
    return FieldSpec(id=field_id, type=kind, label=SAID, **facts)


KIND = ask("kind", "choice", choices=CHOICES)
TAGS = ask("tags", "multi_choice", choices=CHOICES)
SEATS = ask("seats", "integer", condition=eq(answer("kind"), "bus"))


def found(*steps: StepSpec, **facts: Any) -> list[str]:
    """Return the faults of a wizard of these steps."""
    spec = WizardSpec(key="demo.it", title=SAID, summary=SAID, steps=steps, **facts)
    return [str(each) for each in check_wizard(spec)]


def step(step_id: str, *fields: FieldSpec, **facts: Any) -> StepSpec:
    """Return a step."""
    return StepSpec(id=step_id, title=SAID, fields=fields, **facts)


FIRST = step("one", KIND, TAGS, SEATS)
BOTH = all_of(eq(answer("kind"), "car"), eq(answer("kind"), "bus"))


def test_step_that_is_never_asked_is_named_once() -> None:
    dead = step("two", ask("a", condition=eq(answer("kind"), "car")), condition=BOTH)

    assert found(FIRST, dead) == ["two: dead_step"]


def test_question_that_its_step_rules_out_is_named() -> None:
    never = ask("a", condition=eq(answer("kind"), "car"))

    second = step("two", ask("b"), never, condition=eq(answer("kind"), "bus"))
    assert found(FIRST, second) == ["two.a: unreachable_field"]


def test_question_that_rests_on_one_that_was_not_asked_is_named() -> None:
    never = ask("a", condition=all_of(gt(answer("seats"), 3), eq(answer("kind"), "car")))

    assert found(step("one", KIND, TAGS, SEATS, never)) == ["one.a: unreachable_field"]


def test_question_of_a_row_is_judged_by_its_row_and_its_step() -> None:
    inner = (ask("hours", "integer"), ask("note", condition=BOTH_OF_A_ROW))
    assert found(FIRST, step("two", ask("rows", "rows", rows=inner))) == [
        "two.rows.note: unreachable_field"
    ]


BOTH_OF_A_ROW = all_of(gt(in_row("hours"), 8), lt(in_row("hours"), 4))


def test_requirement_that_is_never_needed_is_named() -> None:
    papers = tuple(
        ask(each, "document", required=False, options={"kinds": ["transcript"]}) for each in "ab"
    )
    never = RequirementSpec(id="proof", title=SAID, alternatives=(("a",), ("b",)), condition=BOTH)

    second = step("two", *papers, kind=StepKind.DOCUMENTS, requirements=(never,))
    assert found(FIRST, second) == ["two.proof: unreachable_requirement"]


def test_what_reviewers_and_others_are_never_asked_is_named() -> None:
    assert found(FIRST, private=(ask("seen", condition=BOTH),)) == [
        "private.seen: unreachable_field"
    ]
    (employer,) = VOUCHING.steps
    assert employer.request is not None
    works = eq(answer("works_here"), True)
    never = ask("why", condition=all_of(works, ne(answer("works_here"), True)))
    request = replace(employer.request, asked=(*employer.request.asked, never))
    assert found(replace(employer, request=request)) == ["employer.why: unreachable_field"]


def test_fee_that_nobody_can_be_charged_is_named() -> None:
    unmet = all_of(is_answered(answer("seats")), eq(answer("kind"), "car"))

    for condition in (BOTH, unmet):
        fee = FeeSpec(id="price", item="duplicate", condition=condition)
        assert found(FIRST, fees=(fee,)) == ['fee "price": unreachable_fee']
    charged = FeeSpec(id="price", item="duplicate", condition=eq(answer("kind"), "car"))
    assert found(FIRST, fees=(charged,)) == []


def test_choice_that_went_away_is_named_where_a_fee_asks_for_it() -> None:
    gone = FeeSpec(id="price", item="duplicate", condition=eq(answer("kind"), "tram"))

    assert found(FIRST, fees=(gone,)) == ['fee "price": unknown_choice tram']


@pytest.mark.parametrize(
    "rule",
    [
        eq(answer("kind"), "tram"),
        one_of(answer("kind"), "car", "tram"),
        contains(answer("tags"), "tram"),
    ],
)
def test_choice_that_went_away_is_named_where_a_rule_asks_for_it(rule: Any) -> None:
    refusal = RefusalSpec(when=rule, message=SAID)

    assert found(FIRST, step("two", ask("a", condition=rule))) == ["two.a: unknown_choice tram"]
    assert found(FIRST, step("two", ask("a", refusals=(refusal,)))) == [
        "two.a: unknown_choice tram"
    ]


def test_what_some_answers_lead_to_is_sound() -> None:
    second = step(
        "two", ask("a", condition=gt(answer("seats"), 3)), condition=ne(answer("kind"), "car")
    )

    assert found(FIRST, second) == []
