"""Erases documents that are no longer kept, with what became of them in applications, and enters them in the ledger.

Which may go is for the layers above to judge; the caller holds the rows and the transaction. Files go afterwards:
``retention.ledger.finish_erasures`` deletes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.records.audit.operations import Act, record_events
from portal.records.documents.models import Document, DocumentUse
from portal.records.retention.ledger import enter
from portal.records.retention.models import Erasure

__all__ = ["erase_documents", "list_group"]


def list_group(document: Document) -> list[Document]:
    """Return a document after its translations, held until the transaction ends; none where it is gone."""
    pairs = Document.objects.select_for_update().filter(translation_of=document.pk).order_by("id")
    found = Document.objects.select_for_update().filter(pk=document.pk)
    return [*pairs, *found] if found.exists() else []


def erase_documents(
    documents: Sequence[Document], *, rule: str, actor_id: int | None, at: datetime
) -> None:
    """Erase documents in the caller's transaction; a translation has to come before what it translates."""
    acts = []
    for document in documents:
        enter(
            kind=Erasure.Kind.DOCUMENT,
            subject=document.public_id,
            rule=rule,
            at=at,
            stored_name=document.stored_name,
            sha256=document.sha256,
        )
        state = {"sha256": document.sha256, "rule": rule}
        acts.append(Act("document.erased", "document", str(document.pk), state))
        DocumentUse.objects.filter(document=document).delete()
        document.delete()
    record_events(acts, actor_id=actor_id, at=at)
