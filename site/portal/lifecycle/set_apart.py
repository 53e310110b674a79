"""Brings applications up to date when the virus check sets apart a document they were sent with, or it is released.

It runs in the transaction of the scan, which holds these applications already. What becomes of the document is in
``outcomes``.
"""

from __future__ import annotations

from typing import Any

from portal.lifecycle.assignment import UNDECIDED, store_derived
from portal.records.applications.models import Application
from portal.records.documents.events import document_released, document_suspected
from portal.records.documents.models import Document, DocumentUse

__all__ = ["connect"]


def connect() -> None:
    """Listen; safe to repeat."""
    document_suspected.connect(_on_moved, dispatch_uid="lifecycle.suspected")
    document_released.connect(_on_moved, dispatch_uid="lifecycle.released")


def _on_moved(*, document: Document, **_kwargs: Any) -> None:
    """Store who acts next on each open application that was sent with the document."""
    uses = DocumentUse.objects.filter(document=document).values("application")
    sent = Application.objects.select_for_update().filter(pk__in=uses, stage__in=UNDECIDED)
    for application in sent.order_by("pk"):
        store_derived(application, None)
