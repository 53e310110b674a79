"""The staff lists of which filters can be kept: where each stands, who sees it, and what of its address is a filter."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from portal.casework.permissions import VIEW_QUEUE
from portal.casework.registered.group import REGISTERED
from portal.casework.registered.readonly import ReadOnlyAdmin
from portal.casework.views.queue import KEPT, QUEUE

__all__ = ["Listing", "find_listing"]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list by the key under which it is also exported."""

    key: str
    url_name: str
    permission: str
    kept: tuple[str, ...]

    @property
    def url(self) -> str:
        """Return the address of the whole list."""
        return reverse(self.url_name)


def find_listing(key: str) -> Listing | None:
    """Return the list of a key; None where there is none."""
    return _listings.get(key)


def _of_records(admin: type[ReadOnlyAdmin]) -> Listing:
    url_name = f"records_{admin.model._meta.model_name}_modeladmin_index"
    return Listing(admin.export_key(), url_name, admin.view_permission, admin.kept_parameters())


_listings = {
    each.key: each
    for each in (
        Listing(QUEUE, "casework:queue", VIEW_QUEUE, KEPT),
        *map(_of_records, REGISTERED),
    )
}
