"""Rule functions from plugins: known to evaluator, analysis, sentences and trace; guarded; absent ones unknown."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.definitions.rules import (
    Facts,
    InvalidRuleError,
    Reason,
    Truth,
    ValueType,
    analyse,
    calculate,
    evaluate,
    from_data,
    to_data,
)
from portal.definitions.rules.build import answer, call, eq, lt
from portal.definitions.rules.sentences import leaf_sentence, sentence
from tests.unit.portal.plugins.conftest import Install

FUNCTIONS = """
from portal.sdk.rules import Reason, RuleFunction, ValueType, text


def feels_like(degrees, wind):
    return degrees - wind / 10


def hundredfold(number):
    return number * 100


def fail(number):
    raise ZeroDivisionError(number)


WORDS = text("what {0} feels like in a wind of {1}", "lo que se siente {0} con un viento de {1}")
ONE = (ValueType.INTEGER,)
FUNCTIONS = [
    RuleFunction(
        name="wind.feels_like",
        takes=(ValueType.DECIMAL, ValueType.DECIMAL),
        gives=ValueType.DECIMAL,
        apply=feels_like,
        words=WORDS,
    ),
    RuleFunction(
        name="wind.hundredfold", takes=ONE, gives=ValueType.INTEGER, apply=hundredfold,
        words=text("{1}", "{1}"),
    ),
    RuleFunction(name="wind.fails", takes=ONE, gives=ValueType.INTEGER, apply=fail, words={}),
    RuleFunction(
        name="wind.lies", takes=ONE, gives=ValueType.DATE, apply=hundredfold, words={}
    ),
    RuleFunction(
        name="wind.talks", takes=ONE, gives=ValueType.TEXT, apply=lambda n: "x" * n, words={}
    ),
    RuleFunction(
        name="wind.refuses", takes=ONE, gives=ValueType.TEXT,
        apply=lambda n: Reason.OUTSIDE_CALENDAR, words={},
    ),
]
"""
COLD = lt(call("wind.feels_like", answer("degrees"), answer("wind")), 0)
ON = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _wind(write_plugin: Callable[..., str], install: Install) -> None:
    """Install the plugin of every test here; its module is imported once."""
    install(write_plugin("wind", rules=FUNCTIONS))


def facts(**answers: object) -> Facts:
    """Return facts with these answers."""
    return Facts(answers=answers, records={}, as_of=ON)


@pytest.mark.parametrize(
    ("degrees", "wind", "truth"),
    [
        (1, 20, Truth.TRUE),
        (Decimal("2.5"), 20, Truth.FALSE),
        (None, 20, Truth.UNKNOWN),
        ("cold", 20, Truth.UNKNOWN),
    ],
)
def test_rule_that_calls_a_plugins_function_is_decided(
    degrees: object, wind: object, truth: Truth
) -> None:
    assert evaluate(COLD, facts(degrees=degrees, wind=wind)).truth is truth


@pytest.mark.parametrize(
    ("name", "given", "reason"),
    [
        ("wind.fails", 1, Reason.UNAVAILABLE),
        ("wind.lies", 1, Reason.UNAVAILABLE),
        ("wind.refuses", 1, Reason.OUTSIDE_CALENDAR),
        ("wind.talks", 3_000, Reason.TOO_LARGE),
        ("wind.hundredfold", 10**14, Reason.TOO_LARGE),
        ("wind.hundredfold", "x", Reason.TYPE_MISMATCH),
        ("wind.gone", 1, Reason.UNAVAILABLE),
        ("nobody.there", 1, Reason.UNAVAILABLE),
    ],
)
def test_function_that_cannot_say_gives_its_reason(
    name: str, given: object, reason: Reason
) -> None:
    assert calculate(call(name, answer("n")), facts(n=given)) is reason


def test_trace_shows_what_the_function_gave() -> None:
    leaf = evaluate(COLD, facts(degrees=1, wind=20)).trace[0]

    called = next(reading for reading in leaf.readings if reading.source == "wind.feels_like")
    assert (called.kind, called.value) == (ValueType.DECIMAL, "-1")
    assert leaf_sentence(leaf, {"degrees": "Degrees", "wind": "Wind"}) == (
        "what Degrees feels like in a wind of Wind is less than 0: yes (Degrees: 1; Wind: 20)"
    )


def test_function_is_worded_in_the_readers_language_or_named() -> None:
    with override("es"):
        assert "lo que se siente" in sentence(COLD, {})
    assert sentence(eq(call("wind.hundredfold", answer("n")), 1), {}) == "wind.hundredfold is 1"
    assert sentence(eq(call("nobody.there", answer("n")), 1), {}) == "nobody.there is 1"


@pytest.mark.parametrize(
    ("operand", "faults"),
    [
        (call("wind.hundredfold", answer("n")), []),
        (call("wind.hundredfold", answer("t")), ["type_clash"]),
        (call("wind.hundredfold", answer("n"), answer("n")), ["type_clash"]),
        (call("wind.lies", answer("n")), ["type_clash"]),
        (call("nobody.there", answer("n")), ["unknown_function"]),
    ],
)
def test_analysis_knows_what_a_function_takes_and_gives(operand: object, faults: list[str]) -> None:
    known = {"n": ValueType.INTEGER, "t": ValueType.TEXT}

    found = analyse(eq(operand, 1), known, {})  # type: ignore[arg-type]

    assert [error.code for error in found] == faults


def test_stored_rule_with_an_absent_function_comes_back_as_it_was() -> None:
    data = to_data(eq(call("nobody.there", answer("n")), 1))

    assert to_data(from_data(data)) == data


@pytest.mark.parametrize("name", ["nobody", "Nobody.there", "a.b.c", "a..b", "x." + "y" * 300])
def test_name_of_another_form_is_no_function(name: str) -> None:
    data = {"op": "eq", "left": {"op": name, "arguments": []}, "right": {"op": "as_of"}}

    with pytest.raises(InvalidRuleError, match="unknown_operation"):
        from_data(data)


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("rules_break", "1 / 0"),
        ("rules_take_nothing", "takes=(), gives=ValueType.TEXT"),
        ("rules_take_odd_things", "takes=('text',), gives=ValueType.TEXT"),
        ("rules_give_nothing", "takes=(ValueType.TEXT,), gives=None"),
    ],
)
def test_plugin_that_declares_no_types_offers_no_function(
    write_plugin: Callable[..., str], install: Install, name: str, declared: str
) -> None:
    source = (
        "from portal.sdk.rules import RuleFunction, ValueType\n"
        f"FUNCTIONS = [RuleFunction(name='{name}.f', apply=str, words={{}}, {declared})]"
    )
    install(write_plugin(name, rules=source))

    assert calculate(call(f"{name}.f", answer("n")), facts(n="x")) is Reason.UNAVAILABLE
