"""The items of an application as its page shows them, each with the form that rejects it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.casework.forms import RejectionReasonForm
from portal.casework.permissions import VIEW_FILE
from portal.casework.refusals import explain_refusal
from portal.lifecycle.policies import check_can_settle_claims
from portal.records.applications.models import Application
from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.operations import EvidenceNotAllowedError

__all__ = ["EvidenceRow", "RejectionForm", "item_anchor", "list_rows", "why_closed"]


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
    items: Iterable[ClaimedItem],
    user: Any,
    application: Application,
    refused: RejectionForm | None,
) -> list[EvidenceRow]:
    """Return a row an item; ``refused`` is the form that was just sent and is shown again."""
    may_settle = not why_closed(user, application) and bool(user.has_perm(VIEW_FILE))
    return [
        EvidenceRow(item, item_anchor(item), _form(item, refused) if may_settle else None)
        for item in items
    ]


def why_closed(user: Any, application: Application) -> str:
    """Return why the reader does not settle what the application claims; empty for who does."""
    try:
        check_can_settle_claims(user, application)
    except EvidenceNotAllowedError as error:
        return explain_refusal(error).message
    return ""


def _form(item: ClaimedItem, refused: RejectionForm | None) -> RejectionForm | None:
    if not item.is_open:
        return None
    if refused is not None and item_anchor(refused.item) == item_anchor(item):
        return refused
    return RejectionForm(item)
