"""The words for single operations, verdicts and values; `sentences` puts them together."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.definitions.rules.calls import FunctionName
from portal.definitions.rules.evaluate import Truth
from portal.definitions.rules.nodes import CompareOp, GroupOp
from portal.definitions.rules.values import Items, Money, Reason, Value

JOINS: Mapping[GroupOp, Promise] = {
    GroupOp.ALL: gettext_lazy("%(first)s and %(second)s"),
    GroupOp.ANY: gettext_lazy("%(first)s or %(second)s"),
}
AS_OF = gettext_lazy("the day of the application")
VERDICTS: Mapping[Truth, Promise] = {
    Truth.TRUE: gettext_lazy("yes"),
    Truth.FALSE: gettext_lazy("no"),
    Truth.UNKNOWN: gettext_lazy("not known yet"),
}
REASONS: Mapping[Reason, Promise] = {
    Reason.UNANSWERED: gettext_lazy("not answered"),
    Reason.NOT_USABLE: gettext_lazy("cannot be compared"),
    Reason.TYPE_MISMATCH: gettext_lazy("of another kind than the rule expects"),
    Reason.TOO_LARGE: gettext_lazy("too large a number"),
    Reason.TOO_PRECISE: gettext_lazy("too many decimal places"),
    Reason.OUTSIDE_CALENDAR: gettext_lazy("not a day of the calendar"),
    Reason.UNAVAILABLE: gettext_lazy("cannot be worked out at the moment"),
}
COMPARISONS: Mapping[CompareOp, Promise] = {
    CompareOp.EQ: gettext_lazy("%(left)s is %(right)s"),
    CompareOp.NE: gettext_lazy("%(left)s is not %(right)s"),
    CompareOp.LT: gettext_lazy("%(left)s is less than %(right)s"),
    CompareOp.LE: gettext_lazy("%(left)s is at most %(right)s"),
    CompareOp.GT: gettext_lazy("%(left)s is more than %(right)s"),
    CompareOp.GE: gettext_lazy("%(left)s is at least %(right)s"),
}
DATE_COMPARISONS: Mapping[CompareOp, Promise] = {
    CompareOp.LT: gettext_lazy("%(left)s is before %(right)s"),
    CompareOp.LE: gettext_lazy("%(left)s is on or before %(right)s"),
    CompareOp.GT: gettext_lazy("%(left)s is after %(right)s"),
    CompareOp.GE: gettext_lazy("%(left)s is on or after %(right)s"),
}
CALLS: Mapping[str, Promise] = {
    FunctionName.ADD: gettext_lazy("%(first)s plus %(second)s"),
    FunctionName.SUBTRACT: gettext_lazy("%(first)s minus %(second)s"),
    FunctionName.MULTIPLY: gettext_lazy("%(first)s times %(second)s"),
    FunctionName.DAYS_BETWEEN: gettext_lazy("the number of days from %(first)s to %(second)s"),
    FunctionName.MONTHS_BETWEEN: gettext_lazy(
        "the number of whole months from %(first)s to %(second)s"
    ),
    FunctionName.YEARS_BETWEEN: gettext_lazy(
        "the number of whole years from %(first)s to %(second)s"
    ),
    FunctionName.COUNT: gettext_lazy("the number of entries in %(first)s"),
    FunctionName.SUM: gettext_lazy("the total of %(first)s"),
}


def constant_words(value: Value) -> str:
    """Return a value as it stands in a sentence, where a day has an article in some languages."""
    words = value_words(value)
    if isinstance(value, date):
        # Translators: a day in the middle of a rule's sentence, with the article where a language has one.
        return pgettext("a day in a rule", "%(day)s") % {"day": words}
    return words


def value_words(value: Value) -> str:
    """Return a value as a reader writes it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Money):
        sign, cents = ("-" if value.cents < 0 else ""), abs(value.cents)
        return f"{sign}${cents // 100:,}.{cents % 100:02}"
    if isinstance(value, (int, Decimal)):
        return number_format(value, use_l10n=True)
    if isinstance(value, Items):
        shown = [_("not answered") if each is None else value_words(each) for each in value.values]
        return ", ".join(shown) or _("none")
    return value
