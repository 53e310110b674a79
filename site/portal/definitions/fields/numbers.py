"""Exact amounts, typed as people write them: decimal numbers, and money, which is kept in whole cents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.definitions.fields.base import AnsweringContext, FieldType, Stored
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import Money, ValueType, value_from_data
from portal.definitions.rules.wording import value_words
from portal.definitions.spec import FieldSpec

__all__ = ["AmountField", "DecimalType", "MoneyType"]

TYPED = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?", re.ASCII)
"""Digits, with commas between thousands or without any, and a point before decimals."""
DOLLARS = re.compile(r"\A([+-]?)\s*\$\s*")
LONGEST = 30
MOST = Decimal(10**9)
USUAL_PLACES, CENTS = 2, 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What an amount must lie between, both ends allowed, and how many decimals it may have."""

    least: Decimal
    most: Decimal
    places: int


class AmountField(forms.CharField):
    """A number read exactly as typed; nothing is rounded, what does not fit is refused."""

    def __init__(self, limits: Limits, *, is_money: bool = False, **kwargs: Any) -> None:
        self.limits, self.is_money = limits, is_money
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        """Return the number, or None; raise ValidationError for what is none or outside the limits."""
        typed = super().clean(value)
        return self.read(typed) if typed else None

    def read(self, typed: str) -> Decimal:
        """Return the number that was typed; raise ValidationError where that is none."""
        plain = DOLLARS.sub(r"\1", typed) if self.is_money else typed
        digits = plain.replace(",", "")
        if not TYPED.fullmatch(plain) or digits in {"", "+", "-"}:
            raise ValidationError(self._example(), code="invalid")
        number = Decimal(digits)
        self._check_places(number)
        self._check_size(number)
        return number

    def _example(self) -> str:
        if self.is_money:
            return _("Enter an amount in dollars and cents, such as 1,250.00.")
        return _("Enter a number, such as 12.5.")

    def _check_places(self, number: Decimal) -> None:
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        if self.is_money and exponent not in {0, -CENTS}:
            raise ValidationError(self._example(), code="places")
        if -exponent > self.limits.places:
            text = ngettext(
                "Enter a number with at most %(count)s decimal place.",
                "Enter a number with at most %(count)s decimal places.",
                self.limits.places,
            )
            raise ValidationError(text % {"count": self.limits.places}, code="places")

    def _check_size(self, number: Decimal) -> None:
        if number < self.limits.least:
            text = _("Enter %(limit)s or more.") % {"limit": self._words(self.limits.least)}
            raise ValidationError(text, code="min_value")
        if number > self.limits.most:
            text = _("Enter %(limit)s or less.") % {"limit": self._words(self.limits.most)}
            raise ValidationError(text, code="max_value")

    def _words(self, number: Decimal) -> str:
        return value_words(Money(to_cents(number)) if self.is_money else number)


def to_cents(number: Decimal) -> int:
    """Return an amount of at most two decimals in cents."""
    return int(number.scaleb(CENTS))


class DecimalType(FieldType):
    """A number with decimals; options ``min``, ``max`` (integers or texts) and ``places`` (2 unless said otherwise)."""

    key = "decimal"
    title = gettext_lazy("Number with decimals")
    missing = gettext_lazy("Enter a number.")
    read_as = "decimal"
    value_type = ValueType.DECIMAL
    settings = (
        Setting(name="min", kind=SettingKind.NUMBER, label=gettext_lazy("Least")),
        Setting(name="max", kind=SettingKind.NUMBER, label=gettext_lazy("Most")),
        Setting(name="places", kind=SettingKind.COUNT, label=gettext_lazy("Decimal places")),
    )

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a box for the number, within the question's limits."""
        options: Any = question.options
        limits = Limits(
            Decimal(str(options.get("min", 0))),
            Decimal(str(options.get("max", MOST))),
            int(options.get("places", USUAL_PLACES)),
        )
        return AmountField(limits, **self.common(question, language))

    def to_stored(self, cleaned: Any) -> Stored:
        """Store the shortest text of the number, which says the same in every language."""
        if cleaned is None:
            return None
        text = format(cleaned, "f")
        plain = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if plain == "-0" else plain

    def to_value(self, stored: Stored) -> Any:
        """Return the exact number."""
        return value_from_data(ValueType.DECIMAL, stored)

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the number as readers of the language write it."""
        return value_words(Decimal(str(stored)))


class MoneyType(FieldType):
    """An amount in dollars, kept in cents; options ``min`` and ``max`` are in cents."""

    key = "money"
    title = gettext_lazy("Amount of money")
    missing = gettext_lazy("Enter an amount.")
    read_as = "money"
    value_type = ValueType.MONEY
    settings = (
        Setting(name="min", kind=SettingKind.AMOUNT, label=gettext_lazy("Least")),
        Setting(name="max", kind=SettingKind.AMOUNT, label=gettext_lazy("Most")),
    )
    most: ClassVar[int] = 10**11

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return a box for the amount, within the question's limits."""
        options: Any = question.options
        least, most = (
            Decimal(int(options.get(name, otherwise))).scaleb(-CENTS)
            for name, otherwise in (("min", 0), ("max", self.most))
        )
        limits = Limits(least, most, CENTS)
        return AmountField(limits, is_money=True, **self.common(question, language))

    def to_stored(self, cleaned: Any) -> Stored:
        """Store whole cents; zero is an answer."""
        return None if cleaned is None else to_cents(cleaned)

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Return the amount as it would be typed."""
        return {name: self.to_control(stored)}

    def to_control(self, stored: Stored) -> Any:
        """Return the amount as it would be typed."""
        return format(Decimal(stored).scaleb(-CENTS), ".2f") if type(stored) is int else stored

    def to_value(self, stored: Stored) -> Any:
        """Return the amount."""
        return Money(stored)

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the amount with its sign."""
        return value_words(Money(stored))
