"""Rules: a small typed tree over answers, records and a day, and its total three-valued evaluator.

Pure: no database, no request, no clock. The public names are those in `__all__`.
"""

from .analysis import analyse, analyse_operand, fields_used, paths_used
from .errors import InvalidRule, RuleError
from .evaluate import Truth, calculate, is_true, truth_of
from .facts import Facts, typed_answers
from .functions import FunctionName, add_months, months_between, years_between
from .nodes import (
    Answer,
    AsOf,
    Call,
    Compare,
    CompareOp,
    Constant,
    Contains,
    Group,
    GroupOp,
    IsAnswered,
    Node,
    OneOf,
    Operand,
    Record,
    Rule,
    canonical,
    walk,
)
from .parse import from_data, operand_from_data, to_data
from .trace import Evaluation, Reading, TracedLeaf, evaluate
from .value_data import value_from_data, value_to_data
from .values import Items, Money, Reason, Value, ValueType

__all__ = [
    "Answer",
    "AsOf",
    "Call",
    "Compare",
    "CompareOp",
    "Constant",
    "Contains",
    "Evaluation",
    "Facts",
    "FunctionName",
    "Group",
    "GroupOp",
    "InvalidRule",
    "IsAnswered",
    "Items",
    "Money",
    "Node",
    "OneOf",
    "Operand",
    "Reading",
    "Reason",
    "Record",
    "Rule",
    "RuleError",
    "TracedLeaf",
    "Truth",
    "Value",
    "ValueType",
    "add_months",
    "analyse",
    "analyse_operand",
    "calculate",
    "canonical",
    "evaluate",
    "fields_used",
    "from_data",
    "is_true",
    "months_between",
    "operand_from_data",
    "paths_used",
    "to_data",
    "truth_of",
    "typed_answers",
    "value_from_data",
    "value_to_data",
    "walk",
    "years_between",
]
