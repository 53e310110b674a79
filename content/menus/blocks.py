"""What editors put into the main menu and the footer."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.links import LinkBlock

MOST_LINKS = 12


class GroupBlock(blocks.StructBlock):
    """Words that open a short list of links."""

    title = blocks.CharBlock(max_length=40, label=_("Title"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=MOST_LINKS, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Group")


class MainMenuBlock(blocks.StreamBlock):
    """Links and groups of links, in their order."""

    link = LinkBlock()
    group = GroupBlock()

    class Meta:
        label = _("Main menu")


class ColumnBlock(blocks.StructBlock):
    """A heading with words, links, or both under it."""

    heading = blocks.CharBlock(max_length=60, label=_("Heading"))
    text = blocks.RichTextBlock(required=False, features=["bold", "italic"], label=_("Text"))
    links = blocks.ListBlock(
        LinkBlock(), default=[], min_num=0, max_num=MOST_LINKS, label=_("Links")
    )

    class Meta:
        icon = "list-ul"
        label = _("Column")


class FooterBlock(blocks.StreamBlock):
    """Columns, in their order."""

    column = ColumnBlock()

    class Meta:
        label = _("Footer")
