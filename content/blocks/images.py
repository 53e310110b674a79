"""Pictures in the body: uploaded ones, whose alternative text the editor writes or declares needless."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class SizedImageBlock(ImageBlock):
    """An image with the sizes made of it, read for all images of a page at once."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Return the images in order, None for those that are gone."""
        images: list[Any] = list(super().bulk_to_python(values))
        prefetch_related_objects([image for image in images if image is not None], "renditions")
        return images


class PictureBlock(blocks.StructBlock):
    """An uploaded image with alternative text and an optional caption."""

    image = SizedImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "content/blocks/picture.html"
