"""What can be known of a definition's fees before anybody answers: what they read, and whether that is always decided.

That the fee schedule has an item is asked of the records, in ``fee_items``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from portal.definitions.fee_spec import FeeSpec, place_of_fee
from portal.definitions.fields import get_field_type, is_known_type
from portal.definitions.record_paths import RECORD_TYPES
from portal.definitions.rule_checks import TOLD_ELSEWHERE, Fault, detail_of, typed_names
from portal.definitions.rules import Rule, analyse, fields_used, paths_used
from portal.definitions.rules.openness import find_open
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec

__all__ = ["MOST_FEES", "find_fee_faults"]

MOST_FEES = 20
_ID = re.compile(r"[a-z][a-z0-9_]{0,48}\Z")


def find_fee_faults(spec: WizardSpec) -> Iterator[Fault]:
    """Yield each fault of each fee; an application is charged twenty at most."""
    if not spec.fees:
        return
    if len(spec.fees) > MOST_FEES:
        yield "too_many_fees", "wizard", str(len(spec.fees))
    asked = {name for each in spec.fields() if _has_answer(each) for name, _q in each.named()}
    groups = {each.id for each in spec.fields() if each.rows}
    times = Counter(fee.id for fee in spec.fees)
    for fee in spec.fees:
        place = place_of_fee(fee.id)
        if not _ID.match(fee.id):
            yield "bad_fee_id", place, fee.id
        if times[fee.id] > 1:
            yield "duplicate_fee", place, fee.id
        if not fee.item:
            yield "no_fee_item", place, ""
        if fee.per_row and fee.per_row not in groups:
            yield "fee_of_no_group", place, fee.per_row
        if fee.condition is not None:
            yield from _condition_faults(fee, fee.condition, asked, spec)


def _condition_faults(
    fee: FeeSpec, rule: Rule, asked: set[str], spec: WizardSpec
) -> Iterator[Fault]:
    place = place_of_fee(fee.id)
    unasked = sorted(fields_used(rule) - asked)
    for used in unasked:
        yield "fee_reads_unasked", place, used
    types = dict(typed_names(spec.fields()))
    for error in analyse(rule, types, RECORD_TYPES):
        if error.code not in TOLD_ELSEWHERE:
            yield error.code, place, detail_of(error)
    if not unasked:
        missable, ragged = _may_be_missing(spec)
        for name in find_open(rule, missable | paths_used(rule), ragged):
            yield "fee_may_stay_open", place, name


def _may_be_missing(spec: WizardSpec) -> tuple[set[str], set[str]]:
    """Return what rules call the answers that may not be there, and those of rows that may be there in part."""
    missable: set[str] = set()
    ragged: set[str] = set()
    for step in spec.steps:
        for question in step.fields:
            if _is_missable(question, step):
                missable |= {name for name, _each in question.named()}
            ragged |= {
                f"{question.id}.{inner.id}"
                for inner in question.rows
                if not inner.required or inner.condition is not None
            }
    return missable, ragged


def _is_missable(question: FieldSpec, step: StepSpec) -> bool:
    is_conditional = step.condition is not None or question.condition is not None
    return is_conditional or not question.required or question.calculation is not None


def _has_answer(question: FieldSpec) -> bool:
    return not is_known_type(question.type) or get_field_type(question.type).has_answer
