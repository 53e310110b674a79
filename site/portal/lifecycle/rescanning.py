"""Staff have a document scanned at once that waits for the virus check, or whose check gave no result.

What a scan makes of a document is the records' business.
"""

from __future__ import annotations

from datetime import datetime

from portal.lifecycle.policies import check_can_open_documents
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.scanning import scan_again
from portal.users.models import User

__all__ = ["scan_use_again"]


def scan_use_again(*, use_id: int, by_id: int, at: datetime) -> Document:
    """Scan a document of an application now, and return it as it is then; whoever asked is on record.

    No transaction of its own: a scan takes its time, and is written down whole when it is done. Raises
    DocumentUse.DoesNotExist, NotAllowedError for who doesn't work on the service, or DocumentNotWaitingError.
    """
    use = DocumentUse.objects.select_related("application__version").get(pk=use_id)
    check_can_open_documents(User.objects.get(pk=by_id), use.application)
    return scan_again(document_id=use.document_id, actor_id=by_id, at=at)
