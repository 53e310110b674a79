"""The glossary: every published term, in the order of the alphabet, each with an address of its own."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.pages.base import PortalPage
from content.snippets.base import PublicRow
from content.snippets.glossary import GlossaryTerm


class GlossaryPage(PortalPage):
    """Lists the terms that are kept in the admin under Public content."""

    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    listed_rows: ClassVar[type[PublicRow] | None] = GlossaryTerm

    template = "content/glossary_page.html"
    page_description = _("Lists all terms of the glossary by itself.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [*PortalPage.content_panels, FieldPanel("body")]
    search_fields = [*PortalPage.search_fields, index.SearchField("body")]
    api_fields = [*PortalPage.api_fields, APIField("body"), APIField("terms")]

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    @property
    def terms(self) -> list[dict[str, str]]:
        """Return the terms as other front ends read them."""
        return list(GlossaryTerm.objects.shown_on(self).values("term", "definition"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the terms."""
        context = super().get_context(request, *args, **kwargs)
        context["terms"] = GlossaryTerm.objects.shown_on(self).select_related("locale")
        return context
