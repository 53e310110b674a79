"""The home page: a welcome, one card an audience, and the way to the public look-up."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.blocks.cards import CardBlock
from content.blocks.links import LinkBlock
from content.fields import BodyField
from content.languages import localize_pages
from content.pages.base import LEAVES, IllustratedPage
from content.pages.service import ServicePage
from portal.sdk.catalog import get_service


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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the look-up page in the reader's language, and how it can be asked from here, while it answers."""
        context = super().get_context(request, *args, **kwargs)
        if self.look_up_page is None:
            return context
        page = localize_pages([self.look_up_page])[self.look_up_page.pk].specific
        service = get_service(page.service_key) if isinstance(page, ServicePage) else None
        is_open = service is not None and service.is_available
        context["look_up"] = page
        context["search_parameter"] = service.search_parameter if service and is_open else ""
        return context
