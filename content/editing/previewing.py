"""The widths at which pages and notices are previewed: Wagtail's, and the narrowest at which the site must work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

NARROWEST = 320  # CSS pixels, WCAG 1.4.10


class PreviewedNarrow:
    """Something that is previewed at the narrowest width too; stands before Wagtail's class."""

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Return the widths that are offered, the narrowest first."""
        narrowest = {
            "name": "narrowest",
            "icon": "narrowest",
            "device_width": NARROWEST,
            "label": _("Preview at the narrowest width"),
        }
        return [narrowest, *super().preview_sizes]  # type: ignore[misc]

    @property
    def default_preview_size(self) -> str:
        """Return the width at which the preview opens: that of a phone."""
        return "mobile"
