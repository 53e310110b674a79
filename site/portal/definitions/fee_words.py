"""What changes of fees are called, in plain words. Which differ is found in ``differences``."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.differences import ChangeKind, Part

__all__ = ["FEES_HAPPENED", "OF_FEES", "name_fee"]

FEES_HAPPENED: Mapping[tuple[Part, ChangeKind], Promise] = {
    (Part.FEE, ChangeKind.ADDED): gettext_lazy("Fee added"),
    (Part.FEE, ChangeKind.REMOVED): gettext_lazy("Fee removed"),
    (Part.FEE, ChangeKind.MOVED): gettext_lazy("Fee moved"),
}
OF_FEES: Mapping[str, Promise] = {
    "item": gettext_lazy("Item of the fee schedule"),
    "per_row": gettext_lazy("Charged for each row of"),
    "fee.condition": gettext_lazy("Charged only if"),
}
"""What a fee says otherwise; its condition asks nothing."""


def name_fee(title: str) -> str:
    """Return what a fee is called, by the title of its item."""
    return _("Fee “%(name)s”") % {"name": title}
