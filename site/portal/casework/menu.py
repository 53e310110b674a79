"""The admin's menu as its script reads it: packed once for each content, and again for any other.

Which entries somebody sees is asked with every request, as Wagtail does; only the writing of what was found is kept.
"""

from __future__ import annotations

from typing import Any

from telepath import BaseAdapter, ObjectNode, ValueNode
from wagtail.admin.telepath import JSContext, register, registry
from wagtail.admin.ui import sidebar

from portal.casework.keeping import Keeper, UncomparableError, freeze

__all__ = ["KeptMenu", "keep_menu"]

ENTRIES = (
    sidebar.LinkMenuItem,
    sidebar.ActionMenuItem,
    sidebar.SubMenuItem,
    sidebar.PageExplorerMenuItem,
)
"""The entries that are written by their attributes alone; others are packed each time."""


class KeptMenu(BaseAdapter):
    """Packs the menu as Wagtail's own adapter does, part by part."""

    def __init__(self, own: Any) -> None:
        self.own = own
        self._packed: Keeper[Any] = Keeper()

    def build_node(self, menu: Any, context: Any) -> ObjectNode:
        """Return the menu with those of its parts that were packed before as they are."""
        constructor, parts = self.own.pack(menu, context)
        return ObjectNode(constructor, [self._build(part, context) for part in parts])

    def _build(self, part: Any, context: Any) -> Any:
        if not isinstance(part, list):
            return context.build_node(part)
        try:
            key = freeze(part, ENTRIES)
        except UncomparableError:
            return context.build_node(part)
        packed = self._packed.get(key, lambda: _pack(part))
        return context.build_node(part) if packed is None else ValueNode(packed)


def _pack(part: list[Any]) -> Any:
    """Return a part as Wagtail packs it, with each text in its place; None where it cannot stand alone."""
    try:
        return _written_out(JSContext().pack(part), {})
    except UncomparableError:
        return None


def _written_out(packed: Any, named: dict[int, str]) -> Any:
    """Return a packed value that names no text to repeat it: the names are of the value that it is packed in.

    Raises UncomparableError where anything but a text is named.
    """
    if isinstance(packed, list):
        return [_written_out(each, named) for each in packed]
    if not isinstance(packed, dict):
        return packed
    if "_ref" in packed:
        return named[packed["_ref"]]
    if "_id" not in packed:
        return {name: _written_out(each, named) for name, each in packed.items()}
    if not isinstance(packed.get("_val"), str):
        raise UncomparableError(packed)
    return named.setdefault(packed["_id"], packed["_val"])


def keep_menu() -> None:
    """Put the adapter in front of Wagtail's own."""
    own = registry.find_adapter(sidebar.MainMenuModule)
    register(KeptMenu(own), sidebar.MainMenuModule)
