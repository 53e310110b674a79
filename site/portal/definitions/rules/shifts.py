"""The words for a day that a rule moves by months or years: "the day of the application minus 6 months".

What the day and the number are called comes from ``sentences``; whether a number is negative is seen here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy

from portal.definitions.rules.calls import FunctionName
from portal.definitions.rules.operands import Answer, Call, Constant, Operand, Record
from portal.definitions.rules.wording import CALLS, value_words

__all__ = ["SHIFTS", "shift_words"]

_MONTHS, _YEARS = FunctionName.ADD_MONTHS, FunctionName.ADD_YEARS
SHIFTS = frozenset({_MONTHS, _YEARS})
_COUNTED: Mapping[tuple[str, bool], Promise] = {
    (_MONTHS, True): ngettext_lazy(
        "%(day)s plus %(number)s month", "%(day)s plus %(number)s months", "count"
    ),
    (_MONTHS, False): ngettext_lazy(
        "%(day)s minus %(number)s month", "%(day)s minus %(number)s months", "count"
    ),
    (_YEARS, True): ngettext_lazy(
        "%(day)s plus %(number)s year", "%(day)s plus %(number)s years", "count"
    ),
    (_YEARS, False): ngettext_lazy(
        "%(day)s minus %(number)s year", "%(day)s minus %(number)s years", "count"
    ),
}
_ANSWERED: Mapping[tuple[str, bool], Promise] = {
    (_MONTHS, True): gettext_lazy("%(day)s plus the months given in “%(number)s”"),
    (_MONTHS, False): gettext_lazy("%(day)s minus the months given in “%(number)s”"),
    (_YEARS, True): gettext_lazy("%(day)s plus the years given in “%(number)s”"),
    (_YEARS, False): gettext_lazy("%(day)s minus the years given in “%(number)s”"),
}
_WORKED_OUT: Mapping[tuple[str, bool], Promise] = {
    (_MONTHS, True): gettext_lazy("%(day)s plus (%(number)s) months"),
    (_MONTHS, False): gettext_lazy("%(day)s minus (%(number)s) months"),
    (_YEARS, True): gettext_lazy("%(day)s plus (%(number)s) years"),
    (_YEARS, False): gettext_lazy("%(day)s minus (%(number)s) years"),
}
_SPANS = {_MONTHS: FunctionName.MONTHS_BETWEEN, _YEARS: FunctionName.YEARS_BETWEEN}
_ENDINGS = {_MONTHS: "_months", _YEARS: "_years"}
"""How the paths of the records end that hold months or years: their words say so themselves."""


def shift_words(call: Call, words: Callable[[Operand], str]) -> str:
    """Return what a moved day is called; ``words`` says what an operand is called."""
    start, number = call.arguments
    less = _negated(number)
    number, is_later = (number, True) if less is None else (less, False)
    parts = {"day": words(start), "number": words(number)}
    if isinstance(number, Constant) and isinstance(number.value, int):
        shown = {**parts, "number": value_words(number.value), "count": number.value}
        return str(_COUNTED[call.function, is_later] % shown)
    if _names_its_unit(number, call.function):
        joined = CALLS[FunctionName.ADD if is_later else FunctionName.SUBTRACT]
        return str(joined) % {"first": parts["day"], "second": parts["number"]}
    table = _ANSWERED if isinstance(number, Answer | Record) else _WORKED_OUT
    return str(table[call.function, is_later]) % parts


def _names_its_unit(number: Operand, function: str) -> bool:
    match number:
        case Record(path=path):
            return path.endswith(_ENDINGS[FunctionName(function)])
        case Call(function=name):
            return name == _SPANS[FunctionName(function)]
        case _:
            return False


def _negated(operand: Operand) -> Operand | None:
    """Return what a negative number is the negative of; None for what is not written as one."""
    match operand:
        case Constant(kind=kind, value=int(number)) if number < 0:
            return Constant(kind, -number)
        case Call(FunctionName.MULTIPLY, (left, Constant(value=-1))):
            return left
        case Call(FunctionName.MULTIPLY, (Constant(value=-1), right)):
            return right
        case _:
            return None
