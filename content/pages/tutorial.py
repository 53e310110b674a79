"""A tutorial: a video with captions, kept on this site, and all it says and shows as text. It needs no script."""

from typing import Any, ClassVar
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.db import models
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.blocks.text import ANSWER_FEATURES
from content.fields import BodyField
from content.pages.base import IllustratedPage

VIDEO_TYPES = ("video/mp4", "video/webm")
CAPTION_TYPE = "text/vtt"


class TutorialPage(IllustratedPage):
    """Shows how something is done. The picture is what stands there before the video plays."""

    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), null=True, blank=True, help_text=_("Rounded up.")
    )
    video = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("video"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("An MP4 or WebM file from the documents of this site."),
    )
    captions = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("captions"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A WebVTT file. A video is published only with its captions."),
    )
    video_address = models.URLField(
        _("or the address of a video elsewhere"),
        blank=True,
        help_text=_("It is linked, never played inside the page."),
    )
    transcript = RichTextField(
        _("transcript"),
        features=[*ANSWER_FEATURES, "h3"],
        help_text=_(
            "All that is said and all that is shown, for people who do not play the video."
        ),
    )
    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/tutorial_page.html"
    headings_above: ClassVar[dict[str, int]] = {"transcript": 2}
    page_description = _("A video with captions and its full transcript.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        *IllustratedPage.content_panels,
        IllustratedPage.illustration_panel,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("video"), FieldPanel("captions")]),
                FieldPanel("video_address"),
                FieldPanel("minutes", help_text=_("Rounded up; 0 for less than a minute.")),
            ],
            heading=_("Video"),
        ),
        FieldPanel("transcript"),
        FieldPanel("body"),
    ]
    search_fields = [
        *IllustratedPage.search_fields,
        index.SearchField("transcript"),
        index.SearchField("body"),
    ]
    api_fields = [
        *IllustratedPage.api_fields,
        APIField("minutes"),
        APIField("video_url"),
        APIField("captions_url"),
        APIField("transcript"),
        APIField("body"),
    ]

    class Meta:
        verbose_name = _("tutorial")
        verbose_name_plural = _("tutorials")

    @property
    def video_url(self) -> str:
        """Return the address of the video on this site or elsewhere, or an empty string."""
        return str(self.video.url) if self.video is not None else self.video_address

    @property
    def captions_url(self) -> str:
        """Return the address of the captions, or an empty string."""
        return str(self.captions.url) if self.captions is not None else ""

    def clean(self) -> None:
        """Refuse files of other types, and a video that says something to nobody who cannot hear it."""
        super().clean()
        if self.video is not None and self.video.content_type not in VIDEO_TYPES:
            raise ValidationError({"video": _("Choose an MP4 or WebM file.")})
        if self.captions is not None and self.captions.content_type != CAPTION_TYPE:
            raise ValidationError({"captions": _("Choose a WebVTT file.")})
        if self.video is not None and self.captions is None:
            raise ValidationError({"captions": _("Add the captions of the video.")})

    def describe(self) -> dict[str, Any] | None:
        """Return the video as a VideoObject, where it is on this site."""
        published = self.first_published_at
        if self.video is None or published is None:
            return None
        drawing, base = self.drawing, self.full_url or "/"
        picture = urljoin(base, static(drawing.path)) if drawing else self.find_share_image().url
        return {
            "@type": "VideoObject",
            "name": self.title,
            "description": self.summary,
            "thumbnailUrl": picture,
            "uploadDate": published,
            "contentUrl": urljoin(base, self.video_url),
        }
