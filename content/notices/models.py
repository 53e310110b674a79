"""A notice as editors write it: what it says, how pressing it is, when and where it is shown. Reads are in queries."""

from hashlib import blake2b
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from content.blocks.links import validate_address
from content.editing.forms import JudgingForm, name_time_zone
from content.editing.judging import UNTITLED, JudgedPublication
from content.editing.previewing import PreviewedNarrow

MARK_BYTES = 5


class Level(models.IntegerChoices):
    """How pressing a notice is; the higher one stands first."""

    INFORMATION = 1, _("Information")
    ADVICE = 2, _("Advice")
    URGENT = 3, _("Urgent")
    EMERGENCY = 4, _("Emergency")


ALERT_KINDS = {
    Level.INFORMATION: "info",
    Level.ADVICE: "warning",
    Level.URGENT: "error",
    Level.EMERGENCY: "emergency",
}
"""The look that USWDS has for each level."""


class NoticeForm(JudgingForm):
    """Says in which zone the times of a notice are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_time_zone(self, "starts_at", "ends_at")


class Notice(
    WorkflowMixin,
    JudgedPublication,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewedNarrow,
    PreviewableMixin,
    TranslatableMixin,
    ClusterableModel,
    models.Model,
):
    """Something that readers should know before they read on.

    Its times are asked at every page, so a notice begins and ends to the second without a scheduled job.
    """

    level = models.PositiveSmallIntegerField(
        _("level"),
        choices=Level.choices,
        default=Level.INFORMATION,
        help_text=_("An emergency notice stands first and readers cannot hide it."),
    )
    title = models.CharField(_("title"), max_length=120)
    text = RichTextField(_("text"), blank=True, features=["bold", "italic"])
    link_text = models.CharField(_("words of the link"), max_length=100, blank=True)
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link_address = models.CharField(
        _("or an address"), max_length=500, blank=True, validators=[validate_address]
    )
    starts_at = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Empty: as soon as it is published.")
    )
    ends_at = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Empty: until it is unpublished.")
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="notice",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="notice",
        for_concrete_model=False,
    )

    objects = models.Manager["Notice"]()

    base_form_class = NoticeForm
    panels = [
        MultiFieldPanel(
            [FieldPanel("level"), FieldPanel("title"), FieldPanel("text")], heading=_("Notice")
        ),
        MultiFieldPanel(
            [FieldPanel("link_text"), FieldPanel("link_page"), FieldPanel("link_address")],
            heading=_("Link"),
        ),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("Time")),
        MultipleChooserPanel(
            "sections",
            chooser_field_name="page",
            heading=_("Sections"),
            label=_("Page"),
            help_text=_("These pages and all under them. None: the whole site."),
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_starts",
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("A notice must end after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title or str(UNTITLED)

    @property
    def kind(self) -> str:
        """Return which of the alerts of USWDS the notice looks like."""
        return ALERT_KINDS[Level(self.level)]

    @property
    def can_be_dismissed(self) -> bool:
        """Say whether readers may put the notice away."""
        return self.level < Level.EMERGENCY

    @property
    def mark(self) -> str:
        """Return what a reader's browser remembers: which notice, and what it said.

        Other words give another mark, so that an edited notice is shown again.
        """
        words = (str(self.level), self.title, self.text, self.link_text, self.link_href)
        digest = blake2b("\0".join(words).encode(), digest_size=MARK_BYTES).hexdigest()
        return f"{self.pk}-{digest}"

    @property
    def link_href(self) -> str:
        """Return where the link leads; nothing while there is none or its page is not public."""
        if self.link_page is not None:
            return (self.link_page.url or "") if self.link_page.live else ""
        return self.link_address

    @property
    def link_label(self) -> str:
        """Return the words of the link; the title of the page where none were written."""
        return self.link_text or (self.link_page.title if self.link_page is not None else "")

    def clean(self) -> None:
        """Refuse a link with two targets, an address without words, and an end before the beginning."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A notice must end after it starts.")})
        if self.link_page is not None and self.link_address:
            raise ValidationError(
                {"link_address": _("Choose a page or write an address, not both.")}
            )
        if self.link_address and not self.link_text:
            raise ValidationError({"link_text": _("Say in words where the address leads.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template that shows the notice alone, in the frame of the site."""
        return "content/notices/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Add the notice under the name that its component knows."""
        return {**super().get_preview_context(request, mode_name), "notice": self}


class NoticeSection(Orderable, models.Model):
    """One part of the site where a notice is shown: a page and everything under it."""

    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="sections")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    objects = models.Manager["NoticeSection"]()

    class Meta(Orderable.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
