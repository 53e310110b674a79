"""What every page of the portal shares: a summary, an optional picture, breadcrumbs and the panels of the editor."""

from dataclasses import replace
from http import HTTPMethod
from typing import Any, ClassVar
from urllib.parse import urljoin

from django.db import models, transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.search import index

from content.editing.forms import PortalPageForm
from content.editing.judging import JudgedPublication
from content.editing.permissions import FourEyesPermissionTester
from content.editing.previewing import PreviewedNarrow
from content.editing.translation.review import stand_alone
from content.illustrations import Illustration, get_illustration, list_illustration_choices
from content.images.leading import Cut, list_cuts
from content.images.sizes import WHERE_SHARED
from content.keeping import (
    EVERYWHERE,
    describe_memory,
    describe_page,
    is_any_page_restricted,
    page_tag,
)
from content.languages import language_of, list_translations
from content.navigation import list_breadcrumbs
from content.search.placed import list_placed_words
from content.search.stems import list_page_stems
from content.snippets.base import PublicRow
from content.structured_data import describe_trail
from portal.sdk.freshness import made_from, remember

SHARE_SIZE = (1200, 630)
LEAVES = [
    "content.ServicePage",
    "content.ArticlePage",
    "content.FaqPage",
    "content.TutorialPage",
    "content.ResourceLibraryPage",
    "content.CourseCatalogPage",
    "content.EventPage",
    "content.GlossaryPage",
    "content.ContactPage",
]
"""The pages that may stand under the home page and under every hub, and have none under them."""


class PortalPage(JudgedPublication, PreviewedNarrow, Page):
    """A page with a summary, shown under its title, in cards that lead to it and by search engines."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_(
            "One or two plain sentences. Shown under the title and wherever this page is listed."
        ),
    )

    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("When somebody should read this page again and see whether it is still right."),
    )

    base_form_class = PortalPageForm
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel([FieldPanel("owner"), FieldPanel("review_by")], heading=_("Care")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("placed_words"),
        index.SearchField("word_stems"),
    ]
    api_fields = [APIField("summary", writable=True)]

    allowed_http_methods: ClassVar[list[HTTPMethod]] = [
        HTTPMethod.GET,
        HTTPMethod.HEAD,
        HTTPMethod.OPTIONS,
    ]

    is_fixed: ClassVar[bool] = False
    """Whether the main part follows from the page and the rows it reads alone: not from who asks, when, or for what."""

    listed_rows: ClassVar[type[PublicRow] | None] = None
    """The rows of which a page of this type shows all, if any."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """Answer with the page, which is the same for everybody and may be kept until something it shows changes."""
        describe_page(self, request)
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        return response

    def get_view_restrictions(self) -> Any:
        """Return what keeps visitors from this page, without asking where the whole site has no restriction."""
        if not is_any_page_restricted():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add where the page stands, the language it is written in, and where it is read in which language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = list_breadcrumbs(self, request)
        context["page_language"] = language_of(self)
        context["alternates"] = alternates = list_translations(self)
        context["canonical"] = alternates.get(context["page_language"])
        memory = describe_memory(self, request)
        key = ("share", memory.name if memory else "", get_language())
        find = self.find_share_image
        context["share_image"] = remember(key, find) if memory else find()
        context["structured_data"] = self.describe()
        context["trail"] = describe_trail(context["breadcrumbs"], self.title, self.full_url)
        context["page_memory"] = memory if self.is_fixed else None
        return context

    def find_share_image(self) -> Cut:
        """Return the picture that other sites show with a link: the first one of the page, else the portal's own."""
        made_from(page_tag(self.pk), *EVERYWHERE)
        base = self.full_url or "/"
        cut = list_cuts([self], WHERE_SHARED).get(self.pk)
        if cut is None:
            words = gettext("A teacher at the board in front of a class")
            return Cut(urljoin(base, static("content/share.png")), *SHARE_SIZE, words)
        return replace(cut, url=urljoin(base, cut.url), alt=cut.alt or self.head_title)

    @property
    def head_title(self) -> str:
        """Return the title in the browser's tab, for search engines and where the page is shared."""
        return str(self.seo_title or self.title)

    @property
    def placed_words(self) -> list[str]:
        """Return what the snippets on this page say, for the search of the site."""
        return list_placed_words(self)

    @property
    def word_stems(self) -> list[str]:
        """Return the stems of what the page says, so that the search finds it by other forms of its words."""
        return list_page_stems(self, language_of(self))

    def describe(self) -> dict[str, Any] | None:
        """Return what search engines are told of the page in the words of schema.org, where there is more than text."""
        return None

    def permissions_for_user(self, user: Any) -> FourEyesPermissionTester:
        """Return what somebody may do with this page."""
        return FourEyesPermissionTester(user, self)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Publish a version; a page that stood in for another language's becomes one of its own, or neither happens."""
        with transaction.atomic():
            if self.alias_of_id:
                stand_alone(self, user=user)
            return super().publish(revision, user=user, **kwargs)

    def update_aliases(self, **kwargs: Any) -> None:
        """Show what stands for this page in other languages once the page is public, not when its time is set.

        Wagtail makes them public when a time is approved (wagtail/wagtail#11344), and does not say since when.
        """
        if self.live or self.alias_of_id:
            super().update_aliases(**kwargs)
            self.aliases.filter(first_published_at=None).update(
                first_published_at=self.first_published_at
            )


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
