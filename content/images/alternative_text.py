"""What a picture offers as its alternative text: the description that somebody wrote, and nothing without one.

Wagtail offers the title then, which it makes of the name of the file. What is refused is for content.editing.rich_text.
"""

from typing import Any

from wagtail.images import get_image_model


def offer_description_only() -> None:
    """Take the place of Wagtail's own choice on the model of pictures, which the choosers and the pages read."""
    get_image_model().default_alt_text = property(_describe)


def _describe(image: Any) -> str:
    return str(image.description or "")
