"""The items that an application claimed, as its decision takes them: which are open, and what it names."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from portal.lifecycle.cases import Case
from portal.lifecycle.errors import EvidenceOpenError
from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.queries import list_claimed_items

__all__ = ["check_settled", "describe_item", "list_evidence"]


def list_evidence(case: Case) -> list[ClaimedItem]:
    """Return the items that the application claimed, as they stand now."""
    application = case.application
    if application.person_id is None:
        return []
    return list_claimed_items(application.person_id, application.reference or "")


def check_settled(case: Case, items: list[ClaimedItem]) -> None:
    """Raise EvidenceOpenError where the service wants every item settled and some are open."""
    is_open = sum(item.is_open for item in items)
    if is_open and case.compiled.spec.needs_settled_evidence:
        text = ngettext(
            "%(count)s item of this application is still open. Accept or reject it, then approve.",
            "%(count)s items of this application are still open. Accept or reject each, then approve.",
            is_open,
        )
        raise EvidenceOpenError(text % {"count": is_open})


def describe_item(item: ClaimedItem) -> dict[str, Any]:
    """Return the item as JSON data, as a decision stores it."""
    return {
        "kind": item.kind.value,
        "id": item.id,
        "title": item.title,
        "state": item.state.value,
        "reason": item.rejection_reason,
    }
