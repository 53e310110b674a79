"""Passages that several pages show: written once, changed once. Such a passage holds no other."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.blocks.body import PassageBlock
from content.editing.judging import UNTITLED
from content.fields import BodyField
from content.snippets.base import PublicRow


class ReusableContent(PublicRow):
    """A passage of blocks with a name for editors."""

    title = models.CharField(
        _("name"), max_length=120, help_text=_("For editors; visitors never see it.")
    )
    body = BodyField(PassageBlock, verbose_name=_("body"))

    shown_fields: ClassVar[tuple[str, ...]] = ("body",)
    panels = [FieldPanel("title"), FieldPanel("body")]

    class Meta(PublicRow.Meta):
        verbose_name = _("reusable content")
        verbose_name_plural = _("reusable content")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title or str(UNTITLED)
