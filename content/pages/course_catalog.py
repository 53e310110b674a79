"""The approved courses for coaches, filtered by a form. Rows outside their dates are not shown."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.search import index

from content.blocks.body import BodyBlock
from content.course_search import CourseFilterForm
from content.fields import BodyField
from content.filtering import filter_rows
from content.pages.base import PortalPage
from content.snippets.courses import PURPOSES, ApprovedCourse, valid_on

PER_PAGE = 20
API_NAMES = (
    "title",
    "provider",
    "subject",
    "clock_hours",
    "format",
    *PURPOSES,
    "valid_from",
    "valid_to",
    "address",
)


class CourseCatalogPage(PortalPage):
    """Lists the courses that are kept in the admin under Public content."""

    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/course_catalog_page.html"
    page_description = _("Lists the approved courses by itself, with a form to filter them.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [*PortalPage.content_panels, FieldPanel("body")]
    search_fields = [*PortalPage.search_fields, index.SearchField("body")]
    api_fields = [*PortalPage.api_fields, APIField("courses"), APIField("body")]

    class Meta:
        verbose_name = _("course catalog")
        verbose_name_plural = _("course catalogs")

    def list_shown(self) -> QuerySet[ApprovedCourse]:
        """Return the courses that the page lists today."""
        shown: QuerySet[ApprovedCourse] = ApprovedCourse.objects.shown_on(self)
        return shown.filter(valid_on(timezone.localdate())).select_related("locale")

    @property
    def courses(self) -> list[dict[str, Any]]:
        """Return the courses of today as other front ends read them."""
        return list(self.list_shown().values(*API_NAMES))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the courses that the visitor asked for."""
        context = super().get_context(request, *args, **kwargs)
        form = CourseFilterForm(request.GET)
        context["found"] = filter_rows(request, form, self.list_shown(), per_page=PER_PAGE)
        return context
