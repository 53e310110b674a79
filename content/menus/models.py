"""Main menu and footer as editors write them. How they are read for a page is in reading."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)

from content.editing.forms import JudgingForm
from content.editing.judging import JudgedPublication
from content.fields import BodyField
from content.menus.blocks import FooterBlock, MainMenuBlock

FRAME = "portal_frame"  # The attribute of a request that names the menus to draw, where a preview has its own.


class Navigation(
    JudgedPublication,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """The menus of the site in one language. Without any, they are drawn from the page tree."""

    main = BodyField(MainMenuBlock(max_num=7), blank=True, verbose_name=_("main menu"))
    footer = BodyField(FooterBlock(max_num=4), blank=True, verbose_name=_("footer"))
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="navigation",
        for_concrete_model=False,
    )

    objects = models.Manager["Navigation"]()

    base_form_class = JudgingForm
    panels = [FieldPanel("main"), FieldPanel("footer")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menus and footer")
        verbose_name_plural = _("menus and footer")
        constraints = [models.UniqueConstraint(fields=["locale"], name="one_navigation_a_language")]

    def __str__(self) -> str:
        return str(self.locale)

    def clean(self) -> None:
        """Refuse a second one in the same language."""
        super().clean()
        if Navigation.objects.filter(locale=self.locale).exclude(pk=self.pk).exists():
            raise ValidationError(_("The menus in this language exist already: change those."))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return an empty page in the frame of the site."""
        return "content/menus/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Let this draft be drawn in the place of what is published."""
        setattr(request, FRAME, self)
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context
