"""Cards: a group of short entries, each leading somewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.links import LinkBlock
from content.illustrations import IllustrationChoiceBlock


class CardBlock(blocks.StructBlock):
    """One entry: its title is the link."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, max_length=400, rows=3, label=_("Text"))
    illustration = IllustrationChoiceBlock(required=False, label=_("Picture"))
    link = LinkBlock(required=False, label=_("Leads to"))

    class Meta:
        icon = "form"
        label = _("Card")


class CardsBlock(blocks.StructBlock):
    """A heading and its cards."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    introduction = blocks.TextBlock(required=False, max_length=400, rows=2, label=_("Introduction"))
    cards = blocks.ListBlock(CardBlock(), min_num=1, max_num=24, label=_("Cards"))

    class Meta:
        icon = "grip"
        label = _("Cards")
        template = "content/blocks/cards.html"
