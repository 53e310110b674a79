"""The stream of a draft's fees: an item of the fee schedule, how often, and when. Amounts are rows of the schedule."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.definitions.building.blocks.pickers import QuestionBlock
from portal.definitions.building.blocks.rules import rules
from portal.definitions.building.kept import KeepingStreamBlock
from portal.definitions.fee_items import list_priced

__all__ = ["fees_stream"]


def _items() -> list[tuple[str, Any]]:
    return [(each.item, each.words) for each in list_priced()]


@lru_cache(maxsize=1)
def fees_stream() -> blocks.StreamBlock:
    """Return the stream of the fees, with the items of the schedule as it is when the form is drawn."""
    item = blocks.ChoiceBlock(
        choices=_items,
        required=False,
        label=_("What is charged"),
        help_text=_("An item of the fee schedule, with its amount today."),
    )
    per_row = QuestionBlock(
        label=_("Once for each row of"),
        help_text=_("A repeating group of this wizard; empty where it is charged once."),
    )
    when = rules(_("Charged only when"), _("Always, where nothing stands here."))
    fee = blocks.StructBlock(
        [("item", item), ("per_row", per_row), ("condition", when)],
        label=_("Fee"),
        icon="tag",
        form_classname="struct-block builder-fee",
    )
    return KeepingStreamBlock([("fee", fee)], required=False)
