"""Reads documents: those on a person's account, how full it is, and how long one has waited for its scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from portal.records.documents.models import Document, DocumentUse
from portal.records.prepared_objects import PreparedObjects

__all__ = [
    "UNSCANNED",
    "Quota",
    "get_oldest_unscanned_since",
    "list_documents",
    "list_uses",
    "read_quota",
    "waits_for_replacement",
]

MEGABYTE = 1024 * 1024
UNSCANNED = (Document.ScanState.PENDING, Document.ScanState.ERROR)


@dataclass(frozen=True, slots=True)
class Quota:
    """How much of an account's room is used: files and bytes."""

    files: int
    size: int

    @property
    def most_files(self) -> int:
        """Return how many files there may be."""
        return int(settings.DOCUMENT_QUOTA_FILES)

    @property
    def most_size(self) -> int:
        """Return how many bytes there may be."""
        return int(settings.DOCUMENT_QUOTA_MEGABYTES) * MEGABYTE


def list_documents(person_id: int) -> QuerySet[Document]:
    """Return a person's documents, newest first.

    ``is_used`` tells whether something was sent with one, ``settled_use`` is the use that was settled last.
    """
    uses = DocumentUse.objects.filter(document=OuterRef("pk"))
    settled = uses.exclude(outcome=DocumentUse.Outcome.OPEN).order_by("-decided_at", "-id")
    return (
        Document.objects.filter(person_id=person_id)
        .annotate(is_used=Exists(uses), settled_use=Subquery(settled.values("pk")[:1]))
        .select_related("translation_of")
        .order_by("-id")
    )


def list_uses(application_id: int) -> list[DocumentUse]:
    """Return the documents that an application was sent with, in the order sent; 1 SQL."""
    return _USES.fetch(application_id=application_id)


def _select_uses(application_id: int) -> QuerySet[DocumentUse]:
    uses = DocumentUse.objects.filter(application_id=application_id)
    known = ("application__version", "document__translation_of", "decided_by", "replacement")
    rows = uses.select_related(*known).defer("application__version__definition")
    return rows.order_by("id")


_USES = PreparedObjects(_select_uses, application_id=BigIntegerField())


def waits_for_replacement(application_id: int) -> bool:
    """Tell whether a document of an application was not accepted or set aside, and not replaced yet; 1 SQL."""
    is_no_good = Q(outcome=DocumentUse.Outcome.REJECTED) | Q(
        document__scan_state=Document.ScanState.SUSPECT
    )
    uses = DocumentUse.objects.filter(is_no_good, application_id=application_id)
    return uses.filter(replacement=None).exists()


def read_quota(person_id: int) -> Quota:
    """Return how much of the account's room is used."""
    held = Document.objects.filter(person_id=person_id).aggregate(
        files=Count("id"), size=Sum("size")
    )
    return Quota(held["files"], held["size"] or 0)


def get_oldest_unscanned_since() -> datetime | None:
    """Return since when the document that is due longest waits for its scan, or None where none waits; 1 SQL.

    One whose scan failed is due again only later: a damaged file raises no alarm.
    """
    due = Coalesce("scan_after", "received_at")
    waiting = Document.objects.exclude(scan_state=Document.ScanState.CLEAN)
    found = waiting.filter(scan_state__in=UNSCANNED).annotate(due=due).order_by("due")
    return found.values_list("due", flat=True).first()
