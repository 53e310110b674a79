"""The body of a page: every family of blocks that an editor may put there, and those of plugins."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.accordion import AccordionBlock
from content.blocks.calls_to_action import CallToActionBlock
from content.blocks.cards import CardsBlock
from content.blocks.images import PictureBlock
from content.blocks.locked import KeepingStreamBlock
from content.blocks.notices import NoticeBlock
from content.blocks.steps import StepsBlock
from content.blocks.summary import SummaryListBlock
from content.blocks.text import TextBlock
from portal.sdk.blocks import offered_blocks


class BodyBlock(KeepingStreamBlock):
    """Blocks in the editor's order; those of plugins follow, and are asked for once a process."""

    text = TextBlock()
    cards = CardsBlock()
    call_to_action = CallToActionBlock()
    steps = StepsBlock()
    notice = NoticeBlock()
    questions = AccordionBlock()
    summary_list = SummaryListBlock()
    picture = PictureBlock()

    def __init__(self, local_blocks: list[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or []), *offered_blocks()], **kwargs)

    class Meta:
        label = _("Body")
        template = "content/blocks/body.html"
