"""The blocks that plugins offer for the body of a page; the content app asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString
from wagtail.blocks import Block

from portal.definitions.building.kept import KeepingStreamBlock
from portal.plugins.guard import call_decorating
from portal.plugins.registry import plugin_modules
from portal.sdk.freshness import never_keep

__all__ = ["KeepingStreamBlock", "offered_blocks"]


def offered_blocks() -> Iterator[tuple[str, Block]]:
    """Yield each block as <plugin id>__<name>: Wagtail refuses dots. A broken plugin has none."""
    for plugin, module in plugin_modules("blocks"):
        for name, block in (
            call_decorating(f"{plugin.label}:blocks", _listed, module) or {}
        ).items():
            yield f"{plugin.label}__{name}", _guard(plugin.label, block)


def _listed(module: Any) -> dict[str, Block]:
    blocks: dict[str, Block] = dict(module.BLOCKS)
    for name, block in blocks.items():
        if not isinstance(block, Block) or not name.isidentifier():
            raise TypeError(f"not a block with a name: {name!r}")
    return blocks


class _Guarded:
    """Leaves a block out of the page, of search and of the API where the plugin fails to show it."""

    plugin_id: str

    def render(self, value: Any, context: Any = None) -> SafeString:
        """Draw the block, or nothing."""
        drawn: SafeString | None = self._ask("render", value, context)
        return SafeString() if drawn is None else drawn

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        """Return the block for programs, or nothing."""
        return self._ask("get_api_representation", value, context)

    def get_searchable_content(self, value: Any) -> Any:
        """Return the words to search, or none."""
        return self._ask("get_searchable_content", value) or []

    def _ask(self, name: str, *args: Any) -> Any:
        answer = call_decorating(f"{self.plugin_id}:blocks", getattr(super(), name), *args)
        if answer is None:
            never_keep()  # what failed now may be there in a moment
        return answer


def _guard(plugin_id: str, block: Block) -> Block:
    """Return the block with what readers see of it guarded; what editors do is Wagtail's to check."""
    if not isinstance(block, _Guarded):
        own = type(block)
        metaclass: Any = type(own)
        block.__class__ = metaclass(own.__name__, (_Guarded, own), {"plugin_id": plugin_id})
    return block
