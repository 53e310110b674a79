"""A service page: what a service is for and what it needs; its wizard is linked, its tool drawn in place.

The page knows the service by key only, never its version and never its code (content.attachments looks it up).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from content.attachments import Attachment, attach_service
from content.blocks.body import BodyBlock
from content.blocks.text import ANSWER_FEATURES
from content.fields import BodyField
from content.forms import ServicePageForm
from content.pages.base import PortalPage
from portal.sdk.catalog import AttachingPage


class ServicePage(PortalPage):
    """Attaches one service of the portal to the public site."""

    service_key = models.CharField(
        _("service"),
        max_length=120,
        help_text=_("The service that people start or use on this page."),
    )
    fee = models.CharField(
        _("fee"),
        max_length=120,
        blank=True,
        help_text=_("In words. Shown only where the service itself states no fee."),
    )
    before_you_start = RichTextField(
        _("before you start"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("Added to what the service itself says that people need."),
    )
    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/service_page.html"
    page_description = _("A service that people start or use.")
    base_form_class = ServicePageForm
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("service_key"), FieldPanel("fee"), FieldPanel("before_you_start")],
            heading=_("Service"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("before_you_start"),
        index.SearchField("body"),
    ]
    api_fields = [
        *PortalPage.api_fields,
        APIField("service_key"),
        APIField("fee"),
        APIField("before_you_start"),
        APIField("body", writable=True),
    ]

    class Meta:
        verbose_name = _("service page")
        verbose_name_plural = _("service pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the attached service as it stands now."""
        context = super().get_context(request, *args, **kwargs)
        context["attachment"] = attach_service(self.service_key, request=request)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """Answer with the status that the attached tool asks for, such as 429.

        Search engines keep the page, but no answer to a question asked of its tool: that may name people.
        """
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        attachment: Attachment = (response.context_data or {})["attachment"]
        response.status_code = attachment.status
        if attachment.tool_html is not None and request.META.get("QUERY_STRING"):
            response["X-Robots-Tag"] = "noindex"
        return response


def find_attaching(key: str) -> Iterator[AttachingPage]:
    """Yield the pages that attach the service of a key, as editors call them, in every language."""
    for page in ServicePage.objects.filter(service_key=key).order_by("pk"):
        yield AttachingPage(page.draft_title, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def begin_attaching() -> str:
    """Return the address of the form of a new page, below the home page of the default site; empty without one."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return ""
    return reverse("wagtailadmin_pages:add", args=["content", "servicepage", site.root_page_id])
