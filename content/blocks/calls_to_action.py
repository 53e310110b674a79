"""A call to action: the one thing that a reader is invited to do next."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.links import LinkBlock


class CallToActionBlock(blocks.StructBlock):
    """A panel with a heading, a sentence and one button."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.TextBlock(required=False, max_length=400, rows=2, label=_("Text"))
    link = LinkBlock(label=_("Button"))

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        template = "content/blocks/call_to_action.html"
