"""Which nine digits can be a Social Security number, and how one is shown. Pure; nothing here knows the vault."""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = ["HIDDEN", "Fault", "InvalidNumberError", "mask", "normalize"]

HIDDEN = "***-**-****"
"""What stands for a number of which not even the last digits are kept any more."""
_TYPED = re.compile(r"([0-9]{3})([- ]?)([0-9]{2})\2([0-9]{4})", re.ASCII)
_NOT_ISSUED = frozenset({"000", "666"})


class Fault(StrEnum):
    """Why nine digits are no number that was ever issued (Social Security Administration, randomization of 2011)."""

    FORM = "form"
    AREA = "area"
    GROUP = "group"
    SERIAL = "serial"


class InvalidNumberError(ValueError):
    """What was typed is no Social Security number; the error never carries it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def normalize(typed: str) -> str:
    """Return the nine digits of a number typed with dashes, with spaces or without; raise InvalidNumberError."""
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise InvalidNumberError(Fault.FORM)
    area, _sign, group, serial = found.groups()
    if area in _NOT_ISSUED or area.startswith("9"):
        raise InvalidNumberError(Fault.AREA)
    if group == "00":
        raise InvalidNumberError(Fault.GROUP)
    if serial == "0000":
        raise InvalidNumberError(Fault.SERIAL)
    return area + group + serial


def mask(last_four: str) -> str:
    """Return how a number is shown wherever it is not revealed."""
    return f"***-**-{last_four}" if last_four else HIDDEN
