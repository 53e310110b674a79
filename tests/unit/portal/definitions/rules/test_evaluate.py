"""Evaluation where the vectors do not reach: Python's own types, stopping early, purity."""

import subprocess
import sys
from collections import UserDict
from datetime import UTC, date, datetime

import portal
from portal.definitions.rules import Facts, Truth, ValueType, is_true, truth_of, typed_answers
from portal.definitions.rules.build import all_of, answer, any_of, as_of, eq, is_answered, lt

TODAY = date(2026, 7, 1)


class CountedAnswers(UserDict[str, object]):
    """Answers that remember which of them were read."""

    def __init__(self, data: dict[str, object]) -> None:
        super().__init__(data)
        self.read: list[str] = []

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.read.append(key)
        return super().get(key, default)


def test_is_true_stops_at_the_rule_that_decides() -> None:
    answers = CountedAnswers({"a": True})
    rule = any_of(eq(answer("a"), True), eq(answer("b"), True))

    assert is_true(rule, Facts(answers, {}, TODAY))
    assert answers.read == ["a"]


def test_unknown_rule_is_not_true_and_neither_is_its_negation() -> None:
    facts = Facts({}, {}, TODAY)

    assert truth_of(eq(answer("a"), True), facts) is Truth.UNKNOWN
    assert not is_true(eq(answer("a"), True), facts)
    assert not is_true(eq(answer("a"), False), facts)


def test_as_of_with_a_time_of_day_is_unknown() -> None:
    facts = Facts({}, {}, datetime(2026, 7, 1, tzinfo=UTC))

    assert truth_of(lt(as_of(), date(2027, 1, 1)), facts) is Truth.UNKNOWN


def test_typed_answers_of_wrong_form_are_answered_and_unknown() -> None:
    answers = typed_answers(
        {"a": "soon", "b": "", "c": "x"}, {"a": ValueType.DATE, "b": ValueType.DATE}
    )
    facts = Facts(answers, {}, TODAY)

    assert truth_of(lt(answer("a"), as_of()), facts) is Truth.UNKNOWN
    assert is_true(all_of(is_answered(answer("a")), is_answered(answer("c"))), facts)
    assert not is_true(is_answered(answer("b")), facts)


def test_facts_do_not_show_answers_in_their_representation() -> None:
    facts = Facts({"ssn": "000-00-0000"}, {"person.ssn": "000-00-0000"}, TODAY)

    assert "000-00-0000" not in repr(facts)


def test_rules_are_imported_without_django() -> None:
    site = str(portal.__path__[0]).rpartition("/")[0]
    program = (
        f"import sys; sys.path.insert(0, {site!r}); import portal.definitions.rules.build; "
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
