"""What a list of shared records is narrowed by and turned round to: columns that an index serves, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

__all__ = [
    "LATEST_FIRST",
    "ORDERING",
    "ListFilter",
    "narrow_rows",
    "narrowing_form",
    "read_narrowing",
    "turn_order",
]

ORDERING = "ordering"
TURNED = "turned"
LATEST_FIRST = (_("latest first"), _("oldest first"))
"""The words for an order and for the other way round."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A column of few values; an index has it before the columns of the list's order."""

    column: str
    label: Any
    choices: Sequence[tuple[str, Any]]


def read_narrowing(
    filters: Sequence[ListFilter], turned: Sequence[Any], parameters: Mapping[str, str]
) -> dict[str, str]:
    """Return what of the parameters narrows or turns the list; what is not on offer is left out."""
    chosen = {
        each.column: parameters[each.column]
        for each in filters
        if parameters.get(each.column) in dict(each.choices)
    }
    if turned and parameters.get(ORDERING) == TURNED:
        chosen[ORDERING] = TURNED
    return chosen


def narrow_rows(rows: QuerySet[Any], chosen: Mapping[str, str]) -> QuerySet[Any]:
    """Return the rows that the chosen filters let through."""
    return rows.filter(**{name: value for name, value in chosen.items() if name != ORDERING})


def turn_order(names: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    """Return the order of a list, turned round where that is chosen."""
    if ORDERING not in chosen:
        return list(names)
    return [name[1:] if name.startswith("-") else f"-{name}" for name in names]


def narrowing_form(
    filters: Sequence[ListFilter], turned: Sequence[Any], chosen: Mapping[str, str]
) -> forms.Form:
    """Return the form above the list; ``turned`` are the words for its order and for the other way round."""
    form = forms.Form(initial=dict(chosen), auto_id="narrow-%s")
    for each in filters:
        form.fields[each.column] = forms.ChoiceField(
            label=each.label, choices=[("", _("all")), *each.choices], required=False
        )
    if turned:
        usual, other = turned
        form.fields[ORDERING] = forms.ChoiceField(
            label=_("Order"), choices=[("", usual), (TURNED, other)], required=False
        )
    return form
