"""What every page of the portal shares: a summary, an optional picture, breadcrumbs and the panels of the editor."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from content.illustrations import Illustration, get_illustration, list_illustration_choices
from content.languages import language_of, list_translations
from content.navigation import list_breadcrumbs


class PortalPage(Page):
    """A page with a summary, shown under its title, in cards that lead to it and by search engines."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_(
            "One or two plain sentences. Shown under the title and wherever this page is listed."
        ),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    api_fields = [APIField("summary", writable=True)]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add where the page stands, the language it is written in, and where it is read in which language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = list_breadcrumbs(self, request)
        context["page_language"] = language_of(self)
        context["alternates"] = alternates = list_translations(self)
        context["canonical"] = alternates.get(context["page_language"])
        return context


class IllustratedPage(PortalPage):
    """A page that may show one of the portal's drawings beside its title."""

    illustration = models.CharField(
        _("picture"), max_length=40, blank=True, choices=list_illustration_choices
    )
    illustration_alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_(
            "What the picture tells someone who cannot see it. Leave empty if it is only decoration."
        ),
    )

    illustration_panel = MultiFieldPanel(
        [FieldPanel("illustration"), FieldPanel("illustration_alt")], heading=_("Picture")
    )

    class Meta:
        abstract = True

    @property
    def drawing(self) -> Illustration | None:
        """Return the chosen drawing, if there is one."""
        return get_illustration(self.illustration)
