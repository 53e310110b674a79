"""A summary list: facts as pairs of a name and a value."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.text import INLINE_FEATURES


class SummaryRowBlock(blocks.StructBlock):
    """One fact."""

    label = blocks.CharBlock(max_length=120, label=_("Name"))
    value = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Value"))

    class Meta:
        icon = "minus"
        label = _("Row")


class SummaryListBlock(blocks.StructBlock):
    """A heading and its facts."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    rows = blocks.ListBlock(SummaryRowBlock(), min_num=1, max_num=40, label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Summary list")
        template = "content/blocks/summary_list.html"
