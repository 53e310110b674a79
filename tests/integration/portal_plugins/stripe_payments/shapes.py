"""Compares objects with the types of Stripe's own package, which are generated from its published OpenAPI description.

A field that the types do not let be missing is one that the description requires.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from typing import Any, ClassVar, ForwardRef, Literal, Union, get_args, get_origin

__all__ = ["find_misfits"]

PLAIN = (str, int, bool, float)


def find_misfits(thing: Any, kind: Any, place: str = "") -> Iterator[str]:
    """Yield every field that is missing, unknown or of another type, by its place."""
    if not isinstance(thing, dict):
        yield f"{place}: no object"
        return
    fields = {
        name: hint
        for each in reversed(kind.__mro__)
        for name, hint in getattr(each, "__annotations__", {}).items()
        if get_origin(hint) is not ClassVar and not name.startswith("_") and name != "OBJECT_NAME"
    }
    yield from (f"{place}.{name}: unknown" for name in sorted(set(thing) - set(fields)))
    for name, hint in sorted(fields.items()):
        ways = _ways(_resolve(hint, kind))
        if name not in thing:
            if type(None) not in ways and name in kind.__annotations__:
                yield f"{place}.{name}: missing"
        elif not any(not list(_misfits(thing[name], way, f"{place}.{name}")) for way in ways):
            yield f"{place}.{name}: {thing[name]!r} is no {hint}"


def _misfits(value: Any, way: Any, place: str) -> Iterator[str]:
    origin = get_origin(way)
    if way is type(None) or way is None:
        fits = value is None
    elif way in PLAIN:
        fits = type(value) is way
    elif origin is Literal:
        fits = value in get_args(way)
    elif origin in {list, tuple}:
        (inner,) = get_args(way)
        fits = isinstance(value, list) and all(
            any(not list(_misfits(each, some, place)) for some in _ways(inner)) for each in value
        )
    elif isinstance(way, ForwardRef | str) or origin is not None or way is Any:
        fits = isinstance(value, dict)
    elif isinstance(way, type):
        yield from find_misfits(value, way, place)
        return
    else:
        fits = False
    if not fits:
        yield place


def _ways(hint: Any) -> list[Any]:
    """Return what a field may be; a word that the package does not know yet is not one of them."""
    if get_origin(hint) not in {Union, types.UnionType}:
        return [hint]
    ways = [way for each in get_args(hint) for way in _ways(each)]
    has_words = any(get_origin(way) is Literal for way in ways)
    return [way for way in ways if not (has_words and way is str)]


def _resolve(hint: Any, kind: Any) -> Any:
    """Return what a hint that is a text stands for, as far as its module knows it at run time."""
    if isinstance(hint, str):
        return eval(hint, dict(vars(sys.modules[kind.__module__])))
    return hint


def find_unknown(params: dict[str, Any], kind: Any, place: str = "") -> Iterator[str]:
    """Yield every posted parameter that the package's typed dictionary does not have, or not with its word."""
    hints = {
        name: hint
        for each in reversed(kind.__mro__)
        for name, hint in vars(each).get("__annotations__", {}).items()
    }
    yield from (f"{place}.{name}: unknown" for name in sorted(set(params) - set(hints)))
    for name in sorted(set(params) & set(hints)):
        value, ways = params[name], list(_param_ways(hints[name], kind))
        words = [word for way in ways if get_origin(way) is Literal for word in get_args(way)]
        inner = [way for way in ways if hasattr(way, "__required_keys__")]
        if isinstance(value, str) and words and value not in words:
            yield f"{place}.{name}: {value!r} is not known"
        if isinstance(value, dict) and inner:
            some = value.values() if all(key.isdecimal() for key in value) else [value]
            for each in some:
                yield from find_unknown(each, inner[0], f"{place}.{name}")


def _param_ways(hint: Any, kind: Any) -> Iterator[Any]:
    """Yield what a parameter may be, lists and markers taken off."""
    if isinstance(hint, ForwardRef):
        hint = hint.__forward_arg__
    if isinstance(hint, str):
        hint = _resolve(hint, kind)
    yield hint
    for each in get_args(hint) if get_origin(hint) is not Literal else ():
        yield from _param_ways(each, kind)
