"""What holds for every rule and every answer: total, bounded, lawful, stable."""

import json

import pytest
from hypothesis import given, settings

from portal.definitions.rules import (
    Evaluation,
    Facts,
    Group,
    GroupOp,
    InvalidRuleError,
    Operand,
    Reason,
    Rule,
    Truth,
    calculate,
    canonical,
    evaluate,
    from_data,
    is_true,
    kind_of,
    operand_from_data,
    truth_of,
    value_from_data,
    value_to_data,
)
from portal.definitions.rules.build import none_of
from portal.definitions.rules.sentences import leaf_sentence, sentence
from tests.unit.portal.definitions.rules.strategies import facts, json_data, operands, rules

pytestmark = pytest.mark.proof

many = settings(max_examples=120, deadline=None)


@many
@given(rules, facts)
def test_evaluation_of_any_rule_over_any_facts_agrees_with_and_without_trace(
    rule: Rule, known: Facts
) -> None:
    traced = evaluate(rule, known)

    assert isinstance(traced, Evaluation)
    assert traced.truth is truth_of(rule, known)
    assert is_true(rule, known) is (traced.truth is Truth.TRUE)
    assert len(traced.trace) <= rule.size


@many
@given(rules, facts)
def test_trace_of_any_rule_is_json_and_bounded(rule: Rule, known: Facts) -> None:
    text = json.dumps(evaluate(rule, known).to_data(), allow_nan=False)

    assert len(text) < 2_000 * (rule.size + 1)


@many
@given(operands, facts)
def test_calculated_value_survives_its_json_form(operand: Operand, known: Facts) -> None:
    value = calculate(operand, known)

    if not isinstance(value, Reason):
        data = json.loads(json.dumps(value_to_data(value), allow_nan=False))
        assert value_from_data(kind_of(value), data) == value


@many
@given(rules)
def test_rule_survives_its_json_form(rule: Rule) -> None:
    again = from_data(json.loads(canonical(rule)))

    assert again == rule
    assert canonical(again) == canonical(rule)
    assert hash(again) == hash(rule)
    assert (again.size, again.depth) == (rule.size, rule.depth)


@many
@given(operands)
def test_operand_survives_its_json_form(operand: Operand) -> None:
    assert operand_from_data(json.loads(canonical(operand))) == operand


@many
@given(rules, rules, facts)
def test_de_morgan_holds_with_three_truth_values(one: Rule, other: Rule, known: Facts) -> None:
    both = none_of(Group(GroupOp.ALL, (one, other)))
    either = none_of(Group(GroupOp.ANY, (one, other)))

    assert truth_of(both, known) is truth_of(
        Group(GroupOp.ANY, (none_of(one), none_of(other))), known
    )
    assert truth_of(either, known) is truth_of(
        Group(GroupOp.ALL, (none_of(one), none_of(other))), known
    )


@many
@given(rules, facts)
def test_double_negation_changes_nothing(rule: Rule, known: Facts) -> None:
    assert truth_of(none_of(none_of(rule)), known) is truth_of(rule, known)


@many
@given(rules, facts)
def test_order_of_a_group_does_not_matter(rule: Rule, known: Facts) -> None:
    if isinstance(rule, Group):
        backwards = Group(rule.op, rule.rules[::-1])
        assert truth_of(backwards, known) is truth_of(rule, known)


@many
@given(rules, facts)
def test_sentences_can_be_made_of_any_rule_and_trace(rule: Rule, known: Facts) -> None:
    assert sentence(rule, {})
    assert all(leaf_sentence(leaf, {}) for leaf in evaluate(rule, known).trace)


@many
@given(json_data)
def test_any_data_is_a_rule_or_refused_by_name(data: object) -> None:
    try:
        rule = from_data(data)
    except InvalidRuleError as refused:
        named = refused.error.code
    else:
        named = "" if from_data(rule.to_data()) == rule else "another rule"

    assert named != "another rule"
