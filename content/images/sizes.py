"""The sizes that are made of every uploaded picture. They are made when it is saved, and by the worker; never by a GET.

Widths are those of a column on a phone, on a sharp phone or a tablet, and on a desktop. Cuts have the shape of a place,
and are made anew when the focal point moves.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from portal.sdk.freshness import announce

logger = logging.getLogger(__name__)

WIDTHS = (320, 640, 960)
FORMATS = ("avif", "webp")  # The smaller first: a browser takes the first one that it knows.
FALLBACK = "width-640"
ON_CARD = "fill-640x400|format-webp"
WHERE_SHARED = "fill-1200x630|format-jpeg"
CUTS = (ON_CARD, WHERE_SHARED)
BATCH = 10
_unreadable: set[Any] = set()


def spec_of(width: int, image_format: str) -> str:
    """Return Wagtail's name for a size."""
    return f"width-{width}|format-{image_format}"


SPECS = (FALLBACK, *(spec_of(width, each) for each in FORMATS for width in WIDTHS), *CUTS)


def make_sizes(image: AbstractImage) -> bool:
    """Make the sizes that are missing; a picture that cannot be read is logged, and shown as it was uploaded."""
    try:
        wanted = [Filter(spec=spec) for spec in SPECS]
        made = image.find_existing_renditions(*wanted)
        if missing := [each for each in wanted if each not in made]:
            image.create_renditions(*missing)
            announce(image_tag(image.pk), image_tag("*"))  # pages drawn meanwhile did without
        for spec in CUTS:
            key = Filter(spec=spec).get_cache_key(image)
            image.renditions.filter(filter_spec=spec).exclude(focal_point_key=key).delete()
    except Exception:
        logger.exception("no sizes of image %s", image.pk)
        return False
    return True


def image_tag(key: int | str) -> str:
    """Return the tag of one picture; `*` stands for any."""
    return f"{get_image_model()._meta.db_table}:{key}"


def find_cut(image: AbstractImage, spec: str) -> AbstractRendition | None:
    """Return a cut around the focal point that an image has now, out of its sizes, which were read before."""
    key = Filter(spec=spec).get_cache_key(image)
    made = (each for each in image.renditions.all() if each.filter_spec == spec)
    return next((each for each in made if each.focal_point_key == key), None)


def make_missing_sizes() -> int:
    """Make what pictures lack, such as those whose file was replaced; return how many there were. Safe to repeat."""
    made = Count("renditions", filter=Q(renditions__filter_spec__in=SPECS))
    lacking: Iterable[AbstractImage] = (
        get_image_model()
        .objects.exclude(pk__in=_unreadable)
        .annotate(made=made)
        .filter(made__lt=len(SPECS))
        .order_by("pk")[:BATCH]
    )
    count = 0
    for image in lacking:
        count += 1
        if not make_sizes(image):
            _unreadable.add(image.pk)
    return count
