"""Fees of a definition: the form they are kept in, their named errors, and what answers are charged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.definitions.building.reading import read_draft
from portal.definitions.building.writing import write_draft
from portal.definitions.checks import check_wizard
from portal.definitions.compiled import CompiledWizard
from portal.definitions.differences import Part, find_differences
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.fees import AskedFee, AskedFees, ask_fees
from portal.definitions.fields import AnsweringContext
from portal.definitions.impact import Nature, nature_of
from portal.definitions.merging import merge_definitions
from portal.definitions.merging_parts import Side
from portal.definitions.rules.build import all_of, answer, eq, is_answered, none_of, record
from portal.definitions.scenario_spec import ExpectedSpec, ScenarioSpec
from portal.definitions.scenarios import check_scenarios, expect_what_comes
from portal.definitions.schema import find_faults_of_shape
from portal.definitions.serialization import content_hash, dump_wizard, load_wizard
from portal.definitions.spec import FieldSpec, WizardSpec
from portal.definitions.texts import text
from portal.definitions.tracing import trace_answers
from tests.factories.costs import ANSWERS, COSTLY, PRICES, answering

ALWAYS, HURRY, COPY = COSTLY.fees
DAY = date(2026, 3, 2)
CONTEXT = AnsweringContext(on=DAY, language="en", record={})
NOTED = eq(answer("note"), "x")


def charged(spec: WizardSpec, **answers: Any) -> AskedFees | None:
    """Return what somebody is charged."""
    return ask_fees(CompiledWizard(0, 0, spec), {"order": answers}, CONTEXT)


def with_fees(*fees: FeeSpec, **changes: Any) -> WizardSpec:
    """Return the definition with other fees."""
    return replace(COSTLY, fees=fees, **changes)


def test_definition_with_fees_is_sound_and_comes_back_as_it_was() -> None:
    assert check_wizard(COSTLY) == []
    assert find_faults_of_shape(dump_wizard(COSTLY)) == []
    assert load_wizard(dump_wizard(COSTLY)) == COSTLY
    assert read_draft(write_draft(COSTLY)).spec == COSTLY


def test_definition_without_fees_says_nothing_of_them() -> None:
    plain = replace(COSTLY, fees=())

    assert "fees" not in dump_wizard(plain)
    assert content_hash(dump_wizard(plain)) != content_hash(dump_wizard(COSTLY))
    assert charged(plain, **answering(hurry=True)) is None


@pytest.mark.parametrize(("answers", "cents"), ANSWERS)
def test_answers_are_charged_what_they_come_to_by_hand(answers: dict[str, Any], cents: int) -> None:
    asked = charged(COSTLY, **answers)

    assert asked is not None
    assert asked.undecided == ()
    assert sum(PRICES[line.fee] * line.quantity for line in asked.lines) == cents


def test_group_that_has_no_rows_is_charged_nothing() -> None:
    assert charged(with_fees(COPY), hurry=True) == AskedFees()
    three = charged(with_fees(COPY), **answering(hurry=True, copies=3))
    assert three == AskedFees((AskedFee("copy", "cross_endorsement", 3),))


def test_rule_that_cannot_be_decided_is_named_and_never_free() -> None:
    open_ = with_fees(ALWAYS, replace(HURRY, condition=NOTED))

    asked = charged(open_, **answering(hurry=True))

    assert asked == AskedFees((AskedFee("always", "duplicate", 1),), undecided=("hurry",))


def test_what_was_charged_is_what_the_trace_says() -> None:
    compiled = CompiledWizard(0, 0, COSTLY)
    for answers, _cents in ANSWERS:
        given = {"order": answers}
        kept = [
            each["truth"]
            for each in trace_answers(compiled, given, CONTEXT)
            if each["about"] == "fee"
        ]
        assert kept == ["true" if answers["hurry"] else "false"]


PRIVATE = FieldSpec(id="seen", type="yes_no", label=text("Seen", "Visto"))
FAULTS = [
    ((replace(ALWAYS, id="A"),), 'fee "A": bad_fee_id A'),
    ((ALWAYS, ALWAYS), 'fee "always": duplicate_fee always'),
    ((replace(ALWAYS, item=""),), 'fee "always": no_fee_item'),
    ((replace(COPY, per_row="hurry"),), 'fee "copy": fee_of_no_group hurry'),
    ((replace(COPY, per_row="gone"),), 'fee "copy": fee_of_no_group gone'),
    (
        (replace(HURRY, condition=eq(answer("gone"), 1)),),
        'fee "hurry": fee_reads_unasked gone',
    ),
    (
        (replace(HURRY, condition=eq(answer("seen"), True)),),
        'fee "hurry": fee_reads_unasked seen',
    ),
    ((replace(HURRY, condition=NOTED),), 'fee "hurry": fee_may_stay_open note'),
    (
        (replace(HURRY, condition=eq(record("person.phone"), "1")),),
        'fee "hurry": fee_may_stay_open person.phone',
    ),
    (
        (replace(HURRY, condition=eq(answer("hurry"), 3)),),
        'fee "hurry": type_clash yes_no and integer',
    ),
    (
        tuple(FeeSpec(id=f"f{number}", item="duplicate") for number in range(21)),
        "wizard: too_many_fees 21",
    ),
]


@pytest.mark.parametrize(("fees", "fault"), FAULTS)
def test_fees_that_make_no_sense_are_named(fees: tuple[FeeSpec, ...], fault: str) -> None:
    errors = [str(error) for error in check_wizard(with_fees(*fees, private=(PRIVATE,)))]

    assert fault in errors


def test_rule_that_asks_first_whether_something_is_answered_is_always_decided() -> None:
    guarded = all_of(is_answered(answer("note")), NOTED)
    fees = (
        replace(HURRY, condition=guarded),
        replace(HURRY, id="not", condition=none_of(guarded)),
    )

    assert check_wizard(with_fees(*fees)) == []
    assert charged(with_fees(*fees), hurry=True) == AskedFees((AskedFee("not", "review", 1),))


def test_changes_of_fees_are_named_and_keep_who_has_begun_on_their_terms() -> None:
    new = with_fees(replace(ALWAYS, item="review"), COPY, FeeSpec(id="more", item="duplicate"))

    changes = find_differences(COSTLY, new)

    told = [(each.kind.value, each.place, each.aspect, each.step) for each in changes]
    assert told == [
        ("removed", 'fee "hurry"', "", ""),
        ("added", 'fee "more"', "", ""),
        ("changed", 'fee "always"', "item", ""),
    ]
    assert {each.part for each in changes} == {Part.FEE}
    assert {nature_of(each) for each in changes} == {Nature.TERMS}


def test_fees_changed_apart_are_merged_by_their_ids() -> None:
    ours = with_fees(replace(ALWAYS, item="review"), HURRY, COPY)
    theirs = with_fees(ALWAYS, HURRY, FeeSpec(id="more", item="duplicate"))

    merge = merge_definitions(*map(dump_wizard, (COSTLY, ours, theirs)))

    assert merge.clashes == ()
    assert [(fee["id"], fee["item"]) for fee in merge.definition["fees"]] == [
        ("always", "review"),
        ("hurry", "review"),
        ("more", "duplicate"),
    ]


def test_fee_that_one_side_removed_and_the_other_changed_is_decided_by_somebody() -> None:
    ours, theirs = with_fees(HURRY, COPY), with_fees(replace(ALWAYS, item="review"), HURRY, COPY)
    three = [dump_wizard(each) for each in (COSTLY, ours, theirs)]

    clash = merge_definitions(*three).undecided[0]
    merged = merge_definitions(*three, take={clash.key: Side.THEIRS})

    assert clash.key == 'fee "always":whole'
    assert load_wizard(merged.definition) == theirs


def test_scenario_expects_what_is_charged_each_as_often_as_it_is() -> None:
    compiled = CompiledWizard(0, 0, COSTLY)
    bare = ScenarioSpec(
        id="some",
        name=text("Some", "Alguien"),
        on="2026-03-02",
        expected=ExpectedSpec(),
        answers={"order": answering(hurry=True, copies=2)},
    )

    expecting = expect_what_comes(bare, compiled)

    assert expecting.expected.fees == ("always", "hurry", "copy", "copy")
    assert check_scenarios(replace(COSTLY, scenarios=(expecting,))) == []
    dearer = with_fees(ALWAYS, COPY, scenarios=(expecting,))
    assert [error.name for error in check_scenarios(dearer)] == ["unknown_fee_in_scenario"]
    free = replace(expecting, expected=replace(expecting.expected, fees=()))
    said = str(check_scenarios(replace(COSTLY, scenarios=(free,)))[0])
    assert "fees: expected nothing; found always, hurry, copy, copy" in said
