"""What a type of question lets its author settle: declared once by the type, used by checks and by the builder's forms.

What a setting does is the type's own business.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

__all__ = ["Setting", "SettingKind"]

Words = str | Promise


class SettingKind(StrEnum):
    """The form of a setting's value in ``FieldSpec.options``."""

    COUNT = "count"
    """A whole number."""
    NUMBER = "number"
    """A number that may have decimals, in the text of a decimal where it has."""
    AMOUNT = "amount"
    """An amount of money, in cents."""
    TEXT = "text"
    DAY = "day"
    """"today" or an ISO date."""
    MONTH = "month"
    """"today" or a year and a month."""
    SWITCH = "switch"
    CHOICE = "choice"
    """One of the setting's own choices."""
    LISTED = "listed"
    """Several names of a list that the records hold; ``source`` says which."""
    COLUMNS = "columns"
    """Several questions of the rows, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One entry of ``FieldSpec.options``; ``label`` and ``help`` are what an editor reads."""

    name: str
    kind: SettingKind
    label: Words
    help: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    source: str = ""
