"""The picture that stands for a page elsewhere: the first one in its body, cut around the focal point.

On cards it is 8 to 5, and where a link to the page is shared 1200 by 630. Cuts are made at upload, none of them here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from wagtail.images import get_image_model
from wagtail.models import Page

from content.fields import BodyField
from content.images.sizes import find_cut, image_tag
from content.visibility import with_privacy
from portal.sdk.freshness import made_from

PICTURE_BLOCK = "picture"
WHAT_IS_PRIVATE = ("wagtailcore_collectionviewrestriction:*", "wagtailcore_collection:*")


@dataclass(frozen=True, slots=True)
class Cut:
    """A picture in the shape of a place; an empty `alt` says that it is decoration."""

    url: str
    width: int
    height: int
    alt: str


def list_cuts(pages: Iterable[Page], spec: str) -> dict[int, Cut]:
    """Return the cut of each page that has a picture which everybody may see, by the page's number; 2 SQL, or none."""
    first = {page.pk: found for page in pages if (found := _find_first(page))}
    if not first:
        return {}
    wanted = {image for image, _alt in first.values()}
    made_from(*(image_tag(image) for image in wanted), *WHAT_IS_PRIVATE)
    images = with_privacy(get_image_model().objects.prefetch_related("renditions"))
    public = {each.pk: each for each in images.filter(pk__in=wanted) if not each.is_private}
    cuts = {
        key: (find_cut(public[image], spec), alt)
        for key, (image, alt) in first.items()
        if image in public
    }
    return {
        key: Cut(cut.url, cut.width, cut.height, alt)
        for key, (cut, alt) in cuts.items()
        if cut is not None
    }


def _find_first(page: Page) -> tuple[int, str] | None:
    """Return the number of the first picture in the body and what it shows, without reading it."""
    return next(_walk(page), None)


def _walk(page: Page) -> Iterator[tuple[int, str]]:
    for name in _list_bodies(page._meta.label):
        for block in getattr(page, name).raw_data:
            picture = _read(block)
            if picture.get("image"):
                is_decoration = picture.get("decorative")
                yield picture["image"], "" if is_decoration else str(picture.get("alt_text") or "")


@cache
def _list_bodies(label: str) -> tuple[str, ...]:
    fields = apps.get_model(label)._meta.get_fields()
    return tuple(field.name for field in fields if isinstance(field, BodyField))


def _read(block: Any) -> dict[str, Any]:
    """Return what a block of the stream stores of its picture; nothing for blocks of other kinds."""
    if block["type"] != PICTURE_BLOCK or not isinstance(block["value"], dict):
        return {}
    stored = block["value"].get("image")
    return stored if isinstance(stored, dict) else {"image": stored}
