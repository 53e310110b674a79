"""Reads about documents' scans for those who watch over them."""

from __future__ import annotations

from datetime import datetime

from django.db.models.functions import Coalesce

from portal.records.documents.models import Document

__all__ = ["get_oldest_unscanned_since"]

UNSCANNED = (Document.ScanState.PENDING, Document.ScanState.ERROR)


def get_oldest_unscanned_since() -> datetime | None:
    """Return since when the document that is due longest waits for its scan, or None where none waits; 1 SQL.

    One whose scan failed is due again only later: a damaged file raises no alarm.
    """
    due = Coalesce("scan_after", "received_at")
    waiting = Document.objects.exclude(scan_state=Document.ScanState.CLEAN)
    found = waiting.filter(scan_state__in=UNSCANNED).annotate(due=due).order_by("due")
    return found.values_list("due", flat=True).first()
