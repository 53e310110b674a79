"""What is refused when a rule is read, by which name, and at which place."""

from typing import Any

import pytest

from portal.definitions.rules import InvalidRuleError, RuleError, from_data, operand_from_data

ANSWER = {"op": "answer", "field": "age"}
THREE = {"op": "constant", "type": "integer", "value": 3}
EQ = {"op": "eq", "left": ANSWER, "right": THREE}


def refused(data: object) -> RuleError:
    with pytest.raises(InvalidRuleError) as caught:
        from_data(data)
    return caught.value.error


def within(operand: object) -> dict[str, Any]:
    return {"op": "all", "rules": [EQ, {"op": "eq", "left": ANSWER, "right": operand}]}


def constant(kind: object, value: object) -> dict[str, Any]:
    return within({"op": "constant", "type": kind, "value": value})


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        (None, "not_an_object", ""),
        ([], "not_an_object", ""),
        ({}, "no_operation", "op"),
        ({"op": 1}, "no_operation", "op"),
        ({"op": "xor", "rules": []}, "unknown_operation", "op"),
        ({"op": "answer", "field": "age"}, "unknown_operation", "op"),
        ({"op": "all"}, "missing_key", ""),
        ({"op": "all", "rules": EQ}, "not_a_list", "rules"),
        ({"op": "all", "rules": []}, "empty_group", "rules"),
        ({"op": "all", "rules": [EQ], "label": "x"}, "unknown_key", ""),
        ({"op": "none", "rules": [EQ, {"op": "all", "rules": [3]}]}, "not_an_object", "rules.1.rules.0"),
        ({"op": "eq", "left": ANSWER}, "missing_key", ""),
        ({"op": "eq", "left": ANSWER, "right": EQ}, "unknown_operation", "right.op"),
        ({"op": "in", "operand": ANSWER, "choices": []}, "no_choices", "choices"),
        ({"op": "in", "operand": ANSWER, "choices": [THREE, ANSWER]}, "not_a_constant", "choices.1"),
        ({"op": "is_answered", "operand": THREE}, "not_an_answer", "operand"),
        (within({"op": "answer", "field": "__proto__"}), "bad_name", "rules.1.right.field"),
        (within({"op": "answer", "field": "a b"}), "bad_name", "rules.1.right.field"),
        (within({"op": "answer", "field": "x" * 201}), "bad_name", "rules.1.right.field"),
        (within({"op": "answer", "field": 3}), "bad_name", "rules.1.right.field"),
        (within({"op": "record", "path": "person..name"}), "bad_name", "rules.1.right.path"),
        (within({"op": "as_of", "day": "x"}), "unknown_key", "rules.1.right"),
        (within({"op": "sum", "arguments": [ANSWER, ANSWER]}), "wrong_argument_count", "rules.1.right.arguments"),
        (within({"op": "eval", "arguments": ["1"]}), "unknown_operation", "rules.1.right.op"),
        (constant("float", 1.5), "unknown_type", "rules.1.right.type"),
        (constant(["integer"], 1), "unknown_type", "rules.1.right.type"),
        (constant("texts", ["x"]), "unknown_type", "rules.1.right.type"),
        (constant("integer", 1.0), "bad_constant", "rules.1.right.value"),
        (constant("integer", True), "bad_constant", "rules.1.right.value"),
        (constant("integer", None), "bad_constant", "rules.1.right.value"),
        (constant("integer", 10**15 + 1), "number_too_large", "rules.1.right.value"),
        (constant("money", -(10**15) - 1), "number_too_large", "rules.1.right.value"),
        (constant("decimal", "1e999999999"), "bad_constant", "rules.1.right.value"),
        (constant("decimal", "9" * 16), "number_too_large", "rules.1.right.value"),
        (constant("date", "2026-02-30"), "bad_constant", "rules.1.right.value"),
        (constant("text", ""), "bad_constant", "rules.1.right.value"),
        (constant("text", "x" * 2001), "text_too_long", "rules.1.right.value"),
    ],
)  # fmt: skip
def test_malformed_rule_is_refused_with_its_place(data: object, code: str, path: str) -> None:
    error = refused(data)

    assert (error.code, error.path) == (code, path)


def test_refusal_reads_as_name_place_and_detail() -> None:
    error = refused({"op": "all", "rules": [EQ], "label": "x"})

    assert str(error) == "unknown_key at the root: label"


def test_refusal_never_repeats_a_long_text() -> None:
    assert len(str(refused({"op": "x" * 10_000}))) < 200
    assert len(str(refused({"op": "all", "rules": [EQ], "y" * 10_000: 1}))) < 200


def test_rule_at_the_depth_limit_is_read_and_one_deeper_is_refused() -> None:
    data = EQ
    for _ in range(18):
        data = {"op": "all", "rules": [data]}

    assert from_data(data).depth == 20
    error = refused({"op": "all", "rules": [data]})
    assert (error.code, error.path) == ("too_deep", ".".join(["rules.0"] * 19) + ".left")


def test_rule_nested_without_end_is_refused() -> None:
    endless: dict[str, Any] = {"op": "all"}
    endless["rules"] = [endless]

    assert refused(endless).code == "too_deep"


def test_rule_that_grows_by_repetition_is_refused() -> None:
    bomb = EQ
    for _ in range(18):
        bomb = {"op": "any", "rules": [bomb] * 10}

    assert refused(bomb).code == "too_many_nodes"


def test_rule_at_the_node_limit_is_read_and_one_more_is_refused() -> None:
    choices = [{"op": "constant", "type": "integer", "value": index} for index in range(498)]

    assert from_data({"op": "in", "operand": ANSWER, "choices": choices}).size == 500
    error = refused({"op": "in", "operand": ANSWER, "choices": [*choices, THREE, "never read"]})
    assert (error.code, error.path) == ("too_many_nodes", "choices.498")


def test_operand_is_read_on_its_own() -> None:
    data = {"op": "add", "arguments": [ANSWER, THREE]}

    assert operand_from_data(data).to_data() == data


def test_decimal_constant_is_stored_in_its_shortest_form() -> None:
    data = {"op": "constant", "type": "decimal", "value": "-1.500"}

    assert operand_from_data(data).to_data()["value"] == "-1.5"
