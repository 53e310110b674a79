"""Answers that a question accepts, a few of each type: usual ones, its limits, and what rules compare with.

A new type of field joins with one function in ``SAMPLES``; without it, texts, numbers and days are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.rules import Facts, Money, is_true
from portal.definitions.spec import FieldSpec
from portal.sdk.testing.row_samples import compared_in_row, find_opening_row

__all__ = ["SAMPLES", "find_accepted", "list_accepted", "tried_in_row"]

MOST = 8
"""How many answers of a question are tried."""
TEXTS: Mapping[str, tuple[str, ...]] = {
    "text": ("12 Elm Street", "B"),
    "long_text": ("What happened, when and where.\nAnd how it ended.", "Nothing."),
    "name": ("Maren", "Ó"),
    "email": ("maren@example.org",),
    "phone": ("860-555-0123",),
    "state": ("CT", "NY"),
    "zip_code": ("06115", "06115-0471"),
}


def _texts(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    limit: Any = question.options.get("max_length")
    for sample in TEXTS.get(question.type, ("12 Elm Street", "1")):
        yield sample[: int(limit)] if limit else sample


def _numbers(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    limits: Any = question.options
    low = int(limits.get("min", 0))
    return (low, low + 1, int(limits.get("max", low + 100)))


def _decimals(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    limits: Any = question.options
    low = Decimal(str(limits.get("min", 0)))
    return [str(each) for each in (low, low + Decimal("0.5"), limits.get("max", low + 100))]


def _months(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    limits = [question.options.get(name, "2001-02") for name in ("latest", "earliest")]
    now = context.on.isoformat()[:7]
    return [now if limit == "today" else str(limit) for limit in [*limits, "today"]]


def _days(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    limits = [question.options.get(name) for name in ("latest", "earliest")]
    days = [
        context.on if limit == "today" else date.fromisoformat(str(limit))
        for limit in limits
        if limit
    ]
    return (day.isoformat() for day in (*days, date(2001, 2, 3), context.on))


def _yes_no(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return (True, False)


def _options(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return [choice.value for choice in question.choices]


def _ticks(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    values = [choice.value for choice in question.choices]
    return [[value] for value in values] + [values]


def _credentials(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return [held.number for held in context.credentials]


def _documents(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return [[held.public_id] for held in context.documents]


def _endorsements(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return [row.code for row in context.endorsements]


def _organizations(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return [*({"code": row.code} for row in context.organizations), {"name": "Elm Academy"}]


def _addresses(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return [{"line": "12 Elm Street", "town": "Hartford", "state": "CT", "zip": "06115"}]


def _rows(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    tried = tried_in_row(question, context)
    usual, last = (
        {name: found[place] for name, found in tried.items() if found[place] is not None}
        for place in (0, -1)
    )
    conditional = [inner.id for inner in question.rows if inner.condition]
    opening = [find_opening_row(question, name, tried, context) for name in conditional]
    return ([usual], [last], [usual, last], *([row] for row in opening if row is not None))


def _signatures(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    names = [context.record.get(f"person.{part}_name") or "" for part in ("first", "last")]
    return [" ".join(filter(None, names)) or "Maren Okafor"]


def _ssns(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return list(context.ssns)


def _nothing(question: FieldSpec, context: AnsweringContext) -> Iterable[Any]:
    return ()


SAMPLES: Mapping[str, Callable[[FieldSpec, AnsweringContext], Iterable[Any]]] = {
    **dict.fromkeys(TEXTS, _texts),
    "integer": _numbers,
    "decimal": _decimals,
    "money": _numbers,
    "month": _months,
    "date": _days,
    "yes_no": _yes_no,
    "choice": _options,
    "multi_choice": _ticks,
    "credential": _credentials,
    "document": _documents,
    "address": _addresses,
    "signature": _signatures,
    "ssn": _ssns,
    "endorsement": _endorsements,
    "organization": _organizations,
    "statement": _nothing,
    "calculated": _nothing,
    "rows": _rows,
}


def tried_in_row(group: FieldSpec, context: AnsweringContext) -> dict[str, list[Any]]:
    """Return the answers to try of each question of a row, by its id."""
    compared = compared_in_row(group)
    return {inner.id: list_accepted(inner, context, compared) for inner in group.rows}


def list_accepted(
    question: FieldSpec, context: AnsweringContext, compared: Iterable[Any] = ()
) -> list[Any]:
    """Return stored answers that the question's own control accepts; no answer (None) where optional.

    ``compared`` are values that rules compare the answer with; their neighbors are tried too.
    """
    near = [each for value in compared for each in _neighbors(value) if not question.rows]
    found: list[Any] = []
    for sample in [*_samples(question, context), *near]:
        accepted = find_accepted(question, context, sample)
        if accepted is not None and accepted not in found:
            found.append(accepted)
    kept = found[:MOST] + [each for each in found[MOST:] if each in near][:MOST]
    return kept if question.required else [*kept, None]


def find_accepted(question: FieldSpec, context: AnsweringContext, sample: Any) -> Any:
    """Return what the question would store for a sample, or None where it refuses it."""
    field_type = get_field_type(question.type)
    control = field_type.form_field(question, context.language)
    field_type.prepare(control, question, context)
    try:
        kept = field_type.to_stored(control.clean(field_type.control_of(question, sample)))
    except ValidationError:
        return None
    return None if kept is not None and _is_refused(question, kept, context) else kept


def _is_refused(question: FieldSpec, stored: Any, context: AnsweringContext) -> bool:
    """Tell whether a rule of the question refuses the answer for its own sake."""
    values = get_field_type(question.type).values_of(question, stored)
    facts = Facts(values, context.record, context.on)
    return any(is_true(refusal.when, facts) for refusal in question.refusals)


def _samples(question: FieldSpec, context: AnsweringContext) -> Iterator[Any]:
    if question.type in SAMPLES:
        yield from SAMPLES[question.type](question, context)
        return
    for samples in (_texts, _numbers, _days, _yes_no):
        yield from samples(question, context)


def _neighbors(value: Any) -> tuple[Any, ...]:
    if type(value) is int:
        return (value, value - 1, value + 1)
    if isinstance(value, Decimal):
        return tuple(format(value + move, "f") for move in (0, -1, 1))
    if isinstance(value, Money):
        return tuple(value.cents + move for move in (0, -1, 1))
    if isinstance(value, date):
        return tuple((value + timedelta(days=days)).isoformat() for days in (0, -1, 1))
    return (value,)
