"""The words of the builder for what definitions only name: paths of the records, comparisons, functions."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.definitions.building.rule_reading import CONTAINS, GIVEN, ONE_OF
from portal.definitions.record_paths import ACTIVE_TYPES, ADDRESS, CHOSEN_CREDENTIAL, SSN
from portal.definitions.rules import CompareOp, FunctionName

__all__ = ["COMPARISONS", "FUNCTIONS", "ORDERED", "PATHS"]

PATHS: Mapping[str, Promise] = {
    "person.first_name": _("first name on record"),
    "person.middle_name": _("middle name on record"),
    "person.last_name": _("last name on record"),
    "person.email": _("e-mail address on record"),
    "person.phone": _("phone number on record"),
    "person.address_line": _("street address on record"),
    "person.address_town": _("town on record"),
    "person.address_state": _("state on record"),
    "person.address_zip": _("ZIP code on record"),
    "credential.type": _("type of the chosen certificate"),
    "credential.expires_on": _("last day of the chosen certificate"),
    "credential.renewal_hours": _("clock hours that its renewal takes"),
    "credential.refresher_months": _("months for which a refresher counts"),
    ACTIVE_TYPES: _("types of the active certificates"),
    ADDRESS: _("whole address on record"),
    SSN: _("Social Security number on record"),
    CHOSEN_CREDENTIAL: _("the certificate that the application is about"),
}
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
