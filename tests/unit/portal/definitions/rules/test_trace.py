"""What a trace holds, and what it never holds."""

import json
from datetime import date

from portal.definitions.rules import Facts, FunctionName, Reason, Truth, evaluate
from portal.definitions.rules.build import all_of, answer, as_of, call, contains, eq, ge, record

TODAY = date(2026, 7, 1)
ADULT = ge(call(FunctionName.YEARS_BETWEEN, answer("born_on"), as_of()), 18)


def test_trace_names_every_leaf_even_past_the_one_that_decides() -> None:
    rule = all_of(eq(answer("a"), 1), eq(answer("b"), 2), eq(record("person.kind"), "x"))

    evaluation = evaluate(rule, Facts({"a": 0, "b": 2}, {}, TODAY))

    assert evaluation.truth is Truth.FALSE
    assert [(leaf.path, leaf.truth, leaf.reason) for leaf in evaluation.trace] == [
        ("rules.0", Truth.FALSE, None),
        ("rules.1", Truth.TRUE, None),
        ("rules.2", Truth.UNKNOWN, Reason.UNANSWERED),
    ]


def test_trace_holds_the_values_in_their_json_form() -> None:
    evaluation = evaluate(ADULT, Facts({"born_on": date(2000, 1, 31)}, {}, TODAY))

    readings = evaluation.to_data()["trace"][0]["readings"]  # type: ignore[index, call-overload]
    assert [(each["path"], each["source"], each["name"], each["value"]) for each in readings] == [
        ("left", "years_between", "", 26),
        ("left.arguments.0", "answer", "born_on", "2000-01-31"),
        ("left.arguments.1", "as_of", "", "2026-07-01"),
    ]


def test_trace_masks_sensitive_answers_and_what_was_computed_from_them() -> None:
    facts = Facts({"born_on": date(2000, 1, 31)}, {}, TODAY, frozenset({"born_on"}))

    evaluation = evaluate(ADULT, facts)

    leaf = evaluation.trace[0]
    assert leaf.truth is Truth.TRUE
    assert [(each.masked, each.value, each.kind) for each in leaf.readings] == [
        (True, None, None),
        (True, None, None),
        (False, "2026-07-01", leaf.readings[2].kind),
    ]
    assert "2000" not in json.dumps(evaluation.to_data())
    assert "2000" not in repr(evaluation)


def test_trace_masks_sensitive_records() -> None:
    facts = Facts({}, {"person.ssn": "000-00-0000"}, TODAY, frozenset({"person.ssn"}))

    evaluation = evaluate(eq(record("person.ssn"), answer("ssn")), facts)

    assert "000" not in json.dumps(evaluation.to_data())


def test_trace_without_sensitive_names_shows_the_value() -> None:
    facts = Facts({"born_on": date(2000, 1, 31)}, {}, TODAY)

    assert "2000-01-31" in json.dumps(evaluate(ADULT, facts).to_data())


def test_trace_keeps_only_the_beginning_of_long_values() -> None:
    rule = all_of(eq(answer("a"), "x"), contains(answer("b"), 1))

    evaluation = evaluate(rule, Facts({"a": "y" * 5_000, "b": [0] * 150}, {}, TODAY))

    text, several = (leaf.readings[0] for leaf in evaluation.trace)
    assert (text.value, text.cut) == ("y" * 200, True)
    assert (several.value, several.cut) == ([0] * 20, True)
