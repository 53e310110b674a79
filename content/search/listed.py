"""Finds what is listed on pages and is none itself: the resources of the library and the approved courses.

They are few, and found as the page that lists them finds them; a hit leads to that page, narrowed to the row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from content.course_search import CourseFilterForm
from content.filtering import FilterForm
from content.pages.course_catalog import CourseCatalogPage
from content.pages.library import ResourceLibraryPage
from content.resource_search import ResourceFilterForm
from content.search.hits import Hit, Kind
from content.search.words import goes_on_like
from content.visibility import is_restricted

MOST_ROWS = 50


@dataclass(frozen=True)
class Listing:
    """The type of page that lists rows, the form that narrows them, and what is told of each."""

    kind: Kind
    page_type: type[CourseCatalogPage | ResourceLibraryPage]
    form: type[FilterForm]
    told: str


LISTINGS = (
    Listing(Kind.RESOURCE, ResourceLibraryPage, ResourceFilterForm, "summary"),
    Listing(Kind.COURSE, CourseCatalogPage, CourseFilterForm, "provider"),
)


def find_listed(words: list[str], *, language: str) -> Iterator[Hit]:
    """Yield the rows that have all the words, of each kind that a public page lists; 2 SQL a kind."""
    for listing in LISTINGS:
        page = _find_page(listing.page_type, language)
        if page is None:
            continue
        form = listing.form({"q": " ".join(words)})
        rows: QuerySet[Any] = form.narrow(page.list_shown())
        for row in rows[:MOST_ROWS]:
            yield Hit(
                listing.kind,
                row.title,
                language=row.locale.language_code,
                url=f"{page.url}?{urlencode({'q': row.title})}",
                summary=str(getattr(row, listing.told)),
            )


def suggest_listed(words: list[str], *, language: str, most: int) -> Iterator[str]:
    """Yield titles of listed rows that go on like the words, those in the reader's language first; 2 SQL a kind."""
    for listing in LISTINGS:
        page = _find_page(listing.page_type, language)
        if page is None:
            continue
        rows: QuerySet[Any] = page.list_shown().prefetch_related(None)
        for word in words:
            rows = rows.filter(title__icontains=word)
        listed = rows.values_list("title", "locale__language_code")[:most]
        for title, _code in sorted(listed, key=lambda row: row[1] != language):
            if goes_on_like(title, words):
                yield title


def _find_page(page_type: type[Any], language: str) -> Any:
    """Return the public page of a type, the reader's language first."""
    pages = page_type.objects.live().filter(~is_restricted("path")).select_related("locale")
    return min(pages, key=lambda page: page.locale.language_code != language, default=None)
