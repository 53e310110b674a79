"""Blocks that are drawn when they are opened, so that a form of forty steps is as quick as one of three.

A stream of them comes back as one text: what was never opened has no controls in the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.forms.widgets import CheckboxInput
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructBlockAdapter

from portal.definitions.building.kept import KeepingStreamBlock, KeepingStreamBlockAdapter

__all__ = ["FoldedStreamBlock", "FoldedStructBlock"]

SCRIPT = "portal/folded_blocks.js"


class FoldedStructBlock(blocks.StructBlock):
    """A block of a folded stream: its controls are drawn when somebody opens it."""


class FoldedStreamBlock(KeepingStreamBlock):
    """A stream at the top of a form; ``folded_blocks.js`` sends what is in it as one text."""

    def value_omitted_from_data(self, data: Any, files: Any, prefix: str) -> bool:
        """Tell whether neither the text nor the controls of the stream were sent."""
        is_whole = f"{prefix}-state" in data
        return not is_whole and bool(super().value_omitted_from_data(data, files, prefix))

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> StreamValue:
        """Read the text as if its controls had been sent; raise BadRequest for what no form has made."""
        given = data.get(f"{prefix}-state")
        if given is None:
            return super().value_from_datadict(data, files, prefix)
        controls: MultiValueDict[str, str] = MultiValueDict()
        try:
            _spread(self, json.loads(given), prefix, controls)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise BadRequest("the form's text cannot be read") from error
        return super().value_from_datadict(controls, files, prefix)


def _spread(block: blocks.Block, state: Any, prefix: str, into: MultiValueDict[str, str]) -> None:
    """Write what a block holds under the names of its controls."""
    if isinstance(block, (blocks.StreamBlock, blocks.ListBlock)):
        _spread_entries(block, state, prefix, into)
    elif isinstance(block, blocks.StructBlock):
        given: Mapping[str, Any] = dict(state)
        for name, child in block.child_blocks.items():
            _spread(child, given.get(name), f"{prefix}-{name}", into)
    elif isinstance(block, blocks.FieldBlock):
        _spread_value(block.field.widget, state, prefix, into)


def _spread_entries(
    block: blocks.StreamBlock | blocks.ListBlock,
    state: Any,
    prefix: str,
    into: MultiValueDict[str, str],
) -> None:
    entries = list(state or ())
    into[f"{prefix}-count"] = str(len(entries))
    for place, entry in enumerate(entries):
        own = f"{prefix}-{place}"
        into[f"{own}-deleted"] = ""
        into[f"{own}-order"] = str(place)
        into[f"{own}-type"] = str(entry.get("type", ""))
        into[f"{own}-id"] = str(entry["id"] or "")
        is_list = isinstance(block, blocks.ListBlock)
        child = block.child_block if is_list else block.child_blocks.get(entry["type"])
        if child is not None:
            _spread(child, entry["value"], f"{own}-value", into)


def _spread_value(
    widget: forms.Widget, state: Any, name: str, into: MultiValueDict[str, str]
) -> None:
    if isinstance(state, (list, tuple)):
        into.setlist(name, [str(each) for each in state])
    elif isinstance(widget, CheckboxInput):
        if state:
            into[name] = "on"
    elif not getattr(widget, "allow_multiple_selected", False):
        into[name] = "" if state is None else str(state)


class FoldedStructBlockAdapter(StructBlockAdapter):
    """Draws a block when it is opened."""

    js_constructor = "portal.FoldedStructBlock"

    @cached_property
    def media(self) -> forms.Media:
        """Return Wagtail's scripts and the one that folds."""
        scripts: forms.Media = super().media + forms.Media(js=[SCRIPT])
        return scripts


class FoldedStreamBlockAdapter(KeepingStreamBlockAdapter):
    """Sends a stream as one text."""

    js_constructor = "portal.FoldedStreamBlock"

    @cached_property
    def media(self) -> forms.Media:
        """Return the scripts of a keeping stream and the one that folds."""
        scripts: forms.Media = super().media + forms.Media(js=[SCRIPT])
        return scripts


register(FoldedStructBlockAdapter(), FoldedStructBlock)
register(FoldedStreamBlockAdapter(), FoldedStreamBlock)
