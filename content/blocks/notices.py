"""A notice inside the page. Site-wide notices are not blocks."""

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

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "content/blocks/notice.html"
