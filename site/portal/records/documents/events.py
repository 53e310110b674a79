"""What documents announce, inside the scanner's transaction, to listeners they need not know.

A listener that raises undoes the operation: put slow or outside work in the outbox.

``document_suspected``  document=Document, at=datetime: it was found suspect and is in quarantine; once a document
``document_released``   document=Document, at=datetime: a person let it out of quarantine
"""

from __future__ import annotations

from django.dispatch import Signal

__all__ = ["document_released", "document_suspected"]

document_suspected = Signal()
document_released = Signal()
