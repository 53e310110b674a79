"""Fifty hostile rules: refused by name when a definition is read, or taken and evaluated in bounded time."""

from datetime import date
from time import process_time
from typing import Any

import pytest

from benchmarks.hostile_rules import HOSTILE, TAKEN
from portal.definitions.rules import (
    Facts,
    InvalidRuleError,
    Items,
    Truth,
    ValueType,
    evaluate,
    from_data,
    truth_of,
)
from portal.definitions.serialization import DefinitionFormatError, dump_wizard, load_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text

MOST_SECONDS = 0.25
SAID = text("One", "Uno")
FACTS = Facts(
    answers={"age": 1, "hours": Items(ValueType.INTEGERS, (10**15,) * 200)},
    records={},
    as_of=date(2026, 7, 1),
)
REFUSED = [name for name, (_data, outcome) in HOSTILE.items() if outcome != TAKEN]
BOUNDED = [name for name, (_data, outcome) in HOSTILE.items() if outcome == TAKEN]


def definition_with(condition: object) -> dict[str, Any]:
    question = FieldSpec(id="age", type="integer", label=SAID)
    step = StepSpec(id="one", title=SAID, fields=(question,))
    data = dump_wizard(WizardSpec(key="test.hostile", title=SAID, summary=SAID, steps=(step,)))
    data["steps"][0]["fields"][0]["condition"] = condition
    return data


def test_there_are_fifty_of_them() -> None:
    assert len(HOSTILE) == 50


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_rule_is_refused_by_name_and_soon(name: str) -> None:
    data, code = HOSTILE[name]
    began = process_time()

    with pytest.raises(InvalidRuleError) as refused:
        from_data(data)
    with pytest.raises(DefinitionFormatError) as unread:
        load_wizard(definition_with(data))

    assert refused.value.error.code == code
    assert len(str(refused.value)) < 1_000
    assert len(str(unread.value)) < 1_000
    assert process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("name", BOUNDED)
def test_hostile_rule_that_is_taken_is_evaluated_soon(name: str) -> None:
    data, _outcome = HOSTILE[name]
    began = process_time()

    rule = from_data(data)
    truth = truth_of(rule, FACTS)
    traced = evaluate(rule, FACTS)

    assert truth in Truth
    assert traced.truth is truth
    assert process_time() - began < MOST_SECONDS
