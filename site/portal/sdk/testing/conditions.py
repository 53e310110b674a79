"""Random conditions over questions that are asked before, of a wizard or of a row; needs Hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from portal.definitions.fields import get_field_type
from portal.definitions.rules import Answer, Money, Rule, ValueType
from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    contains,
    eq,
    ge,
    is_answered,
    lt,
    none_of,
    one_of,
)
from portal.definitions.spec import FieldSpec

__all__ = ["DAYS", "draw_condition"]

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def draw_condition(
    draw: DrawFn, known: Sequence[FieldSpec], called: Callable[[str], Answer] = answer
) -> Rule | None:
    """Draw no rule, or one over questions that come before; ``called`` gives the answer to one by its id."""
    if not known or draw(st.integers(0, 2)):
        return None
    leaves = st.sampled_from(known).flatmap(lambda question: _leaves(question, called))
    rules = draw(st.lists(leaves, min_size=1, max_size=3, unique=True))
    join: Callable[..., Rule] = draw(st.sampled_from([all_of, any_of, none_of]))
    return rules[0] if len(rules) == 1 else join(*rules)


def _leaves(question: FieldSpec, called: Callable[[str], Answer]) -> SearchStrategy[Rule]:
    """Return rules over the answer to a question, of its type."""
    asked = called(question.id)
    values = [choice.value for choice in question.choices]
    found: list[SearchStrategy[Rule]] = [st.just(is_answered(asked))]
    kind = get_field_type(question.type).value_type_of(question)
    if kind is ValueType.YES_NO:
        found.append(st.booleans().map(lambda value: eq(asked, value)))
    elif kind is ValueType.INTEGER:
        found.append(st.integers(-1_000, 1_000).map(lambda value: ge(asked, value)))
    elif kind is ValueType.DECIMAL:
        found.append(st.decimals(-1_000, 1_000, places=2).map(lambda value: ge(asked, value)))
    elif kind is ValueType.MONEY:
        found.append(st.integers(-1_000, 1_000).map(lambda cents: ge(asked, Money(cents))))
    elif kind is ValueType.DATE:
        found += [st.just(lt(asked, as_of())), DAYS.map(lambda day: ge(asked, day))]
    elif kind is ValueType.TEXTS and values:
        found.append(st.sampled_from(values).map(lambda value: contains(asked, value)))
    elif kind is ValueType.TEXT and values:
        some = st.lists(st.sampled_from(values), min_size=1, unique=True)
        found.append(some.map(lambda chosen: one_of(asked, *chosen)))
    return st.one_of(found)
