"""The resource library: guides, forms and notices with their versions, found by words, subject, kind and audience."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.documents import get_document_model
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.filtering import filter_rows
from content.pages.base import PortalPage
from content.resource_search import ResourceFilterForm
from content.snippets.resources import Resource
from content.visibility import with_privacy

PER_PAGE = 10


class ResourceLibraryPage(PortalPage):
    """Lists the resources that are kept in the admin under Public content."""

    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/resource_library_page.html"
    page_description = _("Lists guides and forms with their versions by itself, with a search.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [*PortalPage.content_panels, FieldPanel("body")]
    search_fields = [*PortalPage.search_fields, index.SearchField("body")]
    api_fields = [*PortalPage.api_fields, APIField("resources"), APIField("body")]

    class Meta:
        verbose_name = _("resource library")
        verbose_name_plural = _("resource libraries")

    def list_shown(self) -> QuerySet[Resource]:
        """Return the resources that the page lists."""
        shown: QuerySet[Resource] = Resource.objects.shown_on(self)
        return shown.select_related("locale").prefetch_related(
            Prefetch(
                "versions__document", queryset=with_privacy(get_document_model().objects.all())
            ),
            "versions__page",
        )

    @property
    def resources(self) -> list[dict[str, Any]]:
        """Return the resources with the version in force, as other front ends read them."""
        names = ("title", "summary", "topic", "kind", "audience")
        return [
            {
                **{name: getattr(resource, name) for name in names},
                "version": resource.current.label,
                "issued_on": resource.current.issued_on,
                "url": resource.current.href,
            }
            for resource in self.list_shown()
            if resource.current is not None
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the resources that the visitor asked for."""
        context = super().get_context(request, *args, **kwargs)
        form = ResourceFilterForm(request.GET)
        context["found"] = filter_rows(request, form, self.list_shown(), per_page=PER_PAGE)
        return context
