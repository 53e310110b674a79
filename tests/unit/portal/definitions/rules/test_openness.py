"""Whether a rule may stay undecided: what is cleared is decided whatever is missing, over random trees."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from portal.definitions.rules import Facts, Truth, truth_of
from portal.definitions.rules.build import all_of, answer, any_of, contains, eq, is_answered
from portal.definitions.rules.openness import find_open, names_read
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.sdk.testing.conditions import draw_condition

T = text("One", "Uno")
KNOWN = [
    FieldSpec(id=f"{kind}{number}", type=kind, label=T)
    for kind in ("yes_no", "integer", "text")
    for number in range(2)
]
VALUES = {"yes_no": st.booleans(), "integer": st.integers(-5, 5), "text": st.sampled_from("abc")}


@settings(max_examples=300)
@given(st.data())
def test_rule_that_is_cleared_is_decided_whatever_is_missing(data: DataObject) -> None:
    rule = data.draw(st.composite(lambda draw: draw_condition(draw, KNOWN))())
    if rule is None:
        return
    missable = data.draw(st.sets(st.sampled_from([each.id for each in KNOWN])))
    missing = data.draw(st.sets(st.sampled_from(sorted(missable)))) if missable else set()
    answers = {each.id: data.draw(VALUES[each.type]) for each in KNOWN if each.id not in missing}

    if find_open(rule, missable) == []:
        facts = Facts(answers, {}, date(2026, 3, 2))
        assert truth_of(rule, facts) is not Truth.UNKNOWN


def test_what_may_be_missing_is_named() -> None:
    rule = any_of(eq(answer("a"), 1), all_of(is_answered(answer("b")), eq(answer("b"), 2)))

    assert find_open(rule, {"a", "b"}) == ["a"]
    assert find_open(rule, {"b"}) == []
    assert names_read(rule) == {"a", "b"}


def test_rows_that_may_be_open_in_part_cannot_be_guarded() -> None:
    rule = all_of(is_answered(answer("rows.kind")), contains(answer("rows.kind"), "x"))

    assert find_open(rule, {"rows.kind"}, {"rows.kind"}) == ["rows.kind"]
    assert find_open(rule, {"rows.kind"}) == []


def test_of_many_that_may_be_missing_each_is_named() -> None:
    rule = all_of(*(is_answered(answer(f"q{number}")) for number in range(9)))

    assert len(find_open(rule, {f"q{number}" for number in range(9)})) == 9
