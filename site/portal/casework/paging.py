"""Pages of staff lists by place, with a count that stops at a bound: a long list costs no more than a short one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import BaseListingView

from portal.records.keyset import FIRST, LAST, KeysetOrder, read_page

__all__ = ["MOST_COUNTED", "ROWS_A_PAGE", "PlacePaginator", "PlacedListing", "PlacedPage"]

MOST_COUNTED = 1_000
ROWS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """The rows of one page, and the positions to ask for the pages before and after."""

    object_list: list[Any]
    paginator: PlacePaginator
    previous: str | None
    next: str | None
    last: str = LAST
    number: int = 1

    def has_other_pages(self) -> bool:
        """Tell whether there is anywhere to go."""
        return bool(self.previous or self.next)


class PlacePaginator(WagtailPaginator):
    """Counts to ``MOST_COUNTED``, and leads forward, back and to the end by the place of a row.

    The order is that of the queryset: columns of an index, all rising or all falling.
    """

    object_list: QuerySet[Any]
    count = 0
    """The number of rows, or the bound; known once a page was read."""

    def get_page(self, number: Any) -> PlacedPage:
        """Return the page at a position; the first for one that is none of ours. 1 SQL, which counts too."""
        page = read_page(
            self.object_list, self._order, str(number or FIRST), self.per_page, most=MOST_COUNTED
        )
        self.count = page.count
        return PlacedPage(page.rows, self, page.previous, page.next)

    @cached_property
    def _order(self) -> KeysetOrder:
        rows = self.object_list
        names = [str(name) for name in rows.query.order_by or rows.model._meta.ordering]
        is_falling = names[0].startswith("-")
        return KeysetOrder(tuple(name.removeprefix("-") for name in names), is_falling)

    @cached_property
    def verbose_name(self) -> str:
        """Return what a row is called; models carry plain names, which the catalogs translate."""
        return _(str(super().verbose_name))

    @cached_property
    def verbose_name_plural(self) -> str:
        """Return what rows are called."""
        return _(str(super().verbose_name_plural))

    @cached_property
    def items_count_label(self) -> str:
        """Return the number in words, with "or more" at the bound."""
        if self.count < MOST_COUNTED:
            return str(super().items_count_label)
        return _("%(count)s or more %(items)s; search to narrow the list") % {
            "count": MOST_COUNTED,
            "items": self.verbose_name_plural,
        }


class PlacedListing(BaseListingView):
    """A list of the admin that is paged by place."""

    paginator_class = PlacePaginator
    paginate_by = ROWS_A_PAGE
    results_template_name = "portal/casework/listing_results.html"

    @property
    def no_results_message(self) -> str:
        """Return the sentence in the reader's language: Wagtail has its own in English alone."""
        if self.is_searching or self.is_filtering:
            return _("Nothing matches what you asked for.")
        return _("There is nothing here yet.")
