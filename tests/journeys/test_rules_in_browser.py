"""The browser's rules give what the server's give: over shared vectors, random trees and hostile ones."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.hostile_rules import HOSTILE, TAKEN
from portal.definitions import rules
from portal.definitions.rules import (
    Facts,
    Items,
    Money,
    Reason,
    Value,
    ValueType,
    calculate,
    from_data,
    kind_of,
    operand_from_data,
    truth_of,
    typed_answers,
    value_from_data,
)
from portal.definitions.rules.values import EXACT
from tests.random_rules import RandomRules

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = (ROOT / "static" / "portal" / "rules.js").read_text(encoding="utf-8")
VECTORS = json.loads(Path(rules.__file__).with_name("vectors.json").read_text(encoding="utf-8"))
MOST_SECONDS = 2.0
TREES, OPERANDS, SEED = 2_000, 1_000, 7
RUN = """cases => JSON.stringify(JSON.parse(cases).map(({rule, operand, answers, records, as_of}) => {
  const rules = window.portalRules, text = (_name, each) => typeof each === "bigint" ? String(each) : each;
  const facts = {answers: rules.typed(answers), records: rules.typed(records), as_of};
  const found = rule ? rules.decide(rule, facts) : rules.calculate(operand, facts);
  if (rule) { return typeof found === "string" ? "unknown" : String(found); }
  return typeof found === "string" ? found : JSON.parse(JSON.stringify([found.kind, found.value], text));
}))"""
SPOILED = {
    "two truth values": ('truths.find(isText) || node.op !== "any"', 'node.op !== "any"'),
    "unanswered is no": (
        'facts.answers.get(node.field) || "unanswered"',
        'facts.answers.get(node.field) || { kind: "yes_no", value: false }',
    ),
    "decimals are rounded": ('number % PLACES ? "too_precise" :', 'false ? "too_precise" :'),
    "half a cent is dropped": ("(size(exact) * 2n + PLACES) / (2n * PLACES)", "size(exact) / PLACES"),
    "floats": ('BigInt(parts[1] + (parts[2] || "").padEnd(20, "0"))', "BigInt(Math.round(raw * 1e20))"),
    "months of 31 days": ("Math.min(day.slice(8), last)", "day.slice(8)"),
    "an open row is nothing": ('includes(null) ? "unanswered" : total', "includes(null) ? whole(kind, 0n) : total"),
}  # fmt: skip

Case = dict[str, Any]
Judge = Callable[[list[Case]], list[Any]]


@pytest.fixture
def browser_with(chromium: Browser) -> Iterator[Callable[[str], Judge]]:
    """Return a function that gives the judgment of a browser with a script, all cases at once."""
    page = chromium.new_page()

    def load(script: str) -> Judge:
        page.set_content("<!doctype html><title>Rules</title>")
        page.evaluate(script)
        return lambda cases: list(json.loads(page.evaluate(RUN, json.dumps(cases))))

    yield load
    page.close()


def random_cases() -> list[Case]:
    made = RandomRules(SEED)
    cases = [made.case_of_rule() for _ in range(TREES)]
    return cases + [made.case_of_operand() for _ in range(OPERANDS)]


def facts_of(case: Case) -> Facts:
    def typed(entries: Case) -> dict[str, object]:
        types = {name: ValueType(entry["type"]) for name, entry in entries.items()}
        return typed_answers({name: entry["value"] for name, entry in entries.items()}, types)

    return Facts(typed(case["answers"]), typed(case["records"]), date.fromisoformat(case["as_of"]))


def judged_by_server(case: Case) -> object:
    if "rule" in case:
        return truth_of(from_data(case["rule"]), facts_of(case)).value
    return as_in_browser(calculate(operand_from_data(case["operand"]), facts_of(case)))


def expected(vector: Case) -> object:
    if "truth" in vector or "reason" in vector:
        return vector.get("truth") or vector["reason"]
    value = vector["value"]
    return as_in_browser(value_from_data(ValueType(value["type"]), value["value"]))


def as_in_browser(value: Value | Reason) -> object:
    """Return a value as the browser holds it, whole numbers as texts."""
    if isinstance(value, Reason):
        return value.value
    several = value.values if isinstance(value, Items) else (value,)
    plain = [None if each is None else plain_of(each, value) for each in several]
    return [kind_of(value).value, plain if isinstance(value, Items) else plain[0]]


def plain_of(item: Value, of: Value) -> object:
    if isinstance(item, Decimal):
        return str(int(EXACT.scaleb(item, 20)))
    if isinstance(item, Money):
        return str(item.cents)
    if isinstance(item, date):
        return item.isoformat()
    return str(item) if type(item) is int else item


def test_every_vector_comes_out_in_the_browser(browser_with: Callable[[str], Judge]) -> None:
    vectors = VECTORS["vectors"]
    found = browser_with(SCRIPT)(vectors)

    wanted = [expected(vector) for vector in vectors]
    assert [
        (vector["name"], one, other)
        for vector, one, other in zip(vectors, found, wanted, strict=True)
        if one != other
    ] == []


@pytest.mark.proof
def test_random_trees_agree_with_the_server(browser_with: Callable[[str], Judge]) -> None:
    cases = random_cases()
    found = browser_with(SCRIPT)(cases)

    by_server = [judged_by_server(case) for case in cases]
    truths = Counter(map(str, by_server[:TREES]))
    assert [pair for pair in zip(cases, found, by_server, strict=True) if pair[1] != pair[2]] == []
    assert min(truths[truth] for truth in ("true", "false", "unknown")) > TREES / 10
    assert sum(isinstance(each, list) for each in by_server) > OPERANDS / 3


def test_hostile_trees_that_are_taken_are_bounded_in_the_browser_too(
    browser_with: Callable[[str], Judge],
) -> None:
    hours = {"type": "integers", "value": [10**15] * 200}
    facts = {"answers": {"hours": hours}, "records": {}, "as_of": "2026-07-01"}
    cases = [{"rule": rule, **facts} for rule, outcome in HOSTILE.values() if outcome == TAKEN]
    judge = browser_with(SCRIPT)
    began = monotonic()

    assert judge(cases) == [judged_by_server(case) for case in cases]
    assert monotonic() - began < MOST_SECONDS


@pytest.mark.proof
@pytest.mark.parametrize("fault", SPOILED)
def test_spoiled_rules_are_noticed(browser_with: Callable[[str], Judge], fault: str) -> None:
    sound, spoiled = SPOILED[fault]
    assert SCRIPT.count(sound) == 1
    cases = random_cases()

    found = browser_with(SCRIPT.replace(sound, spoiled))(cases)

    assert found != [judged_by_server(case) for case in cases]
