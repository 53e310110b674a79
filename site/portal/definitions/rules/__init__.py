"""Rules: a small typed tree over answers, records and a day, and its total three-valued evaluator.

Pure: no database, no request, no clock. The public names are those in `__all__`; short ways to write
a rule are in `build`, its words in `sentences` (which alone needs Django's translations).
"""

from portal.definitions.rules.analysis import (
    analyse,
    analyse_operand,
    calls_used,
    fields_used,
    paths_used,
)
from portal.definitions.rules.calls import (
    FunctionName,
    add_months,
    find_function,
    months_between,
    years_between,
)
from portal.definitions.rules.errors import InvalidRuleError, RuleError
from portal.definitions.rules.evaluate import Truth, calculate, is_true, truth_of
from portal.definitions.rules.facts import Facts, typed_answers
from portal.definitions.rules.nodes import (
    Compare,
    CompareOp,
    Contains,
    Group,
    GroupOp,
    IsAnswered,
    Node,
    OneOf,
    Rule,
    canonical,
    nodes_of,
    walk,
)
from portal.definitions.rules.offered import RuleFunction
from portal.definitions.rules.operands import Answer, AsOf, Call, Constant, Operand, Record
from portal.definitions.rules.parse import from_data, operand_from_data, to_data
from portal.definitions.rules.trace import Evaluation, Reading, TracedLeaf, evaluate
from portal.definitions.rules.value_data import value_from_data, value_to_data
from portal.definitions.rules.values import (
    Items,
    Money,
    Reason,
    Value,
    ValueType,
    is_present,
    kind_of,
    read_value,
)

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
    "InvalidRuleError",
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
    "RuleFunction",
    "TracedLeaf",
    "Truth",
    "Value",
    "ValueType",
    "add_months",
    "analyse",
    "analyse_operand",
    "calculate",
    "calls_used",
    "canonical",
    "evaluate",
    "fields_used",
    "find_function",
    "from_data",
    "is_present",
    "is_true",
    "kind_of",
    "months_between",
    "nodes_of",
    "operand_from_data",
    "paths_used",
    "read_value",
    "to_data",
    "truth_of",
    "typed_answers",
    "value_from_data",
    "value_to_data",
    "walk",
    "years_between",
]
