"""Fifty rules as an attacker would save them: what refuses each, or that it is taken and its evaluation bounded."""

from __future__ import annotations

import json
from typing import Any

Data = dict[str, Any]

TAKEN = "taken"
MOST = 10**15

ANSWER: Data = {"op": "answer", "field": "age"}
SEVERAL: Data = {"op": "answer", "field": "hours"}
DAY: Data = {"op": "as_of"}


def constant(kind: object, value: object) -> Data:
    """Return a constant."""
    return {"op": "constant", "type": kind, "value": value}


def eq(right: object, left: object = ANSWER) -> Data:
    """Return a comparison."""
    return {"op": "eq", "left": left, "right": right}


def named(field: object) -> Data:
    """Return a rule about an answer of that name."""
    return {"op": "is_answered", "operand": {"op": "answer", "field": field}}


def call(function: object, *arguments: object) -> Data:
    """Return a rule about the outcome of a function."""
    return eq(constant("integer", 1), {"op": function, "arguments": list(arguments)})


def nested(levels: int, op: str = "all", width: int = 1) -> Data:
    """Return groups in groups; with a width, the same group again and again."""
    rule = eq(constant("integer", 1))
    for _level in range(levels):
        rule = {"op": op, "rules": [rule] * width}
    return rule


def endless(op: str, key: str) -> Data:
    """Return a rule that has itself for its part."""
    rule: Data = {"op": op}
    rule[key] = [rule]
    return rule


def sums(levels: int, operand: Data = SEVERAL, function: str = "add") -> Data:
    """Return a sum of sums of twenty, or a tower of functions of two."""
    for _level in range(levels):
        operand = {"op": function, "arguments": [operand] * (20 if function == "add" else 2)}
    return eq(constant("integer", 1), operand)


ONE = constant("integer", 1)
LARGEST = constant("decimal", "999999999999999.99999999999999999999")
TEXT = constant("text", "a" * 2_000)
TEXTS = [constant("text", "a" * 1_997 + f"{number:03}") for number in range(490)]
SUM: Data = {"op": "sum", "arguments": [SEVERAL]}
HALF: Data = {"op": "multiply", "arguments": [LARGEST, ANSWER]}


def many(operand: Data) -> Data:
    """Return as many rules about an operand as fit, each another one."""
    return {
        "op": "any",
        "rules": [eq(constant("integer", number), operand) for number in range(99)],
    }


HOSTILE: dict[str, tuple[object, str]] = {
    "nested a hundred deep": (nested(100), "too_deep"),
    "nested nine hundred deep": (nested(900), "too_deep"),
    "negations of negations": (nested(20, "none"), "too_deep"),
    "functions a hundred deep": (sums(100, ONE, "subtract"), "too_deep"),
    "a rule within itself": (endless("all", "rules"), "too_deep"),
    "a negation of itself": (endless("none", "rules"), "too_deep"),
    "a sum of itself": (eq(endless("add", "arguments")), "too_deep"),
    "ten thousand rules in a row": (nested(1, "any", 10_000), "too_many_nodes"),
    "a billion laughs": (nested(9, "any", 10), "too_many_nodes"),
    "a million choices": ({"op": "in", "operand": ANSWER, "choices": [ONE] * 1_000_000}, "too_many_nodes"),
    "a tower of sums": (sums(5), "too_many_nodes"),
    "a function of too many": (call("add", *[ONE] * 21), "wrong_argument_count"),
    "a function of none": (call("add"), "wrong_argument_count"),
    "a text of a megabyte": (eq(constant("text", "a" * 1_000_000)), "text_too_long"),
    "a text of blanks": (eq(constant("text", " " * 100)), "bad_constant"),
    "a number of ten thousand digits": (eq(constant("integer", 10**10_000)), "number_too_large"),
    "a decimal of a megabyte": (eq(constant("decimal", "9" * 1_000_000)), "text_too_long"),
    "a decimal with a giant exponent": (eq(constant("decimal", "1e999999999")), "bad_constant"),
    "a decimal that is no number": (eq(constant("decimal", "NaN")), "bad_constant"),
    "an infinite decimal": (eq(constant("decimal", "Infinity")), "bad_constant"),
    "a decimal in other digits": (eq(constant("decimal", "\u0661\u0662")), "bad_constant"),
    "a float": (eq(constant("integer", 0.1)), "bad_constant"),
    "a float that is no number": (eq(constant("integer", float("nan"))), "bad_constant"),
    "yes for a number": (eq(constant("integer", True)), "bad_constant"),
    "a text for a number": (eq(constant("integer", "1")), "bad_constant"),
    "money beyond the limit": (eq(constant("money", -MOST - 1)), "number_too_large"),
    "a day in the year zero": (eq(constant("date", "0000-01-01")), "bad_constant"),
    "a day of five digits": (eq(constant("date", "99999-01-01")), "bad_constant"),
    "a list for a value": (eq(constant("text", ["a"])), "bad_constant"),
    "an object for a value": (eq(constant("text", {"a": 1})), "bad_constant"),
    "a type from the prototype": (eq(constant("__proto__", 1)), "unknown_type"),
    "a list for a type": (eq(constant(["integer"], 1)), "unknown_type"),
    "a field called __proto__": (named("__proto__"), "bad_name"),
    "a field called __class__": (named("age.__class__"), "bad_name"),
    "a field with a line feed": (named("age\n"), "bad_name"),
    "a field in another script": (named("\u0430ge"), "bad_name"),
    "a field of a million letters": (named("a" * 1_000_000), "bad_name"),
    "a key called __proto__": (json.loads('{"op": "all", "rules": [], "__proto__": {"op": "any"}}'), "unknown_key"),
    "an operation from the prototype": (call("constructor", ONE), "unknown_operation"),
    "an operation of the language": (call("__import__", ONE), "unknown_operation"),
    "code for an operation": (call("eval('1')", ONE), "unknown_operation"),
    "an object for an operation": ({"op": {"op": "all"}, "rules": []}, "no_operation"),
    "a rule for an operand": (eq(eq(ONE)), "unknown_operation"),
    "a list for a rule": ([eq(ONE)], "not_an_object"),
    "an object for a list": ({"op": "all", "rules": {"0": eq(ONE), "length": 1}}, "not_a_list"),
    "a field called constructor": (named("constructor"), TAKEN),
    "months out of the calendar": (eq({"op": "add_months", "arguments": [DAY, constant("integer", MOST)]}, DAY), TAKEN),
    "as many products as there may be": (many(HALF), TAKEN),
    "as many long texts as there may be": ({"op": "in", "operand": TEXT, "choices": TEXTS}, TAKEN),
    "as many long lists as there may be": (many(SUM), TAKEN),
}  # fmt: skip
