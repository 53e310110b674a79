"""What a page needs to draw an uploaded picture out of the sizes that were made. It makes none."""

from dataclasses import dataclass

from wagtail.images.models import AbstractImage, AbstractRendition

from content.images.sizes import FALLBACK, FORMATS, WIDTHS, spec_of


@dataclass(frozen=True)
class Source:
    """The sizes of one format, as `<source>` lists them."""

    mime_type: str
    srcset: str


@dataclass(frozen=True)
class Drawing:
    """A picture as `<picture>` shows it; width and height keep its place while it loads."""

    url: str
    width: int
    height: int
    alt: str
    sources: tuple[Source, ...] = ()


def describe(image: AbstractImage) -> Drawing:
    """Return how to draw a picture: with the sizes that there are, else as it was uploaded."""
    made = {rendition.filter_spec: rendition for rendition in image.renditions.all()}
    alt = getattr(image, "contextual_alt_text", None)
    if alt is None:
        alt = image.default_alt_text
    sources = tuple(
        Source(f"image/{each}", srcset) for each in FORMATS if (srcset := _srcset(made, each))
    )
    shown = made.get(FALLBACK, image)
    url = shown.url if shown is not image else image.file.url
    return Drawing(url, shown.width, shown.height, str(alt), sources)


def _srcset(made: dict[str, AbstractRendition], image_format: str) -> str:
    """Return the sizes of a format, each width once: a small picture is not made larger."""
    found = (made.get(spec_of(width, image_format)) for width in WIDTHS)
    by_width = {each.width: each.url for each in found if each is not None}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
