"""Whether a rule may stay undecided, by which of the things it reads may be missing. Pure; no facts are asked for.

Sound, not exact: a rule that it clears is decided whatever is answered, but for a formula that has no result.
"""

from collections.abc import Collection, Iterable
from itertools import chain, combinations

from portal.definitions.rules.evaluate import Truth
from portal.definitions.rules.nodes import Group, GroupOp, IsAnswered, Leaf, Rule, nodes_of
from portal.definitions.rules.operands import Answer, Record

__all__ = ["find_open", "names_read"]

MOST_NAMES = 8
"""How many that may be missing are told apart; of more, each is taken by itself."""
TRUE, FALSE, UNKNOWN = Truth
EITHER = frozenset({TRUE, FALSE})


def names_read(rule: Rule | Leaf) -> frozenset[str]:
    """Return the answers and the paths of the records that a rule reads, by name."""
    return frozenset(
        each.field if isinstance(each, Answer) else each.path
        for each in nodes_of(rule)
        if isinstance(each, (Answer, Record))
    )


def find_open(rule: Rule, missable: Collection[str], ragged: Collection[str] = ()) -> list[str]:
    """Return those names without which the rule may stay undecided; none where it is always decided.

    ``missable`` may be missing, and are then not answered; ``ragged`` may be missing in part, which no rule can tell.
    """
    read = names_read(rule)
    loose = sorted(read & set(missable))
    if len(loose) > MOST_NAMES:
        return loose
    if UNKNOWN in _outcomes(rule, frozenset(), frozenset(ragged)):
        return sorted(read & set(ragged))
    found: set[str] = set()
    for gone in _subsets(loose):
        if not found & gone and UNKNOWN in _outcomes(rule, gone, frozenset(ragged)):
            found |= gone
    return sorted(found)


def _subsets(names: list[str]) -> Iterable[frozenset[str]]:
    """Yield every choice of names, small ones first."""
    sizes = range(1, len(names) + 1)
    return map(frozenset, chain.from_iterable(combinations(names, size) for size in sizes))


def _outcomes(rule: Rule, gone: frozenset[str], ragged: frozenset[str]) -> frozenset[Truth]:
    """Return what may come of a rule while the names ``gone`` are missing."""
    if not isinstance(rule, Group):
        return _outcomes_of_leaf(rule, gone, ragged)
    deciding = FALSE if rule.op is GroupOp.ALL else TRUE
    decided = TRUE if rule.op is GroupOp.ANY else FALSE
    inner = [_outcomes(each, gone, ragged) for each in rule.rules]
    possible = {decided} if any(deciding in each for each in inner) else set[Truth]()
    if all(each - {deciding} for each in inner):
        if any(UNKNOWN in each for each in inner):
            possible.add(UNKNOWN)
        if all(each - {deciding, UNKNOWN} for each in inner):
            possible.add(FALSE if decided is TRUE else TRUE)
    return frozenset(possible)


def _outcomes_of_leaf(leaf: Leaf, gone: frozenset[str], ragged: frozenset[str]) -> frozenset[Truth]:
    read = names_read(leaf)
    if isinstance(leaf, IsAnswered):
        return frozenset({FALSE if read & gone else TRUE})
    if read & gone:
        return frozenset({UNKNOWN})
    return EITHER | {UNKNOWN} if read & ragged else EITHER
