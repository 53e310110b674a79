"""Tags for pictures: the portal's drawings by the name an editor chose, and uploaded ones in their sizes."""

from typing import Any

from django import template
from wagtail.images.models import AbstractImage

from content.illustrations import Illustration, get_illustration
from content.images.drawing import describe

COLUMN = "(min-width: 64em) 40rem, 100vw"  # How wide the column of text is.

register = template.Library()


@register.simple_tag
def illustration_named(key: str | None) -> Illustration | None:
    """Return the drawing of that name, or nothing where none was chosen or it is gone."""
    return get_illustration(key or "")


@register.inclusion_tag("content/components/uploaded_picture.html")
def uploaded_picture(image: AbstractImage, sizes: str = COLUMN) -> dict[str, Any]:
    """Draw an uploaded picture; `sizes` says how wide it is shown. Wagtail's own tags would make sizes in a GET."""
    return {"drawing": describe(image), "sizes": sizes}
