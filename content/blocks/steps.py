"""Numbered steps of a process, in the order in which a person takes them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.text import ANSWER_FEATURES


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(required=False, features=ANSWER_FEATURES, label=_("Text"))

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """A heading and its numbered steps."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(), min_num=1, max_num=20, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "content/blocks/steps.html"
