"""Terms of the field with their definitions, for the glossary and for lists of terms inside other pages."""

from typing import ClassVar

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.editing.judging import UNTITLED
from content.snippets.base import PublicRow


class GlossaryTerm(PublicRow):
    """A term and what it means here."""

    term = models.CharField(_("term"), max_length=80)
    definition = models.TextField(
        _("definition"), max_length=600, help_text=_("One to three sentences in plain words.")
    )

    shown_fields: ClassVar[tuple[str, ...]] = ("term", "definition")
    panels = [FieldPanel("term"), FieldPanel("definition")]

    class Meta(PublicRow.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term", "pk"]

    def __str__(self) -> str:
        return self.term or str(UNTITLED)

    @property
    def anchor(self) -> str:
        """Return the name under which the glossary links to the term."""
        return f"term-{slugify(self.term) or self.pk}"
