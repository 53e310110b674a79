"""A hub: the entrance for one audience or subject, listing the pages under it."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.navigation import list_child_entries
from content.pages.base import LEAVES, IllustratedPage


class HubPage(IllustratedPage):
    """Introduces a subject and leads to its services and articles."""

    children_heading = models.CharField(
        _("heading of the list"),
        max_length=120,
        blank=True,
        help_text=_(
            "Above the list of the pages under this one. Without it, the list has no heading."
        ),
    )
    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/hub_page.html"
    page_description = _("The entrance to a subject; lists the pages under it by itself.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = ["content.HubPage", *LEAVES]

    content_panels = [
        *IllustratedPage.content_panels,
        IllustratedPage.illustration_panel,
        FieldPanel("children_heading"),
        FieldPanel("body"),
    ]
    search_fields = [*IllustratedPage.search_fields, index.SearchField("body")]
    api_fields = [*IllustratedPage.api_fields, APIField("body", writable=True)]

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the public pages directly under this one, in the order of the page tree."""
        context = super().get_context(request, *args, **kwargs)
        context["entries"] = list_child_entries(self, request)
        return context
