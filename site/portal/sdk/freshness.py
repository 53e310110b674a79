"""What a public page is made from, so that it can be kept until just that changes.

While a page is being made, code that reads what the statements to the database do not show names it here: tags
(`made_from`), the next moment at which the page turns false by itself (`until`), or that it must not be kept at all
(`never_keep`). Where pages are kept, and how statements are read, belongs to config.page_cache.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import time
from typing import Any, TypeVar

from django.db import connection, transaction
from django.http import QueryDict

from portal.sdk.generations import generations, slot_of

__all__ = [
    "Making",
    "announce",
    "current_making",
    "exactly",
    "forget",
    "made_from",
    "making",
    "may_be_kept",
    "never_keep",
    "remember",
    "remembers",
    "until",
    "watch_query",
    "watched",
]

Value = TypeVar("Value")
MOST_REMEMBERED = 2_000


@dataclass(slots=True)
class Making:
    """What is known so far of something that is being made."""

    begun: int = field(default_factory=generations.current)
    tags: set[str] = field(default_factory=set)
    expires: float = float("inf")
    is_kept: bool = False
    is_refused: bool = False
    is_exact: bool = False
    parameters: set[str] = field(default_factory=set)
    reads_whole_query: bool = False


_current: ContextVar[Making | None] = ContextVar("making", default=None)
current_making = _current.get


@contextmanager
def making() -> Iterator[Making]:
    """Note what is made from what until the block ends."""
    made = Making()
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)


def made_from(*tags: str) -> None:
    """Say that what is being made shows what bears these tags."""
    if made := _current.get():
        made.tags.update(tags)


def until(moment: datetime | None) -> None:
    """Say that what is being made is true only until a moment, such as the end of a notice; None says nothing."""
    made = _current.get()
    if made and moment is not None:
        made.expires = min(made.expires, moment.timestamp())


def may_be_kept() -> None:
    """Say that what is being made is the same for everybody, unless something refuses."""
    if made := _current.get():
        made.is_kept = True


def never_keep() -> None:
    """Refuse that what is being made is kept: it is about somebody, or passes in a moment."""
    if made := _current.get():
        made.is_refused = True


@contextmanager
def exactly(*tags: str) -> Iterator[None]:
    """Name everything that the block reads; its statements are not looked at."""
    made = _current.get()
    if made is None:
        yield
        return
    before, made.is_exact = made.is_exact, True
    made.tags.update(tags)
    try:
        yield
    finally:
        made.is_exact = before


class WatchedQuery(QueryDict):
    """The parameters of an address, noting which of them a page asks for."""

    def _note(self, key: str | None = None) -> None:
        if made := _current.get():
            if key is None:
                made.reads_whole_query = True
            else:
                made.parameters.add(key)

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the last value of a parameter."""
        self._note(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        """Return all values of a parameter."""
        self._note(key)
        return super().getlist(key, default)

    def __iter__(self) -> Iterator[str]:
        self._note()
        return super().__iter__()

    def __len__(self) -> int:
        self._note()
        return super().__len__()

    def keys(self) -> Any:
        """Return the names of all parameters."""
        self._note()
        return super().keys()

    def lists(self) -> Any:
        """Return every parameter with its values."""
        self._note()
        return super().lists()

    def urlencode(self, safe: str | None = None) -> str:
        """Return the parameters as an address has them."""
        self._note()
        return super().urlencode(safe)


def watch_query(request: Any) -> None:
    """Have the request note which parameters of its address are asked for while something is made."""
    if _current.get():
        request.GET = WatchedQuery(request.META.get("QUERY_STRING", ""))


def announce(*tags: str) -> None:
    """Say that what bears these tags changes with the transaction under way, or now where there is none."""
    transaction.on_commit(partial(_advance, tags))


def _advance(tags: tuple[str, ...]) -> None:
    generations.advance(tags)
    for tell in listeners:
        tell(tags)


listeners: list[Callable[[tuple[str, ...]], None]] = []
"""Who else is told of changes: config adds the other hosts."""
statement_notes: list[Callable[..., Any]] = []
"""What notes the tables that statements read: config adds one, which knows the tables."""


@dataclass(slots=True)
class _Kept:
    value: Any
    tags: frozenset[str]
    slots: frozenset[int]
    begun: int
    expires: float
    is_refused: bool

    def is_fresh(self) -> bool:
        return time() < self.expires and not generations.has_changed(self.slots, since=self.begun)


_memory: dict[Hashable, _Kept] = {}


def remembers() -> bool:
    """Tell whether something made now would be kept: not inside a transaction, which may hold what nobody else sees."""
    return not connection.in_atomic_block


def remember(
    key: Hashable, make: Callable[[], Value], *, is_watched: bool = False, is_part: bool = False
) -> Value:
    """Return what `make` returned last time in this process, until what it said it was made from changes.

    `make` names all that it reads by `made_from` and `until`, or has its statements watched; the value must not be
    altered. A part of what is being made depends on all that was read for the whole so far. Inside a transaction
    nothing is kept.
    """
    whole = _current.get()
    if not remembers() or (is_part and whole is None):
        with nullcontext() if is_watched else exactly():
            return make()
    kept = _memory.get(key)
    if kept is None or not kept.is_fresh():
        kept = _make(make, is_watched=is_watched, whole=whole if is_part else None)
        if not kept.is_refused:
            if len(_memory) >= MOST_REMEMBERED:
                _memory.clear()
            _memory[key] = kept
    if whole:
        whole.tags |= kept.tags
        whole.expires = min(whole.expires, kept.expires)
        whole.is_refused |= kept.is_refused
    return kept.value  # type: ignore[no-any-return]


def _make(make: Callable[[], Any], *, is_watched: bool, whole: Making | None) -> _Kept:
    with ExitStack() as stack:
        made = stack.enter_context(making())
        made.is_exact = not is_watched
        if whole:
            made.begun, made.expires = whole.begun, whole.expires
            made.is_refused = whole.is_refused
            made.tags |= whole.tags
        if is_watched:
            stack.enter_context(watched())
        value = make()
    refused = made.is_refused or (is_watched and not statement_notes)
    tags = frozenset(made.tags)
    slots = frozenset(map(slot_of, tags))
    return _Kept(value, tags, slots, made.begun, made.expires, is_refused=refused)


@contextmanager
def watched() -> Iterator[None]:
    """Have the statements of the block noted."""
    with ExitStack() as stack:
        for note in statement_notes:
            stack.enter_context(connection.execute_wrapper(note))
        yield


def forget() -> None:
    """Forget all that this process remembers."""
    _memory.clear()
