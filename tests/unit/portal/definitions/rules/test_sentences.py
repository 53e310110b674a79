"""Rules and traces in plain English."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.definitions.rules import Facts, FunctionName, Money, Rule, evaluate
from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    call,
    contains,
    eq,
    ge,
    is_answered,
    le,
    lt,
    ne,
    none_of,
    one_of,
    record,
)
from portal.definitions.rules.sentences import leaf_sentence, sentence

LABELS = {
    "years": "Years of experience",
    "kind": "Certificate",
    "kind=prof": "Professional Educator",
    "kind=init": "Initial Educator",
    "convicted": "Convicted of a felony",
    "credential.expires_on": "Expiry date",
    "credential.refresher_months": "the months for which a refresher counts",
    "started": "First day",
    "started:type": "date",
    "ended": "Last day",
    "ended:type": "date",
}
LESS = call(FunctionName.MULTIPLY, record("credential.refresher_months"), -1)
YEARS = ge(answer("years"), 5)
INNOCENT = eq(answer("convicted"), False)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (YEARS, "Years of experience is at least 5"),
        (lt(answer("years"), Decimal("2.5")), "Years of experience is less than 2.5"),
        (INNOCENT, "Convicted of a felony is no"),
        (ne(answer("kind"), "prof"), "Certificate is not Professional Educator"),
        (one_of(answer("kind"), "prof", "init"),
         "Certificate is one of: Professional Educator, Initial Educator"),
        (contains(answer("kind"), "prof"), "Certificate includes Professional Educator"),
        (is_answered(answer("prior_name")), "prior name is given"),
        (le(as_of(), record("credential.expires_on")),
         "the day of the application is on or before Expiry date"),
        (ge(answer("fee"), Money(123450)), "fee is at least $1,234.50"),
        (ge(answer("fee"), Money(-5)), "fee is at least -$0.05"),
        (lt(answer("started"), date(2026, 7, 1)), "First day is before July 1, 2026"),
        (ge(call(FunctionName.YEARS_BETWEEN, answer("born_on"), as_of()), 18),
         "the number of whole years from born on to the day of the application is at least 18"),
        (eq(call(FunctionName.ADD, answer("a"), 1, 2), 3), "a plus 1 plus 2 is 3"),
        (eq(call(FunctionName.SUBTRACT, answer("a"), call(FunctionName.ADD, answer("b"), 2)), 3),
         "a minus (b plus 2) is 3"),
        (eq(call(FunctionName.MULTIPLY, call(FunctionName.ADD, answer("a"), answer("b")), 3), 3),
         "(a plus b) times 3 is 3"),
        (lt(answer("done_on"), call(FunctionName.ADD_MONTHS, as_of(), 6)),
         "done on is before the day of the application plus 6 months"),
        (lt(answer("done_on"), call(FunctionName.ADD_YEARS, as_of(), -5)),
         "done on is before the day of the application minus 5 years"),
        (lt(answer("done_on"),
            call(FunctionName.ADD_MONTHS, as_of(), call(FunctionName.MULTIPLY, answer("term"), -1))),
         "done on is before the day of the application minus the months given in “term”"),
        (lt(answer("done_on"), call(FunctionName.ADD_MONTHS, as_of(), 1)),
         "done on is before the day of the application plus 1 month"),
        (lt(answer("done_on"), call(FunctionName.ADD_YEARS, as_of(), -1)),
         "done on is before the day of the application minus 1 year"),
        (lt(answer("done_on"), call(FunctionName.ADD_MONTHS, as_of(), LESS)),
         "done on is before the day of the application minus the months for which a refresher counts"),
        (lt(answer("done_on"),
            call(FunctionName.ADD_MONTHS, as_of(), call(FunctionName.MULTIPLY, 2, answer("term")))),
         "done on is before the day of the application plus (2 times term) months"),
        (lt(answer("started"), answer("ended")), "First day is before Last day"),
        (ge(answer("ended"), record("credential.expires_on")), "Last day is on or after Expiry date"),
        (ge(call(FunctionName.SUM, answer("training.hours")), 24),
         "the total of hours is at least 24"),
        (all_of(YEARS, INNOCENT),
         "Years of experience is at least 5 and Convicted of a felony is no"),
        (all_of(any_of(YEARS, INNOCENT), YEARS),
         ("(Years of experience is at least 5 or Convicted of a felony is no)"
         " and Years of experience is at least 5")),
        (none_of(YEARS), "it is not so that Years of experience is at least 5"),
        (none_of(is_answered(answer("prior_name"))), "prior name is not given"),
        (none_of(contains(answer("kind"), "prof")),
         "Certificate does not include Professional Educator"),
        (one_of(answer("kind"), "prof"), "Certificate is Professional Educator"),
        (ne(answer("convicted"), False), "Convicted of a felony is yes"),
        (none_of(YEARS, INNOCENT),
         "none of these is so: Years of experience is at least 5; Convicted of a felony is no"),
    ],
)  # fmt: skip
def test_rule_reads_as_a_sentence(rule: Rule, words: str) -> None:
    assert sentence(rule, LABELS) == words


@pytest.mark.parametrize(
    ("rule", "answers", "words"),
    [
        (YEARS, {"years": 3}, "Years of experience is at least 5: no (Years of experience: 3)"),
        (YEARS, {},
         "Years of experience is at least 5: not known yet (Years of experience: not answered)"),
        (YEARS, {"years": "x"},
         "Years of experience is at least 5: cannot be decided (Years of experience: x)"),
        (one_of(answer("kind"), "prof"), {"kind": "init"},
         "Certificate is Professional Educator: no (Certificate: Initial Educator)"),
        (contains(answer("kind"), "prof"), {"kind": ["prof", "init"]},
         ("Certificate includes Professional Educator: yes"
         " (Certificate: Professional Educator, Initial Educator)")),
        (eq(answer("ssn"), "1"), {"ssn": "000"}, "ssn is 1: no (ssn: not shown)"),
        (le(as_of(), date(2026, 3, 1)), {},
         ("the day of the application is on or before March 1, 2026: no"
         " (the day of the application: July 1, 2026)")),
    ],
)  # fmt: skip
def test_traced_leaf_reads_as_demand_verdict_and_values(
    rule: Rule, answers: dict[str, object], words: str
) -> None:
    facts = Facts(answers, {}, date(2026, 7, 1), frozenset({"ssn"}))

    assert leaf_sentence(evaluate(rule, facts).trace[0], LABELS) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (le(as_of(), date(2026, 7, 1)),
         "el día de la solicitud es a más tardar el 1 de julio de 2026"),
        (ge(call(FunctionName.MONTHS_BETWEEN, answer("started"), answer("ended")), 6),
         "el número de meses completos desde First day hasta Last day es como mínimo 6"),
        (lt(answer("started"), call(FunctionName.ADD_YEARS, as_of(), -1)),
         "First day cae antes que el día de la solicitud menos 1 año"),
        (lt(answer("started"), call(FunctionName.ADD_MONTHS, as_of(), answer("term"))),
         "First day cae antes que el día de la solicitud más los meses indicados en «term»"),
        (none_of(YEARS), "no se cumple lo siguiente: Years of experience es como mínimo 5"),
        (none_of(is_answered(answer("ended"))), "no se indica Last day"),
    ],
)  # fmt: skip
def test_rule_reads_as_a_sentence_in_spanish(rule: Rule, words: str) -> None:
    with override("es"):
        assert sentence(rule, LABELS) == words
