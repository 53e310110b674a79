"""What the lifecycle announces, inside its own transaction, to listeners it need not know.

A listener that raises undoes the operation: put slow or outside work in the outbox.
``application_submitted``  application=Application, at=datetime
``application_decided``    application=Application, decision=Decision, at=datetime
``document_rejected``      use=DocumentUse, at=datetime
"""

from __future__ import annotations

from django.dispatch import Signal

__all__ = ["application_decided", "application_submitted", "document_rejected"]

application_submitted = Signal()
application_decided = Signal()
document_rejected = Signal()
