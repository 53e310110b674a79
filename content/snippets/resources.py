"""Resources for districts: guides, forms and notices with all their versions. Found by content.resource_search."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from content.editing.judging import UNTITLED
from content.snippets.base import PublicRow


class Topic(models.TextChoices):
    """What a resource is about."""

    PERMITS = "permits", _("Permits and authorizations")
    STAFFING = "staffing", _("Flexible staffing")
    HIRING = "hiring", _("Hiring and background checks")
    COACHING = "coaching", _("Coaching")
    EMERGENCY = "emergency", _("Emergency notices")


class Kind(models.TextChoices):
    """What sort of paper it is."""

    GUIDE = "guide", _("Guide")
    FORM = "form", _("Form")
    CHECKLIST = "checklist", _("Checklist")
    NOTICE = "notice", _("Official notice")


class Audience(models.TextChoices):
    """Who it is made for."""

    DISTRICTS = "districts", _("School districts")
    CHARTERS = "charters", _("Charter schools")
    PROGRAMS = "programs", _("Educator preparation programs")
    PRINCIPALS = "principals", _("Principals and athletic directors")


class Resource(PublicRow, ClusterableModel):
    """One guide, form or notice; the newest of its versions is the one in force."""

    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("summary"), max_length=300)
    topic = models.CharField(_("subject"), max_length=20, choices=Topic)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience)

    panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("topic"), FieldPanel("kind"), FieldPanel("audience")]),
        InlinePanel("versions", heading=_("Versions"), label=_("Version"), min_num=1),
    ]

    class Meta(PublicRow.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title or str(UNTITLED)

    @cached_property
    def _newest_first(self) -> list["ResourceVersion"]:
        return sorted(self.versions.all(), key=lambda version: version.issued_on, reverse=True)

    @property
    def current(self) -> "ResourceVersion | None":
        """Return the version in force."""
        return next(iter(self._newest_first), None)

    @property
    def outdated(self) -> list["ResourceVersion"]:
        """Return the versions that a newer one has replaced."""
        return self._newest_first[1:]


class ResourceVersion(models.Model):
    """A resource as it was issued on one day: a file, or a page of this site."""

    resource = ParentalKey(Resource, on_delete=models.CASCADE, related_name="versions")
    label = models.CharField(_("version"), max_length=40, help_text=_("Such as 2.0 or 2026-27."))
    issued_on = models.DateField(_("issued on"))
    changes = models.CharField(
        _("what changed"), max_length=300, help_text=_("For those who know the version before.")
    )
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("or a page"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("issued_on")]),
        FieldPanel("changes"),
        FieldPanel("document"),
        FieldPanel("page"),
    ]

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-issued_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "label"], name="content_version_label_once"
            ),
            models.CheckConstraint(
                name="content_version_is_file_or_page",
                condition=Q(document__isnull=True, page__isnull=False)
                | Q(document__isnull=False, page__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Ask for one target, a file or a page."""
        super().clean()
        if bool(self.document_id) == bool(self.page_id):
            raise ValidationError(_("Choose a file or a page, and not both."))

    @property
    def href(self) -> str:
        """Return where the version is read; empty while its page, or the collection of its file, is not public.

        Whether a collection is private is known for files that were read with content.visibility.with_privacy.
        """
        if self.document is not None:
            return "" if getattr(self.document, "is_private", False) else str(self.document.url)
        return str(self.page.url or "") if self.page is not None and self.page.live else ""

    @property
    def file_type(self) -> str:
        """Return the type of the file in capitals; empty for a page."""
        if self.document is None:
            return ""
        return PurePath(self.document.filename).suffix.lstrip(".").upper()
