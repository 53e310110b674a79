"""Every shared vector, which the browser's mirror runs too."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.definitions import rules
from portal.definitions.rules import (
    Facts,
    FunctionName,
    Reason,
    Truth,
    ValueType,
    calculate,
    evaluate,
    from_data,
    operand_from_data,
    truth_of,
    typed_answers,
    value_from_data,
)

DOCUMENT = json.loads(Path(rules.__file__).with_name("vectors.json").read_text(encoding="utf-8"))
VECTORS: list[dict[str, Any]] = DOCUMENT["vectors"]
OF_RULES = [vector for vector in VECTORS if "rule" in vector]
OF_OPERANDS = [vector for vector in VECTORS if "operand" in vector]


def facts_of(vector: dict[str, Any]) -> Facts:
    def typed(entries: dict[str, Any]) -> dict[str, object]:
        types = {name: ValueType(entry["type"]) for name, entry in entries.items()}
        return typed_answers({name: entry["value"] for name, entry in entries.items()}, types)

    as_of = date.fromisoformat(vector["as_of"])
    return Facts(typed(vector["answers"]), typed(vector["records"]), as_of)


@pytest.mark.parametrize("vector", OF_RULES, ids=lambda vector: vector["name"])
def test_rule_vector_gives_its_truth(vector: dict[str, Any]) -> None:
    rule = from_data(vector["rule"])

    assert truth_of(rule, facts_of(vector)) is Truth(vector["truth"])
    assert evaluate(rule, facts_of(vector)).truth is Truth(vector["truth"])
    assert rule.to_data() == vector["rule"]


@pytest.mark.parametrize("vector", OF_OPERANDS, ids=lambda vector: vector["name"])
def test_operand_vector_gives_its_value_or_reason(vector: dict[str, Any]) -> None:
    expected: object
    if "reason" in vector:
        expected = Reason(vector["reason"])
    else:
        expected = value_from_data(ValueType(vector["value"]["type"]), vector["value"]["value"])
    found = calculate(operand_from_data(vector["operand"]), facts_of(vector))

    assert (type(found), found) == (type(expected), expected)


def test_vectors_cover_every_operation() -> None:
    text = json.dumps(VECTORS)
    operations = {*FunctionName, "all", "any", "none", "eq", "ne", "lt", "le", "gt", "ge", "in"}
    operations |= {"contains", "is_answered", "answer", "record", "constant", "as_of"}

    assert {name for name in operations if f'"op": "{name}"' not in text} == set()


def test_vectors_have_names_of_their_own() -> None:
    names = [vector["name"] for vector in VECTORS]

    assert len(set(names)) == len(names)
