"""The page of a person in the admin, with the numbers that their certificates had in the former system.

Imports match by these numbers; they stand on no public page.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail_modeladmin.views import InspectView

__all__ = ["PersonInspectView"]


class PersonInspectView(InspectView):
    """Shows a person's columns, and their numbers of the former system beside those of today."""

    def get_fields_dict(self) -> list[dict[str, Any]]:
        """Add the numbers; 1 SQL."""
        fields: list[dict[str, Any]] = super().get_fields_dict()
        held = self.instance.credentials.filter(legacy_number__isnull=False)
        numbers = [
            _("%(former)s (now %(number)s)") % {"former": former, "number": number}
            for former, number in held.order_by("legacy_number").values_list(
                "legacy_number", "number"
            )
        ]
        value = ", ".join(numbers) or self.model_admin.get_empty_value_display("credentials")
        return [*fields, {"label": _("Numbers in the former system"), "value": value}]
