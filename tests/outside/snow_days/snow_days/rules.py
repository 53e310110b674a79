"""A function for rules: the days that have to be made up."""

from decimal import Decimal

from portal.sdk.rules import RuleFunction, ValueType, text


def to_make_up(lost: Decimal, allowed: Decimal) -> Decimal:
    """Return the days lost over those that the law allows."""
    return max(lost - allowed, Decimal(0))


FUNCTIONS = [
    RuleFunction(
        name="snow_days.to_make_up",
        takes=(ValueType.DECIMAL, ValueType.DECIMAL),
        gives=ValueType.DECIMAL,
        apply=to_make_up,
        words=text("the days of {0} over {1}", "los días de {0} que pasan de {1}"),
    )
]
