"""The contact page: what to try first, then every contact point."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.blocks.text import ANSWER_FEATURES
from content.fields import BodyField
from content.pages.base import PortalPage
from content.snippets.base import PublicRow
from content.snippets.contacts import ContactPoint
from content.structured_data import describe_office


class ContactPage(PortalPage):
    """Lists the contact points that are kept in the admin under Public content."""

    before_you_write = RichTextField(
        _("before you write"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("What to look up first and what to have at hand. Stands above the contacts."),
    )
    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    listed_rows: ClassVar[type[PublicRow] | None] = ContactPoint

    template = "content/contact_page.html"
    page_description = _("Lists all contact points by itself, below what to try first.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("before_you_write"),
        FieldPanel("body"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("before_you_write"),
        index.SearchField("body"),
    ]
    api_fields = [
        *PortalPage.api_fields,
        APIField("before_you_write"),
        APIField("contact_points"),
        APIField("body"),
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    @cached_property
    def points(self) -> list[ContactPoint]:
        """Return the contact points in their order; read once a request."""
        return list(ContactPoint.objects.shown_on(self).select_related("locale"))

    @property
    def contact_points(self) -> list[dict[str, str]]:
        """Return the contact points as other front ends read them."""
        names = ContactPoint.shown_fields
        return [{name: getattr(point, name) for name in names} for point in self.points]

    def describe(self) -> dict[str, Any]:
        """Return the office with its contact points."""
        site: Site | None = self.get_site()
        address = site.root_url if site is not None else self.full_url
        points = [_describe_point(point) for point in self.points]
        return {**describe_office(address, self.points), "contactPoint": points}


def _describe_point(point: ContactPoint) -> dict[str, str]:
    told = {
        "contactType": point.name,
        "description": point.audience,
        "telephone": point.dialed if point.phone else "",
        "email": point.email,
    }
    return {"@type": "ContactPoint", **{name: value for name, value in told.items() if value}}
