"""The settings of a question's type in plain words: what each is called, and its value as a reader writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from portal.definitions.fields import get_field_type
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import Money
from portal.definitions.rules.wording import value_words

__all__ = ["say_option", "say_options"]

TODAY = "today"


def say_options(field_type: str, options: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return every setting with its value; ``names`` says what the questions of the rows are called."""
    pairs = (say_option(field_type, name, value, names) for name, value in options.items())
    return "; ".join(f"{label}: {said}" for label, said in pairs)


def say_option(field_type: str, name: str, value: Any, names: Mapping[str, str]) -> tuple[str, str]:
    """Return what a setting is called, and its value in words."""
    settings = get_field_type(field_type).settings
    setting = next((each for each in settings if each.name == name), None)
    if value is None:
        return str(setting.label if setting else name), _("nothing")
    if setting is None:
        return name, _plain(value)
    return str(setting.label), _say(setting, value, names)


def _say(setting: Setting, value: Any, names: Mapping[str, str]) -> str:
    match setting.kind:
        case SettingKind.SWITCH:
            return _("yes") if value else _("no")
        case SettingKind.CHOICE:
            return str(dict(setting.choices).get(value, value))
        case SettingKind.COLUMNS:
            return ", ".join(names.get(each, each) for each in value)
        case SettingKind.AMOUNT if type(value) is int:
            return value_words(Money(value))
        case SettingKind.DAY | SettingKind.MONTH:
            return _say_day(str(value))
    return _plain(value)


def _say_day(value: str) -> str:
    if value == TODAY:
        return _("the day of the application")
    try:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except ValueError:
        return value


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value))
    try:
        return number_format(Decimal(str(value)), use_l10n=True)
    except InvalidOperation:
        return str(value)
