"""Filters of a list that somebody keeps under a name, to come back to with one click.

Which lists there are is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.users.models import LONGEST_NAME, LONGEST_QUERY, SavedFilter

__all__ = ["MOST_SAVED", "delete_filter", "list_filters", "query_of", "save_filter"]

MOST_SAVED = 20
FRESH_SECONDS = 3_600


def list_filters(*, owner_id: int, listing: str) -> list[SavedFilter]:
    """Return what somebody keeps for a list, by name; from the cache until they change it."""
    key = _cache_key(owner_id, listing)
    kept: list[SavedFilter] | None = cache.get(key)
    if kept is None:
        kept = list(SavedFilter.objects.filter(owner_id=owner_id, listing=listing)[:MOST_SAVED])
        cache.set(key, kept, FRESH_SECONDS)
    return kept


def query_of(parameters: Mapping[str, str], kept: Iterable[str]) -> str:
    """Return what of the parameters of a list belongs to a filter, as an address has it."""
    return urlencode({key: parameters[key] for key in kept if parameters.get(key)})


def save_filter(*, owner_id: int, listing: str, name: str, query: str) -> SavedFilter:
    """Keep search and filters under a name; one of that name is written over.

    Raises ValidationError where there is no name, nothing to keep, or too much already.
    """
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise ValidationError(_("Give the filter a name."))
    if not query:
        raise ValidationError(_("Nothing is searched or filtered, so there is nothing to keep."))
    known = SavedFilter.objects.filter(owner_id=owner_id, listing=listing)
    if known.exclude(name=name).count() >= MOST_SAVED:
        raise ValidationError(_("You keep twenty filters. Delete one first."))
    kept, _is_new = SavedFilter.objects.update_or_create(
        owner_id=owner_id,
        listing=listing,
        name=name[:LONGEST_NAME],
        defaults={"query": query[:LONGEST_QUERY]},
    )
    cache.delete(_cache_key(owner_id, listing))
    return kept


def delete_filter(*, owner_id: int, listing: str, key: int) -> bool:
    """Forget a filter of one's own; tell whether there was one."""
    own = SavedFilter.objects.filter(owner_id=owner_id, listing=listing, pk=key)
    deleted, _by_model = own.delete()
    cache.delete(_cache_key(owner_id, listing))
    return bool(deleted)


def _cache_key(owner_id: int, listing: str) -> str:
    return f"casework.saved.{listing}.{owner_id}"
