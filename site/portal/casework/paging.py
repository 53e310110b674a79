"""Pages of a list whose count stops at a bound, so that a long list costs no more than a short one."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

__all__ = ["MOST_COUNTED", "BoundedPaginator"]

MOST_COUNTED = 1_000


class BoundedPaginator(WagtailPaginator):
    """Counts to ``MOST_COUNTED`` and offers pages as far; beyond, a search or filter narrows."""

    @cached_property
    def count(self) -> int:
        """Return the number of rows, or the bound."""
        return int(self.object_list[:MOST_COUNTED].count())

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
