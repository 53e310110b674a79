"""A text in both languages side by side; what is missing is marked by the stylesheet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

__all__ = ["LongTextPair", "TextPair"]


class TextPair(blocks.StructBlock):
    """A line in English and in Spanish."""

    en = blocks.CharBlock(label=_("English"), required=False, max_length=500)
    es = blocks.CharBlock(label=_("Spanish"), required=False, max_length=500)

    class Meta:
        icon = "openquote"
        form_classname = "struct-block builder-pair"
        label_format = "{en}"


class LongTextPair(blocks.StructBlock):
    """A paragraph in English and in Spanish."""

    en = blocks.TextBlock(label=_("English"), required=False, rows=3)
    es = blocks.TextBlock(label=_("Spanish"), required=False, rows=3)

    class Meta:
        icon = "openquote"
        form_classname = "struct-block builder-pair"
        label_format = "{en}"


def pair(label: Any, *, long: bool = False, help_text: Any = "") -> blocks.StructBlock:
    """Return a text in both languages under a label."""
    return (LongTextPair if long else TextPair)(label=label, help_text=help_text)
