"""The body of a page: every family of blocks that an editor may put there."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.accordion import AccordionBlock
from content.blocks.calls_to_action import CallToActionBlock
from content.blocks.cards import CardsBlock
from content.blocks.images import PictureBlock
from content.blocks.notices import NoticeBlock
from content.blocks.steps import StepsBlock
from content.blocks.summary import SummaryListBlock
from content.blocks.text import TextBlock


class BodyBlock(blocks.StreamBlock):
    """Blocks in the editor's order."""

    text = TextBlock()
    cards = CardsBlock()
    call_to_action = CallToActionBlock()
    steps = StepsBlock()
    notice = NoticeBlock()
    questions = AccordionBlock()
    summary_list = SummaryListBlock()
    picture = PictureBlock()

    class Meta:
        label = _("Body")
        template = "content/blocks/body.html"
