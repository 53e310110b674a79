"""The rows of the day that questions offer to choose from; which of them a question offers is its type's business."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from portal.definitions.fields.base import ListedRow
from portal.records.credentials.queries import list_offered_endorsements
from portal.records.organizations.queries import list_organizations

__all__ = ["listed_rows"]


def listed_rows(names: Collection[str], *, on: date) -> dict[str, Any]:
    """Return the rows of each list that is asked for, by its name in the context; 1 SQL a list."""
    return {name: LISTS[name](on) for name in names}


def _endorsements(on: date) -> list[ListedRow]:
    return [
        ListedRow(code, f"{title} ({code}), {grades}" if grades else f"{title} ({code})", category)
        for code, title, grades, category in list_offered_endorsements(on=on)
    ]


def _organizations(on: date) -> list[ListedRow]:
    return [
        ListedRow(code, f"{name}, {town}" if town and town not in name else name, kind)
        for code, name, town, kind in list_organizations(on=on)
    ]


LISTS: Mapping[str, Callable[[date], list[ListedRow]]] = {
    "endorsements": _endorsements,
    "organizations": _organizations,
}
