"""The admin's screens for the rows that public pages show: Public content in the menu, with where each row is used."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from content.editing.creating import TranslatedViewSet
from content.snippets.base import PublicRow
from content.snippets.contacts import ContactPoint
from content.snippets.courses import PURPOSES, ApprovedCourse
from content.snippets.glossary import GlossaryTerm
from content.snippets.resources import Resource
from content.snippets.reusable import ReusableContent


def _count_uses(row: PublicRow) -> int:
    """Return how many pages and rows show a row."""
    return int(ReferenceIndex.get_grouped_references_to(row).count())


USAGE = UsageCountColumn("usage_count", label=_("Used"), accessor=_count_uses)


class RowViewSet(TranslatedViewSet):
    """What the screens share: a plain search, which finds a row from the moment it is saved."""

    search_backend_name = None


class ApprovedCourseViewSet(RowViewSet):
    """Approved courses."""

    model = ApprovedCourse
    icon = "list-ul"
    list_display = [
        "title",
        "provider",
        "valid_from",
        "valid_to",
        BooleanColumn("is_shown", label=_("Shown today")),
    ]
    list_filter = ["subject", "format", *PURPOSES]
    search_fields = ["title", "provider"]


class ResourceViewSet(RowViewSet):
    """Resources for districts."""

    model = Resource
    icon = "doc-full"
    list_display = ["title", "topic", "kind", "current"]
    list_filter = ["topic", "kind", "audience"]
    search_fields = ["title", "summary"]


class ContactPointViewSet(RowViewSet):
    """Contact points."""

    model = ContactPoint
    icon = "mail"
    list_display = ["name", "audience", "position", USAGE]
    search_fields = ["name", "audience"]


class GlossaryTermViewSet(RowViewSet):
    """Terms of the glossary."""

    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "definition", USAGE]
    search_fields = ["term", "definition"]


class ReusableContentViewSet(RowViewSet):
    """Reusable passages."""

    model = ReusableContent
    icon = "copy"
    list_display = ["title", USAGE]
    search_fields = ["title"]


class PublicContentGroup(SnippetViewSetGroup):
    """All of them under one entry of the menu."""

    menu_label = _("Public content")
    menu_icon = "snippet"
    menu_name = "public-content"
    menu_order = 250
    items = (
        ReusableContentViewSet,
        ApprovedCourseViewSet,
        ResourceViewSet,
        ContactPointViewSet,
        GlossaryTermViewSet,
    )
