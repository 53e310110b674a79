"""To offer a function that rules may call, and to call one in a rule of one's own."""

from portal.definitions.rules import Items, Money, Reason, RuleFunction, Value, ValueType
from portal.definitions.rules.build import call
from portal.definitions.texts import text

__all__ = [
    "Items",
    "Money",
    "Reason",
    "RuleFunction",
    "Value",
    "ValueType",
    "call",
    "text",
]
