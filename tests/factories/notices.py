"""Notices for tests, published as an editor publishes them."""

from typing import Any

from wagtail.models import Locale, Page

from content.notices.models import Notice, NoticeSection


def make_notice(
    title: str = "Closed on Friday", *, pages: tuple[Page, ...] = (), **fields: Any
) -> Notice:
    """Publish a notice for the whole site, or for the sections of some pages."""
    notice = Notice(title=title, **{"locale": Locale.get_default(), **fields})
    notice.sections = [
        NoticeSection(page=page, sort_order=place) for place, page in enumerate(pages)
    ]
    notice.save()
    notice.save_revision().publish()
    notice.refresh_from_db()
    return notice
