"""Random rules, operands and facts for the property tests; hostile values among the facts."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import strategies as st

from portal.definitions.rules import (
    Answer,
    AsOf,
    Call,
    Compare,
    CompareOp,
    Contains,
    Facts,
    FunctionName,
    Group,
    GroupOp,
    IsAnswered,
    Items,
    Money,
    OneOf,
    Operand,
    Reason,
    Record,
    Rule,
    ValueType,
)
from portal.definitions.rules.build import constant

NAMES = ("a", "b", "c", "rows.hours", "constructor")
integers = st.integers(-(10**15), 10**15)
decimals = st.decimals(
    min_value=-(10**6), max_value=10**6, places=6, allow_nan=False, allow_infinity=False
)
scalars = st.one_of(
    st.sampled_from(["x", "y", "é", "x" * 300]),
    st.integers(-3, 3),
    integers,
    decimals,
    st.builds(Money, integers),
    st.booleans(),
    st.dates(),
)
hostile = st.sampled_from(
    [
        None,
        "",
        " ",
        0.1,
        float("nan"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        10**4000,
        Money(10**30),
        Money("1"),  # type: ignore[arg-type]
        datetime(2026, 1, 1, tzinfo=UTC),
        b"x",
        {"city": "Northfield"},
        [[1]],
        [1, "x"],
        (None, 2),
        [1, Decimal("0.5")],
        list(range(2000)),
        object(),
        Items(ValueType.DATE, (1,)),
        Items(ValueType.MONEY, ()),
        Reason.TOO_LARGE,
        ValueType.TEXT,
    ]
)
lists = st.one_of(
    st.lists(st.integers(-3, 3), max_size=4),
    st.lists(decimals, max_size=4),
    st.lists(st.sampled_from(["x", "y"]), max_size=4),
    st.lists(st.dates(), max_size=3).map(tuple),
)
raw_values = st.one_of(scalars, lists, hostile)


def _call(function: FunctionName, arguments: list[Operand]) -> Call:
    wanted = 1 if function in (FunctionName.COUNT, FunctionName.SUM) else 2
    return Call(function, tuple((arguments * 2)[:wanted]))


constants = scalars.map(constant)
named: st.SearchStrategy[Answer | Record] = st.one_of(
    st.sampled_from(NAMES).map(Answer), st.sampled_from(NAMES).map(Record)
)
operands: st.SearchStrategy[Operand] = st.recursive(
    st.one_of(named, constants, st.just(AsOf())),
    lambda inner: st.builds(
        _call, st.sampled_from(FunctionName), st.lists(inner, min_size=1, max_size=2)
    ),
    max_leaves=4,
)
leaves: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Compare, st.sampled_from(CompareOp), operands, operands),
    st.builds(OneOf, operands, st.lists(constants, min_size=1, max_size=3).map(tuple)),
    st.builds(Contains, operands, operands),
    st.builds(IsAnswered, named),
)
rules: st.SearchStrategy[Rule] = st.recursive(
    leaves,
    lambda inner: st.builds(
        Group, st.sampled_from(GroupOp), st.lists(inner, min_size=1, max_size=4).map(tuple)
    ),
    max_leaves=12,
)
facts: st.SearchStrategy[Facts] = st.builds(
    Facts,
    answers=st.dictionaries(st.sampled_from(NAMES), raw_values),
    records=st.dictionaries(st.sampled_from(NAMES), raw_values),
    as_of=st.dates(),
    sensitive=st.frozensets(st.sampled_from(NAMES), max_size=2),
)
json_data = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["op", "rules", "left", "right", "field", "type", "value"]),
            st.one_of(inner, st.sampled_from(["all", "eq", "answer", "constant", "text"])),
            max_size=4,
        ),
    ),
    max_leaves=15,
)
