"""What is made of given values alone is made once a process: the values, in a form that can be compared, are its key.

Nothing is kept that depends on anything else, so that nothing kept can be stale: who reads, and what they may do, is
asked with every request.
"""

from __future__ import annotations

from collections import UserList
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

__all__ = ["Keeper", "UncomparableError", "freeze"]

Made = TypeVar("Made")
MOST_KEPT = 500
PLAIN = (str, bool, int, type(None))


class UncomparableError(TypeError):
    """A value that may change, or hold what is not seen."""


class Keeper(Generic[Made]):
    """Keeps what was made, by what it was made of; all is forgotten where there is too much."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self._kept: dict[Hashable, Made] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what belongs to a key, made where it was not before."""
        try:
            return self._kept[key]
        except KeyError:
            made = make()
        if len(self._kept) >= self.most:
            self._kept.clear()
        self._kept[key] = made
        return made


def freeze(value: Any, known: Iterable[type] = ()) -> Hashable:
    """Return a value's content, alike for equal ones of one type; texts that wait for a language are read now.

    Objects of ``known`` classes are their attributes; others say themselves by what they are drawn (``drawn_by``), and
    where there are no errors their list is like any other. Raises UncomparableError for anything else.
    """
    kind = type(value)
    if kind is str:
        return str(value)
    if isinstance(value, PLAIN):
        return kind, value
    if isinstance(value, Promise):
        return freeze(str(value))
    if kind is list or kind is tuple:
        return kind, *[freeze(each, known) for each in value]
    if kind is dict:
        return kind, *[(name, freeze(each, known)) for name, each in value.items()]
    if kind in known:
        return kind, *[(name, freeze(each, known)) for name, each in vars(value).items()]
    drawn_by = getattr(value, "drawn_by", None)
    if drawn_by is not None:
        return kind, freeze(drawn_by(), known)
    if isinstance(value, UserList) and not value:
        return kind, None
    raise UncomparableError(kind)
