"""The words of the builder for what definitions only name: comparisons and functions."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.definitions.building.rule_reading import CONTAINS, GIVEN, ONE_OF
from portal.definitions.rules import CompareOp, FunctionName

__all__ = ["COMPARISONS", "FUNCTIONS", "ORDERED"]

ORDERED: Mapping[str, Promise] = {
    CompareOp.EQ.value: _("is"),
    CompareOp.NE.value: _("is not"),
    CompareOp.LT.value: _("is less than, or before"),
    CompareOp.LE.value: _("is at most, or on or before"),
    CompareOp.GT.value: _("is more than, or after"),
    CompareOp.GE.value: _("is at least, or on or after"),
}
COMPARISONS: Mapping[str, Promise] = {
    **ORDERED,
    ONE_OF: _("is one of"),
    CONTAINS: _("includes"),
    GIVEN: _("is answered at all"),
}
FUNCTIONS: Mapping[str, Promise] = {
    FunctionName.ADD: _("add"),
    FunctionName.SUBTRACT: _("subtract"),
    FunctionName.MULTIPLY: _("multiply"),
    FunctionName.ADD_MONTHS: _("a day, months later"),
    FunctionName.ADD_YEARS: _("a day, years later"),
    FunctionName.DAYS_BETWEEN: _("days from one day to another"),
    FunctionName.MONTHS_BETWEEN: _("whole months from one day to another"),
    FunctionName.YEARS_BETWEEN: _("whole years from one day to another"),
    FunctionName.COUNT: _("number of entries"),
    FunctionName.SUM: _("total of a column"),
}
