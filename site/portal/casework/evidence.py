"""The items of an application as its page shows them, each with the form that rejects it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.casework.forms import RejectionReasonForm
from portal.casework.permissions import VIEW_FILE
from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.operations import EvidenceNotAllowedError, check_can_settle

__all__ = ["EvidenceRow", "RejectionForm", "item_anchor", "list_rows"]


class RejectionForm(RejectionReasonForm):
    """Why an item of an application is rejected. Whether somebody may is asked by the operation."""

    def __init__(self, item: ClaimedItem, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{item_anchor(item)}-%s")
        self.item = item


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An item, its place on the page, and the form to reject it where the reader may settle it."""

    item: ClaimedItem
    anchor: str
    form: RejectionForm | None


def item_anchor(item: ClaimedItem) -> str:
    """Return the place of an item on the page."""
    return f"{item.kind.value}-{item.id}"


def list_rows(
    items: Iterable[ClaimedItem], user: Any, owner_id: int | None, refused: RejectionForm | None
) -> list[EvidenceRow]:
    """Return a row an item; ``refused`` is the form that was just sent and is shown again."""
    may_settle = _may_settle(user, owner_id)
    return [
        EvidenceRow(item, item_anchor(item), _form(item, refused) if may_settle else None)
        for item in items
    ]


def _may_settle(user: Any, owner_id: int | None) -> bool:
    try:
        check_can_settle(user, owner_id)
    except EvidenceNotAllowedError:
        return False
    return bool(user.has_perm(VIEW_FILE))


def _form(item: ClaimedItem, refused: RejectionForm | None) -> RejectionForm | None:
    if not item.is_open:
        return None
    if refused is not None and item_anchor(refused.item) == item_anchor(item):
        return refused
    return RejectionForm(item)
