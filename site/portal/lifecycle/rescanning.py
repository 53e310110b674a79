"""Staff have a document scanned at once: one that waits for the virus check, or one that was set aside, to release it.

What a scan makes of a document is the records' business.
"""

from __future__ import annotations

from datetime import datetime

from portal.lifecycle.policies import check_can_decide, check_can_open_documents
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.scanning import release_document, scan_again
from portal.users.models import User

__all__ = ["release_use", "scan_use_again"]


def scan_use_again(*, use_id: int, by_id: int, at: datetime) -> Document:
    """Scan a document of an application now, and return it as it is then; whoever asked is on record.

    No transaction of its own: a scan takes its time, and is written down whole when it is done. Raises
    DocumentUse.DoesNotExist, NotAllowedError for who doesn't work on the service, or DocumentNotWaitingError.
    """
    use = DocumentUse.objects.select_related("application__version").get(pk=use_id)
    check_can_open_documents(User.objects.get(pk=by_id), use.application)
    return scan_again(document_id=use.document_id, actor_id=by_id, at=at)


def release_use(*, use_id: int, by_id: int, at: datetime) -> None:
    """Let a document of an application out of quarantine that the scanner calls clean by now; who did is on record.

    Raises DocumentUse.DoesNotExist, NotAllowedError for who may not decide the application, or
    DocumentNotReleasableError.
    """
    uses = DocumentUse.objects.select_related("application__version", "application__person")
    use = uses.get(pk=use_id)
    check_can_decide(User.objects.get(pk=by_id), use.application)
    release_document(document_id=use.document_id, actor_id=by_id, at=at)
