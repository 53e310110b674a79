"""The body of a page: every family of blocks that an editor may put there, and those of plugins."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.accordion import AccordionBlock
from content.blocks.calls_to_action import CallToActionBlock
from content.blocks.cards import CardsBlock
from content.blocks.images import PictureBlock
from content.blocks.notices import NoticeBlock
from content.blocks.rows import ContactPointBlock, ReusableBlock, TermsBlock
from content.blocks.steps import StepsBlock
from content.blocks.summary import SummaryListBlock
from content.blocks.text import TextBlock
from portal.sdk.blocks import KeepingStreamBlock, offered_blocks


class PassageBlock(KeepingStreamBlock):
    """Blocks of a reusable passage, in the editor's order; it holds no other passage, so none can hold itself."""

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


class BodyBlock(PassageBlock):
    """Blocks in the editor's order; those of plugins follow, and are asked for once a process."""

    reusable = ReusableBlock()
    contact_point = ContactPointBlock()
    terms = TermsBlock()

    def __init__(self, local_blocks: list[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or []), *offered_blocks()], **kwargs)
