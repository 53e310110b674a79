"""Rows of a repeating group that open its questions on conditions, found by trying."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, product
from typing import Any

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.fields.row_forms import row_values
from portal.definitions.rules import Constant, Facts, is_true, nodes_of
from portal.definitions.spec import FieldSpec

__all__ = ["compared_in_row", "find_opening_row"]

MOST_TRIES = 5_000


def compared_in_row(group: FieldSpec) -> list[Any]:
    """Return the constants that the rules within a row compare with."""
    placed = [each for inner in group.rows for each in inner.placed_in_row("", group.id)]
    nodes = [node for each in placed for node in nodes_of(each.rule)]
    return [node.value for node in nodes if isinstance(node, Constant)]


def find_opening_row(
    group: FieldSpec, wanted: str, tried: Mapping[str, list[Any]], context: AnsweringContext
) -> dict[str, Any] | None:
    """Return a row in which a question is asked and answered; None where no try opened it.

    ``tried`` are the answers to try of each question of the row, by its id.
    """
    names = [inner.id for inner in group.rows]
    choices = [tried[name] for name in names]
    for combination in islice(product(*choices), MOST_TRIES):
        row = _asked_of(group, dict(zip(names, combination, strict=True)), context)
        if wanted in row and not _is_refused(group, row, context):
            return row
    return None


def _asked_of(
    group: FieldSpec, given: Mapping[str, Any], context: AnsweringContext
) -> dict[str, Any]:
    """Return of the answers to a row those whose questions are asked."""
    row: dict[str, Any] = {}
    for inner in group.rows:
        facts = Facts(row_values(group.rows, row, get_field_type), context.record, context.on)
        is_asked = inner.condition is None or is_true(inner.condition, facts)
        if is_asked and given[inner.id] is not None:
            row[inner.id] = given[inner.id]
    return row


def _is_refused(group: FieldSpec, row: Mapping[str, Any], context: AnsweringContext) -> bool:
    """Tell whether a rule of the row refuses one of its answers."""
    facts = Facts(row_values(group.rows, row, get_field_type), context.record, context.on)
    refusals = [each for inner in group.rows if inner.id in row for each in inner.refusals]
    return any(is_true(each.when, facts) for each in refusals)
