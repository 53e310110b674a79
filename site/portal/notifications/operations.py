"""Writes to the outbox, inside the transaction of what the message is about. Sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from portal.notifications.catalogue import Kind
from portal.notifications.models import OutboxMessage
from portal.records.prepared import PreparedInsert

__all__ = ["forget_messages", "queue_message"]

_INSERT = PreparedInsert(OutboxMessage, skip_duplicates=True)


def queue_message(
    *,
    kind: str,
    dedup_key: str,
    recipient: str,
    language: str,
    context: Mapping[str, str],
    at: datetime,
) -> None:
    """Add a message unless one of this key is there; one INSERT, whatever is found."""
    _INSERT.run(
        kind=kind,
        dedup_key=dedup_key,
        recipient=recipient,
        language=language,
        context=dict(context),
        created_at=at,
        due_at=at,
    )


def forget_messages(
    *,
    addresses: Iterable[str],
    references: Iterable[str],
    applications: Iterable[int],
    documents: Iterable[int],
    uses: Iterable[int],
) -> int:
    """Delete what was written to addresses, or about applications, documents and their uses, sent or not.

    Returns how many messages went. Part of the caller's transaction.
    """
    wanted = [Q(recipient__iexact=address) for address in addresses if address]
    wanted += [Q(context__reference=reference) for reference in references if reference]
    keys: Mapping[Kind, Iterable[int]] = {
        Kind.APPLICATION_SUBMITTED: applications,
        Kind.APPLICATION_APPROVED: applications,
        Kind.APPLICATION_DENIED: applications,
        Kind.DRAFT_CLOSING: applications,
        Kind.DRAFT_EXPIRING: applications,
        Kind.MAIL_RETURNED: applications,
        Kind.PAYMENT_BOUNCED: applications,
        Kind.PAYMENT_RECEIVED: applications,
        Kind.REFERENCE_ASKED: applications,
        Kind.REFERENCE_LAPSED: applications,
        Kind.REFERENCE_REMINDER: applications,
        Kind.RESUME_LINK: applications,
        Kind.DOCUMENT_SUSPECT: documents,
        Kind.DOCUMENT_REJECTED: uses,
    }
    for kind, about in keys.items():
        for key in about:
            dedup_key = f"{kind.value}:{key}"
            wanted.append(Q(dedup_key=dedup_key) | Q(dedup_key__startswith=f"{dedup_key}:"))
    return sum(OutboxMessage.objects.filter(each).delete()[0] for each in wanted)
