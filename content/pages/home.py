"""The home page: a welcome, one card an audience, and the way to the public look-up."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.blocks.cards import CardBlock
from content.blocks.links import LinkBlock
from content.fields import BodyField
from content.keeping import EVERYWHERE
from content.languages import localize_pages
from content.pages.base import LEAVES, IllustratedPage
from content.pages.service import ServicePage
from content.snippets.contacts import ContactPoint
from content.structured_data import describe_office
from portal.sdk.catalog import get_service
from portal.sdk.freshness import made_from, remember


@dataclass(frozen=True, slots=True)
class LookUpCall:
    """The way from the home page to the look-up."""

    page: Page
    search_parameter: str
    """The parameter of its address that takes a name; empty while it cannot be asked from elsewhere."""


class HomePage(IllustratedPage):
    """The root of the public site."""

    heading = models.CharField(
        _("heading"), max_length=120, help_text=_("The large words at the top of the page.")
    )
    actions = BodyField([("link", LinkBlock())], blank=True, max_num=2, verbose_name=_("buttons"))
    audiences_heading = models.CharField(
        _("heading of the audience cards"), max_length=120, blank=True
    )
    audiences = BodyField(
        [("card", CardBlock())], blank=True, max_num=12, verbose_name=_("audience cards")
    )
    look_up_heading = models.CharField(_("heading"), max_length=120, blank=True)
    look_up_text = models.TextField(_("text"), max_length=400, blank=True)
    look_up_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("look-up page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/home_page.html"
    page_description = _("The welcome: one card an audience, and the way to the look-up.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["content.HubPage", *LEAVES]

    content_panels = [
        FieldPanel("title"),
        MultiFieldPanel(
            [FieldPanel("heading"), FieldPanel("summary"), FieldPanel("actions")],
            heading=_("Welcome"),
        ),
        IllustratedPage.illustration_panel,
        MultiFieldPanel(
            [FieldPanel("audiences_heading"), FieldPanel("audiences")], heading=_("Audiences")
        ),
        MultiFieldPanel(
            [FieldPanel("look_up_heading"), FieldPanel("look_up_text"), FieldPanel("look_up_page")],
            heading=_("Look-up"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*IllustratedPage.search_fields, index.SearchField("body")]
    api_fields = [
        *IllustratedPage.api_fields,
        APIField("heading"),
        APIField("actions"),
        APIField("audiences"),
        APIField("body", writable=True),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def head_title(self) -> str:
        """Return the heading: "Home" tells nothing where the page is shared."""
        return str(self.seo_title or self.heading or self.title)

    def describe(self) -> dict[str, Any]:
        """Return the office whose site this is; its contact points are told by the contact page.

        They are read once until one changes.
        """
        points = remember(("office", self.locale_id), self._read_points)
        return describe_office(self.full_url, points)

    def _read_points(self) -> list[ContactPoint]:
        made_from(f"{ContactPoint._meta.db_table}:*", *EVERYWHERE)
        return list(ContactPoint.objects.shown_on(self))

    def find_look_up(self) -> LookUpCall | None:
        """Return the public look-up page in the reader's language and how it is asked; None without one."""
        if self.look_up_page is None:
            return None
        page = localize_pages([self.look_up_page])[self.look_up_page.pk].specific
        service = get_service(page.service_key) if isinstance(page, ServicePage) else None
        is_open = service is not None and service.is_available
        parameter = service.search_parameter if service and is_open else ""
        return LookUpCall(page, parameter) if page.live else None
