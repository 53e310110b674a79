"""A notice inside the page. Site-wide notices are not blocks."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.text import ANSWER_FEATURES

NOTICE_KINDS = [
    ("info", _("Information")),
    ("warning", _("Warning")),
    ("success", _("Good news")),
    ("emergency", _("Emergency")),
]


class NoticeBlock(blocks.StructBlock):
    """A colored box with a heading and a short text."""

    kind = blocks.ChoiceBlock(
        choices=NOTICE_KINDS, default="info", label=_("Kind"), search_index=False
    )
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(required=False, features=ANSWER_FEATURES, label=_("Text"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the kind in words: color and icon alone tell it to some readers only."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "level": dict(NOTICE_KINDS).get(value.get("kind") or "info", "")}

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "content/blocks/notice.html"
