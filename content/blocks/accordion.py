"""Questions with answers that open in place, without script."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.text import ANSWER_FEATURES


class QuestionBlock(blocks.StructBlock):
    """One question and its answer."""

    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = blocks.RichTextBlock(features=ANSWER_FEATURES, label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class AccordionBlock(blocks.StructBlock):
    """A heading and its questions."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, max_num=40, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "content/blocks/accordion.html"
