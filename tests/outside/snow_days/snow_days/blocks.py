"""A block for pages: how long the schools of a town are closed."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ClosingBlock(blocks.StructBlock):
    """A town and its days."""

    town = blocks.CharBlock(label=_("Town"))
    days = blocks.IntegerBlock(min_value=1, label=_("Days"))

    class Meta:
        icon = "calendar"
        label = _("Snow days")
        template = "snow_days/closing.html"


BLOCKS = {"closing": ClosingBlock()}
