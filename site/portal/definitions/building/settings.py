"""The settings of a question's type, between the form of an editor and the options of a definition."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.definitions.fields import get_field_type
from portal.definitions.fields.settings import SettingKind

__all__ = ["read_settings", "write_settings"]

CENTS = 2


def read_settings(
    field_type: str, given: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    """Return the options of a question; ``names`` gives the ids of columns by their blocks."""
    return {
        name: _read(_kind(field_type, name), value, names)
        for name, value in given.items()
        if value is not None and value is not False and value not in ("", [])
    }


def write_settings(
    field_type: str, options: Mapping[str, Any], blocks: Mapping[str, str]
) -> dict[str, Any]:
    """Return options as the form holds them; ``blocks`` gives the blocks of columns by their ids."""
    return {name: _write(_kind(field_type, name), value, blocks) for name, value in options.items()}


def _kind(field_type: str, name: str) -> SettingKind | None:
    settings = get_field_type(field_type).settings
    return next((each.kind for each in settings if each.name == name), None)


def _read(kind: SettingKind | None, value: Any, names: Mapping[str, str]) -> Any:
    if kind is SettingKind.AMOUNT and isinstance(value, str):
        try:
            return int(Decimal(value).scaleb(CENTS))
        except InvalidOperation:
            return value
    if kind is SettingKind.COLUMNS:
        return [names.get(str(each["value"]), str(each["value"])) for each in value]
    return value


def _write(kind: SettingKind | None, value: Any, blocks: Mapping[str, str]) -> Any:
    if kind is SettingKind.AMOUNT and isinstance(value, int):
        return format(Decimal(value).scaleb(-CENTS), "f")
    if kind is SettingKind.COLUMNS:
        return [
            {"type": "item", "value": blocks.get(each, each), "id": blocks.get(each, each)}
            for each in value
        ]
    return value
