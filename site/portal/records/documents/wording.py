"""What is said of files before one is chosen: which kinds may come in, and how large they may be."""

from django.conf import settings
from django.utils.translation import gettext as _

__all__ = ["ACCEPT", "describe_limits"]

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.webp,application/pdf,image/*"
"""What a browser's file dialog offers; a phone offers its camera too."""


def describe_limits() -> str:
    """Return the limits in plain words."""
    return _(
        "PDF, or a photo (JPEG, PNG, HEIC, WebP). Up to %(size)s MB and %(pages)s pages. "
        "A PDF must not be protected by a password. Location data of photos is removed."
    ) % {"size": settings.DOCUMENT_MOST_MEGABYTES, "pages": settings.DOCUMENT_MOST_PAGES}
