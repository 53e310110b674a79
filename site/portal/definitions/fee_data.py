"""A fee of a definition to and from its JSON form. What it means is in ``fee_spec``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.definitions import rules
from portal.definitions.fee_spec import FeeSpec

__all__ = ["dump_fee", "load_fee"]


def dump_fee(fee: FeeSpec) -> dict[str, Any]:
    """Return the JSON form of a fee; what says nothing is left out."""
    data: dict[str, Any] = {"id": fee.id, "item": fee.item}
    if fee.condition is not None:
        data["condition"] = rules.to_data(fee.condition)
    if fee.per_row:
        data["per_row"] = fee.per_row
    return data


def load_fee(data: Mapping[str, Any]) -> FeeSpec:
    """Return the fee in ``data``; raise KeyError, TypeError or ValueError where it is none."""
    return FeeSpec(
        id=data["id"],
        item=data["item"],
        condition=rules.from_data(data["condition"]) if "condition" in data else None,
        per_row=data.get("per_row", ""),
    )
