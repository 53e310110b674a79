"""Stored blocks whose plugin is not there: kept as they are behind a locked placeholder, shown to nobody but editors.

Plain Wagtail drops them when a page is loaded and erases them when it is saved.
"""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter, StreamValue

__all__ = ["LOCKED", "KeepingStreamBlock", "Kept", "LockedBlock"]

LOCKED = "locked"
HELP = gettext_lazy("It is kept as it is. It can be moved or removed.")
SIGNER = Signer(salt="portal.kept_blocks")
Data = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A stored block as it stands in the database."""

    type: str
    value: Any


class LockedBlock(blocks.FieldBlock):
    """Holds the place of a block that nothing here can read.

    The editor's form carries it signed, so that what comes back is what was stored. A page with one
    can be saved as a draft; it is published once its plugin is back, or without the block.
    """

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(
            widget=forms.HiddenInput, required=False, strip=False, help_text=HELP
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Kept | None:
        """Read the stored form."""
        return Kept(**value) if isinstance(value, dict) else value

    normalize = to_python

    def get_prep_value(self, value: Kept) -> Data:
        """Return what the stream puts in the block's place."""
        return {"type": value.type, "value": value.value}

    def value_for_form(self, value: Kept | None) -> str:
        """Return the block with its signature."""
        return SIGNER.sign(json.dumps(self.get_prep_value(value))) if value else ""

    def value_from_form(self, value: str) -> Kept | None:
        """Return the block, or None where the signature is not ours."""
        try:
            return Kept(**json.loads(SIGNER.unsign(value)))
        except BadSignature:
            return None

    def clean(self, value: Kept | None) -> Kept:
        """Refuse what was not stored here, and publication; a draft may be saved."""
        if value is None:
            raise ValidationError(_("This part cannot be changed. Open the page again."))
        if not self.is_deferred_validation:
            plugin_id = value.type.partition("__")[0]
            message = _(
                "This part belongs to “%(plugin)s”, which is not installed. "
                "Save the page as a draft, or remove this part to publish."
            )
            raise ValidationError(message % {"plugin": plugin_id})
        return value

    def render(self, value: Kept, context: Data | None = None) -> SafeString:
        """Show nothing to readers."""
        return SafeString()

    def get_api_representation(self, value: Kept, context: Data | None = None) -> None:
        """Tell programs nothing either."""

    class Meta:
        icon = "lock"
        label = gettext_lazy("Part of a plugin that is not installed")


class KeepingStreamBlock(blocks.StreamBlock):
    """A stream that keeps blocks of types that it does not know."""

    locked = LockedBlock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put the placeholder, which nobody can add, behind the blocks that editors choose from."""
        super().__init__(*args, **kwargs)
        self.child_blocks[LOCKED] = self.child_blocks.pop(LOCKED)

    def to_python(self, value: Any) -> StreamValue:
        """Put the placeholder around every stored block of an unknown type."""
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = [self._lock(each) for each in value]
        return super().to_python(value)

    def _lock(self, stored: Data) -> Data:
        if stored["type"] in self.child_blocks:
            return stored
        kept = {"type": stored["type"], "value": stored["value"]}
        return {"type": LOCKED, "value": kept, "id": stored.get("id")}

    def get_prep_value(self, value: Any) -> list[Data]:
        """Return the stream as it was stored, placeholders taken off."""
        return [self._unlock(each) for each in super().get_prep_value(value)]

    @staticmethod
    def _unlock(prepared: Data) -> Data:
        if prepared["type"] != LOCKED:
            return prepared
        return {**prepared["value"], "id": prepared["id"]}

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> StreamValue:
        """Refuse a form made while a plugin was there that is gone now: Wagtail would erase its blocks."""
        for index in range(int(data[f"{prefix}-count"])):
            is_left = not data[f"{prefix}-{index}-deleted"]
            if is_left and data[f"{prefix}-{index}-type"] not in self.child_blocks:
                raise BadRequest("the page holds a block whose plugin is gone; open it again")
        return super().value_from_datadict(data, files, prefix)


class KeepingStreamBlockAdapter(StreamBlockAdapter):
    """Lets nobody add a placeholder in the editor: it is not on the list of blocks, and none is too many."""

    js_constructor = "portal.KeepingStreamBlock"

    @cached_property
    def media(self) -> forms.Media:
        """Return Wagtail's scripts and the one that knows this kind of stream."""
        scripts: forms.Media = super().media + forms.Media(js=["portal/kept_blocks.js"])
        return scripts

    def js_args(self, block: KeepingStreamBlock) -> list[Any]:
        """Return Wagtail's description with no placeholder to add."""
        *args, meta = super().js_args(block)
        counts = {**meta.get("blockCounts", {}), LOCKED: {"max_num": 0}}
        return [*args, {**meta, "blockCounts": counts}]


register(KeepingStreamBlockAdapter(), KeepingStreamBlock)
