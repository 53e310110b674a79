"""The order of things after two people have changed it: of steps, questions, choices; by their ids. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

__all__ = ["merge_order", "weave"]


def merge_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], *, kept: Collection[str]
) -> list[str] | None:
    """Return the order of those that are kept, or None where both sides have turned it in ways of their own.

    What one side alone has stands after what it stands after there. Exchanging the sides changes nothing.
    """
    shared = set(ours) & set(theirs) & set(kept)
    mine, other, before = (
        [each for each in order if each in shared] for order in (ours, theirs, base)
    )
    if mine != other:
        known = set(before)
        turned, other_turned = (
            [each for each in order if each in known] != before for order in (mine, other)
        )
        if turned == other_turned:
            return None
        mine = mine if turned else other
    return weave(mine, ours, theirs, kept=kept)


def weave(trunk: Sequence[str], *sides: Sequence[str], kept: Collection[str]) -> list[str]:
    """Return an order with what the sides have besides put after what it follows there; beside one another, by id."""
    runs: dict[str | None, set[tuple[str, ...]]] = {}
    for side in sides:
        for anchor, run in _runs([each for each in side if each in kept], set(trunk)):
            runs.setdefault(anchor, set()).add(run)
    woven: list[str] = []
    for anchor in (None, *trunk):
        woven += [] if anchor is None else [anchor]
        for run in sorted(runs.get(anchor, ())):
            woven += (each for each in run if each not in woven)
    return woven


def _runs(side: Sequence[str], trunk: set[str]) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Yield what stands together outside the trunk, each with what of the trunk it follows."""
    anchor, run = None, list[str]()
    for each in side:
        if each in trunk:
            if run:
                yield anchor, tuple(run)
            anchor, run = each, []
        else:
            run.append(each)
    if run:
        yield anchor, tuple(run)
