"""Short ways to write a rule in Python, for plugin code and tests; the same nodes come out.

    all_of(eq(answer("convicted"), True), lt(record("certificate.expires_on"), as_of()))

Plain values become constants. A float is refused: write a decimal.
"""

from datetime import date
from decimal import Decimal

from portal.definitions.rules.errors import InvalidRuleError
from portal.definitions.rules.nodes import (
    Compare,
    CompareOp,
    Contains,
    Group,
    GroupOp,
    IsAnswered,
    OneOf,
    Rule,
)
from portal.definitions.rules.operands import Answer, AsOf, Call, Constant, Operand, Record
from portal.definitions.rules.values import (
    Items,
    Money,
    Reason,
    Scalar,
    kind_of,
    read_value,
)

Plain = Operand | str | int | Decimal | Money | bool | date

_OPERANDS = (Answer, Record, Constant, AsOf, Call)


def answer(field: str) -> Answer:
    """Return the answer to a field."""
    return Answer(field)


def in_row(question: str) -> Answer:
    """Return the answer to a question of the same row, for the conditions within a repeating group."""
    return Answer(f"row.{question}")


def record(path: str) -> Record:
    """Return a value of the applicant's records."""
    return Record(path)


def as_of() -> AsOf:
    """Return the day the application is judged by."""
    return AsOf()


def constant(value: Scalar) -> Constant:
    """Return a constant of the value's own type; raise InvalidRuleError for what is no value."""
    read = read_value(value)
    if isinstance(read, (Reason, Items)):
        raise InvalidRuleError("bad_constant", "value", type(value).__name__)
    return Constant(kind_of(read), read)


def all_of(*rules: Rule) -> Group:
    """Join rules that must all hold."""
    return Group(GroupOp.ALL, rules)


def any_of(*rules: Rule) -> Group:
    """Join rules of which one must hold."""
    return Group(GroupOp.ANY, rules)


def none_of(*rules: Rule) -> Group:
    """Join rules of which none may hold; of one rule it is the negation."""
    return Group(GroupOp.NONE, rules)


def eq(left: Plain, right: Plain) -> Compare:
    """Compare: equal."""
    return _compare(CompareOp.EQ, left, right)


def ne(left: Plain, right: Plain) -> Compare:
    """Compare: not equal."""
    return _compare(CompareOp.NE, left, right)


def lt(left: Plain, right: Plain) -> Compare:
    """Compare: less than, or before."""
    return _compare(CompareOp.LT, left, right)


def le(left: Plain, right: Plain) -> Compare:
    """Compare: at most, or on or before."""
    return _compare(CompareOp.LE, left, right)


def gt(left: Plain, right: Plain) -> Compare:
    """Compare: more than, or after."""
    return _compare(CompareOp.GT, left, right)


def ge(left: Plain, right: Plain) -> Compare:
    """Compare: at least, or on or after."""
    return _compare(CompareOp.GE, left, right)


def one_of(operand: Plain, *choices: Scalar) -> OneOf:
    """Compare: equal to one of the choices."""
    return OneOf(_operand(operand), tuple(constant(choice) for choice in choices))


def contains(operand: Plain, item: Plain) -> Contains:
    """Compare: the list has the item in it."""
    return Contains(_operand(operand), _operand(item))


def is_answered(operand: Answer | Record) -> IsAnswered:
    """Compare: there is an answer, or a record."""
    return IsAnswered(operand)


def call(function: str, *arguments: Plain) -> Call:
    """Return a call of a listed function, or of a plugin's by its name."""
    return Call(function, tuple(_operand(each) for each in arguments))


def _compare(op: CompareOp, left: Plain, right: Plain) -> Compare:
    return Compare(op, _operand(left), _operand(right))


def _operand(plain: Plain) -> Operand:
    return plain if isinstance(plain, _OPERANDS) else constant(plain)
