"""An article: guidance, a statement or help, written from blocks."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.pages.base import PortalPage


class ArticlePage(PortalPage):
    """A page to read."""

    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/article_page.html"
    page_description = _("Everything that is read: guidance, statements, help.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [*PortalPage.content_panels, FieldPanel("body")]
    search_fields = [*PortalPage.search_fields, index.SearchField("body")]
    api_fields = [*PortalPage.api_fields, APIField("body", writable=True)]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
