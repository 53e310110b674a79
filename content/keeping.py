"""What a public page is made from, as the page cache wants to know it. What is kept and where is not known here."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from portal.sdk.freshness import made_from, may_be_kept, remember, until, watch_query

EVERYWHERE = ("wagtailcore_site:*", "wagtailcore_pageviewrestriction:*", "wagtailcore_locale:*")
"""What decides for every page whether and under which address it is shown."""


@dataclass(frozen=True, slots=True)
class PageMemory:
    """The name under which the parts of a page are remembered."""

    name: str


def page_tag(key: int | str) -> str:
    """Return the tag of one page; `*` stands for any page."""
    return f"wagtailcore_page:{key}"


def children_tag(key: int) -> str:
    """Return the tag of the list of pages directly under a page."""
    return f"wagtailcore_page:children:{key}"


def translations_tag(key: object) -> str:
    """Return the tag of the translations of a page, by the key that they share."""
    return f"wagtailcore_page:translations:{key}"


def describe_shared() -> None:
    """Say that an answer is the same for everybody, and depends on which pages there are to see and where."""
    may_be_kept()
    made_from(*EVERYWHERE)


def describe_page(page: Page, request: HttpRequest) -> None:
    """Say that a page is the same for everybody, what it certainly depends on, and which parameters it reads.

    It is true for a day at most: dated rows, such as courses and fees, begin and end at midnight.
    """
    may_be_kept()
    until(next_midnight(timezone.now()))
    made_from(page_tag(page.pk), *EVERYWHERE)
    watch_query(request)


def describe_memory(page: Page, request: HttpRequest) -> PageMemory | None:
    """Return how parts of a page are remembered; None for a draft, and for an address with parameters."""
    is_plain = request.method == "GET" and not request.META.get("QUERY_STRING")
    is_public = page.live and not getattr(request, "is_preview", False)
    return PageMemory(f"page {page.pk}") if is_public and is_plain else None


def next_midnight(at: datetime) -> datetime:
    """Return when the next day of the portal begins."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))


def is_any_page_restricted() -> bool:
    """Tell whether any page of the site is kept from visitors."""
    return remember("restricted", _read_restricted)


def _read_restricted() -> bool:
    made_from(*EVERYWHERE)
    return bool(PageViewRestriction.objects.exists())
