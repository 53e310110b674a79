"""The parts of a merge: one value, what a member says of itself, members by their names, and the clashes. Pure.

Which members a definition has, and that questions move between steps, is known to ``merging``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from portal.definitions.differences import Part
from portal.definitions.merging_order import merge_order, weave

__all__ = ["ABSENT", "NOTHING", "ORDER", "WHOLE", "Clash", "Data", "Merger", "Side"]

Data = Mapping[str, Any]
NOTHING: Final[Data] = {}
ABSENT: Final = object()
BY_KEY = frozenset(
    {
        "title",
        "summary",
        "confirmation",
        "introduction",
        "label",
        "hint",
        "options",
        "subject",
        "body",
    }
)
"""What is merged language by language, or limit by limit; every other aspect is one value.

A rule is one value, and so is a declaration: nobody accepts words that are half of one version, half of another.
"""
WHOLE, ORDER = "whole", "order"


class Side(StrEnum):
    """Whose value is taken where both have changed it."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What both sides changed otherwise; values are in canonical form, None where one says nothing or has it not.

    ``aspect`` is named as in the canonical form, after a point the language or limit ("label.en"); it is "whole" where
    one side removed what the other changed, and "order.<members>" of what stands in it.
    """

    part: Part
    path: tuple[str, ...]
    aspect: str
    base: Any
    ours: Any
    theirs: Any

    @property
    def key(self) -> str:
        """Return what tells it from every other clash of a merge."""
        return f"{'.'.join(self.path) or 'wizard'}:{self.aspect}"


class Merger:
    """Merges values, and members that are known by a name, and keeps the clashes."""

    def __init__(self, take: Mapping[str, Side]) -> None:
        self.take, self.clashes = take, list[Clash]()

    def clash(
        self, part: Part, path: tuple[str, ...], aspect: str, base: Any, ours: Any, theirs: Any
    ) -> Side:
        """Keep a clash and return whose side is taken."""
        said = (None if each is ABSENT else each for each in (base, ours, theirs))
        sides = dict(zip(("base", *Side), said, strict=True))
        clash = Clash(part=part, path=path, aspect=aspect, **sides)
        self.clashes.append(clash)
        return self.take.get(clash.key, Side.OURS)

    def value(
        self, part: Part, path: tuple[str, ...], aspect: str, base: Any, ours: Any, theirs: Any
    ) -> Any:
        """Return the one value of an aspect."""
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        side = self.clash(part, path, aspect, base, ours, theirs)
        return ours if side is Side.OURS else theirs

    def aspects(
        self,
        part: Part,
        path: tuple[str, ...],
        sides: Sequence[Data],
        besides: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Return what a member says of itself, texts by language and options by name."""
        merged: dict[str, Any] = {}
        _base, ours, theirs = sides
        for aspect in dict.fromkeys((*ours, *theirs)):
            if aspect in besides:
                continue
            said = [each.get(aspect, ABSENT) for each in sides]
            if aspect in BY_KEY:
                value = self._by_key(part, path, aspect, *said)
            else:
                value = self.value(part, path, aspect, *said)
            if value is not ABSENT:
                merged[aspect] = value
        return merged

    def _by_key(
        self, part: Part, path: tuple[str, ...], aspect: str, base: Any, ours: Any, theirs: Any
    ) -> Any:
        said = [NOTHING if each is ABSENT else each for each in (base, ours, theirs)]
        merged = {
            key: self.value(
                part, path, f"{aspect}.{key}", *(each.get(key, ABSENT) for each in said)
            )
            for key in dict.fromkeys((*said[1], *said[2]))
        }
        return {key: value for key, value in merged.items() if value is not ABSENT} or ABSENT

    def members(
        self,
        part: Part,
        path: tuple[str, ...],
        listed: str,
        sides: Sequence[Data],
        merge_one: Callable[[tuple[str, ...], Sequence[Data]], dict[str, Any]],
        name: str = "id",
    ) -> list[Any]:
        """Return the members that ``listed`` names of three members, each merged, in their merged order."""
        lists = [{each[name]: each for each in side.get(listed, ())} for side in sides]
        _base, ours, theirs = lists
        merged: dict[str, Any] = {}
        for each in dict.fromkeys((*ours, *theirs)):
            inner = (*path, each)
            if each in ours and each in theirs:
                merged[each] = merge_one(inner, [side.get(each, NOTHING) for side in lists])
                continue
            left = self.left(part, inner, *(side.get(each) for side in lists))
            if left is not None:
                merged[each] = left
        order = self.order(part, path, listed, *map(list, lists), kept=merged)
        return [merged[each] for each in order]

    def left(
        self, part: Part, path: tuple[str, ...], base: Any, ours: Any, theirs: Any
    ) -> Any | None:
        """Return what becomes of a member that one side has and the other has not; None where it goes."""
        has = theirs if ours is None else ours
        if base is None:
            return has
        if has == base:
            return None
        return ours if self.clash(part, path, WHOLE, base, ours, theirs) is Side.OURS else theirs

    def order(
        self,
        part: Part,
        path: tuple[str, ...],
        listed: str,
        base: Sequence[str],
        ours: Sequence[str],
        theirs: Sequence[str],
        *,
        kept: Mapping[str, Any],
    ) -> list[str]:
        """Return the order of what is kept."""
        merged = merge_order(base, ours, theirs, kept=kept)
        if merged is not None:
            return merged
        orders = {Side.OURS: ours, Side.THEIRS: theirs}
        shared = set(ours) & set(theirs) & set(kept)
        trunks = {
            side: [each for each in order if each in shared] for side, order in orders.items()
        }
        before = [each for each in base if each in shared]
        side = self.clash(part, path, f"{ORDER}.{listed}", before, *trunks.values())
        return weave(trunks[side], ours, theirs, kept=kept)
