"""The documents of an application that nothing has settled yet, as its decision takes them.

How one is accepted, rejected or replaced is in ``outcomes``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.lifecycle.errors import DocumentsOpenError
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.queries import list_uses

__all__ = [
    "OpenDocument",
    "WhyOpen",
    "describe_open",
    "leave_open",
    "list_open_documents",
]

State, Outcome = Document.ScanState, DocumentUse.Outcome


class WhyOpen(TextChoices):
    """Why an approval can't rely on a document."""

    SUSPECT = "suspect", gettext_lazy("set aside by the virus check, and not replaced")
    UNSCANNED = "unscanned", gettext_lazy("not passed by the virus check yet")
    REJECTED = "rejected", gettext_lazy("not accepted, and not replaced")
    OPEN = "open", gettext_lazy("not looked at yet")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document that was neither accepted nor replaced."""

    use: DocumentUse
    why: WhyOpen


def list_open_documents(uses: Iterable[DocumentUse]) -> list[OpenDocument]:
    """Return those that were neither accepted as clean files nor replaced, in the order given."""
    found = ((use, _why_open(use)) for use in uses if not hasattr(use, "replacement"))
    return [OpenDocument(use, why) for use, why in found if why is not None]


def _why_open(use: DocumentUse) -> WhyOpen | None:
    if use.document.scan_state == State.SUSPECT:
        return WhyOpen.SUSPECT
    if use.outcome == Outcome.REJECTED:
        return WhyOpen.REJECTED
    if use.document.scan_state != State.CLEAN:
        return WhyOpen.UNSCANNED
    return None if use.outcome == Outcome.ACCEPTED else WhyOpen.OPEN


def leave_open(
    application_id: int, not_needed: frozenset[int], reason: str
) -> list[dict[str, Any]]:
    """Return the open documents that an approval goes without, as its decision stores them.

    Raises DocumentsOpenError where others are open too, or nothing says why these are not needed.
    """
    found = list_open_documents(list_uses(application_id))
    count = sum(each.use.pk not in not_needed for each in found)
    if count:
        text = ngettext(
            "Nothing was decided: %(count)s document of this application is still open. Accept it, or mark "
            "it as not needed and say why, then approve.",
            "Nothing was decided: %(count)s documents of this application are still open. Accept each, or mark "
            "it as not needed and say why, then approve.",
            count,
        )
        raise DocumentsOpenError(text % {"count": count})
    if found and not reason:
        raise DocumentsOpenError(_("Say why the documents that are marked are not needed."))
    return [describe_open(each) for each in found]


def describe_open(document: OpenDocument) -> dict[str, Any]:
    """Return the document as JSON data; its name stays with the document, which may be erased before the decision."""
    return {
        "use": document.use.pk,
        "kind": document.use.document.kind,
        "why": document.why.value,
    }
