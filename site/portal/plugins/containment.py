"""What a plugin hooks into Django and Wagtail while it loads is guarded like any other call into it.

Neither framework contains a receiver or hook that raises: one would turn every page into an error.
What a plugin connects later, while a request is answered, is not seen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from wagtail import hooks

from portal.plugins.guard import PluginFailedError, call_pure

__all__ = ["contained"]

Function = Callable[..., Any]
_connect, _register = Signal.connect, hooks.register


@contextmanager
def contained(plugin_id: str) -> Iterator[None]:
    """Guard the receivers and hooks that are registered inside the block.

    Plugins load one after the other, before the first request; nothing else registers meanwhile.
    """

    def connect(
        signal: Signal,
        receiver: Function,
        sender: object = None,
        weak: bool = True,
        dispatch_uid: object = None,
    ) -> None:
        guarded = _guard(f"{plugin_id}:signal", _in_savepoint(receiver), lambda _arguments: None)
        _connect(signal, guarded, sender, weak=False, dispatch_uid=dispatch_uid or _key(receiver))

    def register(hook_name: str, fn: Function | None = None, order: int = 0) -> Function | None:
        if fn is None:
            return lambda function: register(hook_name, function, order) or function
        place = f"{plugin_id}:{hook_name}"
        _register(hook_name, _guard(place, fn, lambda given: _instead_of(hook_name, given)), order)
        return None

    before = Signal.connect, hooks.register
    Signal.connect, hooks.register = connect, register  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Signal.connect, hooks.register = before  # type: ignore[method-assign]


def _guard(place: str, function: Function, instead: Callable[[tuple[Any, ...]], Any]) -> Function:
    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return call_pure(place, function, *args, **kwargs)
        except PluginFailedError:
            return instead(args)

    return guarded


def _key(receiver: Function) -> object:
    """Return what Signal.disconnect looks a receiver up by."""
    if hasattr(receiver, "__self__") and hasattr(receiver, "__func__"):
        return (id(receiver.__self__), id(receiver.__func__))
    return id(receiver)


def _in_savepoint(receiver: Function) -> Function:
    """Return the receiver inside a savepoint, so that the sender's transaction stays usable."""

    @wraps(receiver)
    def within(*args: Any, **kwargs: Any) -> Any:
        if not transaction.get_connection().in_atomic_block:
            return receiver(*args, **kwargs)
        with transaction.atomic():
            return receiver(*args, **kwargs)

    return within


def _instead_of(hook_name: str, given: tuple[Any, ...]) -> Any:
    """Return what stands for the answer of a Wagtail hook that failed: it adds and changes nothing."""
    if hook_name.endswith(("menu_item", "search_area")):
        return _hidden_item()
    if hook_name.endswith("queryset"):
        return next((each for each in given if isinstance(each, QuerySet)), None)
    if hook_name == "register_icons":
        return given[0]
    if hook_name.startswith("insert_"):
        return ""
    return () if hook_name.startswith("register_") else None


def _hidden_item() -> Any:
    from wagtail.admin.menu import MenuItem  # deferred: needs settings, which are read with plugins

    class Hidden(MenuItem):
        """Holds the place of an entry that failed."""

        def is_shown(self, request: Any) -> bool:
            """Show nothing."""
            return False

    return Hidden("", "", name="failed")
