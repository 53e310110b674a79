"""The widths at which pages and notices are previewed: Wagtail's, and the narrowest at which the site must work."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

NARROWEST = 320  # CSS pixels, WCAG 1.4.10


def list_preview_sizes(wagtails: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the widths that are offered, the narrowest first."""
    narrowest = {
        "name": "narrowest",
        "icon": "narrowest",
        "device_width": NARROWEST,
        "label": _("Preview at the narrowest width"),
    }
    return [narrowest, *wagtails]
