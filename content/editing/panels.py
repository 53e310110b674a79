"""The panels of the admin's home page for those who edit pages. What waits for a reviewer is Wagtail's own panel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from content.editing import care
from content.editing.lines import Row
from content.editing.links.report import (
    COUNT_URL_NAME,
    URL_NAME,
    get_link_count,
    list_count_rows,
    may_edit_pages,
)


class PagesPanel(Component):
    """A list of pages with the way to their form, which says so where there are none."""

    template_name = "content/editing/panel.html"
    heading: ClassVar[Any] = ""
    icon: ClassVar[str] = "doc-empty"

    def list_rows(self, request: HttpRequest) -> list[Row]:
        """Return the lines for whoever is signed in."""
        raise NotImplementedError

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Return the lines, or nothing to those who edit no page."""
        assert parent_context is not None
        request = parent_context["request"]
        if not may_edit_pages(request.user):
            return {}
        rows = self.list_rows(request)
        return {"rows": rows, "heading": self.heading, "icon": self.icon, "id": self.name}


class DraftsPanel(PagesPanel):
    """What somebody has begun."""

    name, order = "my-drafts", 255
    heading, icon = gettext_lazy("My drafts"), "edit"

    def list_rows(self, request: HttpRequest) -> list[Row]:
        """Return drafts with the time they were saved."""
        drafts = care.list_drafts(request.user)
        return [_row(page, when=page.latest_revision_created_at) for page in drafts]


class TimesPanel(PagesPanel):
    """What is published or taken off soon."""

    name, order = "scheduled-and-expiring", 260
    heading, icon = gettext_lazy("Scheduled and expiring"), "calendar-alt"

    def list_rows(self, request: HttpRequest) -> list[Row]:
        """Return times in order; one that has passed says that the worker is not running."""
        now = timezone.now()
        late, soon = _("late: is the worker running?"), _("is published")
        rows = [
            Row(
                each.title,
                _edit_url(each.page),
                _in_language(late if each.when < now else soon, each.language),
                each.when,
            )
            for each in care.list_scheduled(request.user)
        ]
        expiring = care.list_expiring(request.user, now)
        for page in expiring:
            note = _in_language(_("is taken off"), page.locale.language_code)
            rows.append(_row(page, note, page.expire_at))
        return rows


class CarePanel(PagesPanel):
    """Pages that nobody looks after."""

    name, order = "without-owner", 265
    heading, icon = gettext_lazy("Pages without an owner"), "user"

    def list_rows(self, request: HttpRequest) -> list[Row]:
        """Return pages without an owner."""
        lost = care.list_without_owner(request.user)
        return [*map(_row, lost), *_tell_of_more(lost)]


class ReviewPanel(PagesPanel):
    """Pages that somebody should read again."""

    name, order = "to-review", 270
    heading, icon = gettext_lazy("To be read again"), "history"

    def list_rows(self, request: HttpRequest) -> list[Row]:
        """Return pages with the time of their last publication."""
        now = timezone.now()
        due = care.list_to_review(request.user, now, timezone.localdate(now))
        rows = [_row(page, _("last published"), page.last_published_at) for page in due]
        return [*rows, *_tell_of_more(due)]


class LinksPanel(PagesPanel):
    """How many links lead nowhere; counted anew when the report is opened, and after ten minutes.

    Counting reads every page, so the home page does not wait for it: the panel asks for what is not known.
    """

    name, order = "bad-links", 275
    heading, icon = gettext_lazy("Links that lead nowhere"), "link"

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Say where the number is asked for, while nobody knows it."""
        context = super().get_context_data(parent_context)
        assert parent_context is not None
        if context and get_link_count(parent_context["request"]) is None:
            context |= {"asks": reverse(COUNT_URL_NAME), "report": reverse(URL_NAME)}
        return context

    def list_rows(self, request: HttpRequest) -> list[Row]:
        """Return the way to the report, where there is known to be anything in it."""
        return list_count_rows(get_link_count(request) or 0)


def _row(page: Page, note: str = "", when: datetime | None = None) -> Row:
    return Row(page.draft_title or page.title, _edit_url(page.pk), note, when)


def _edit_url(key: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[key])


def _in_language(note: str, language: str) -> str:
    """Return a note with the language of its page, unless that is the site's own."""
    if language == settings.LANGUAGE_CODE:
        return note
    return f"{dict(settings.LANGUAGES).get(language, language)}, {note}"


def _tell_of_more(pages: list[Page]) -> list[Row]:
    """Return a line for the pages that are not listed, if there are any."""
    count = care.count_more(pages)
    words = ngettext("and %(count)d more page", "and %(count)d more pages", count)
    return [Row(words % {"count": count}, "")] if count else []


def add_panels(_request: HttpRequest, panels: list[Component]) -> None:
    """Put the panels among those of the home page."""
    panels += [DraftsPanel(), TimesPanel(), CarePanel(), ReviewPanel(), LinksPanel()]
