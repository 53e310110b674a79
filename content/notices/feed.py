"""The notices as an Atom feed, for readers who would rather be told than look."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import expand_db_html

from content.notices.models import Notice
from content.notices.queries import list_public_notices

MOST_ENTRIES = 50


class NoticesFeed(Feed[Notice, None]):
    """The latest notices, current and past."""

    feed_type = Atom1Feed
    title = _("Notices of the State Educator Portal")
    subtitle = _("What the bureau announces on its pages.")

    def link(self) -> str:
        """Return the page that lists the notices."""
        return reverse("notices:list")

    def items(self) -> list[Notice]:
        """Return the latest notices in the reader's language."""
        return list_public_notices(at=timezone.now(), language=get_language())[:MOST_ENTRIES]

    def item_title(self, item: Notice) -> str:
        """Return the title as it is; the feed's writer escapes it."""
        return item.title

    def item_description(self, item: Notice) -> str:
        """Return the text as HTML."""
        return str(expand_db_html(item.text))

    def item_categories(self, item: Notice) -> list[str]:
        """Return how pressing it is."""
        return [item.get_level_display()]

    def item_link(self, item: Notice) -> str:
        """Return the place of the notice in the list."""
        return f"{self.link()}#notice-{item.pk}"

    def item_pubdate(self, item: Notice) -> datetime | None:
        """Return when the notice was first shown."""
        return item.starts_at or item.first_published_at

    def item_updateddate(self, item: Notice) -> datetime | None:
        """Return when its words were last published."""
        published: datetime | None = item.last_published_at
        return published
