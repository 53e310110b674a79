"""Which fees of a definition an application is asked, and how many of each. Pure and total: nothing is free by failing.

What they come to is worked out in ``portal.payments``, by the dated rows of the fee schedule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import rule_values
from portal.definitions.rules import Facts, Truth, truth_of

__all__ = ["AskedFee", "AskedFees", "ask_fees"]

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class AskedFee:
    """An item that is charged so many times, by the fee of the definition that asks for it."""

    fee: str
    item: str
    quantity: int


@dataclass(frozen=True, slots=True)
class AskedFees:
    """The fees that apply, and the ids of those of which that cannot be decided: nobody may be charged then."""

    lines: tuple[AskedFee, ...] = ()
    undecided: tuple[str, ...] = ()


def ask_fees(
    compiled: CompiledWizard, answers: Answers, context: AnsweringContext
) -> AskedFees | None:
    """Return what the answers that stand are charged, or None where the definition names no fees."""
    if not compiled.spec.fees:
        return None
    values: dict[str, Any] = {}
    for step in compiled.spec.steps:
        values |= rule_values(compiled.ruled[step.id], answers.get(step.id, {}))
    facts = Facts(values, context.record, context.on)
    truths = {fee.id: _truth(fee, facts) for fee in compiled.spec.fees}
    lines = _lines((fee for fee in compiled.spec.fees if truths[fee.id] is Truth.TRUE), answers)
    undecided = (fee for fee, truth in truths.items() if truth is Truth.UNKNOWN)
    return AskedFees(tuple(lines), tuple(undecided))


def _truth(fee: FeeSpec, facts: Facts) -> Truth:
    return Truth.TRUE if fee.condition is None else truth_of(fee.condition, facts)


def _lines(fees: Iterator[FeeSpec], answers: Answers) -> Iterator[AskedFee]:
    for fee in fees:
        quantity = _count_rows(fee.per_row, answers) if fee.per_row else 1
        if quantity:
            yield AskedFee(fee.id, fee.item, quantity)


def _count_rows(group: str, answers: Answers) -> int:
    """Return how many rows a repeating group was given; none where it was not asked."""
    return sum(len(given[group]) for given in answers.values() if group in given)
