"""Writes the audit trail inside the transaction of the operation that it documents."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from portal.records.audit.models import AuditEvent
from portal.records.prepared import PreparedInsert

__all__ = ["record_event"]

_INSERT = PreparedInsert(AuditEvent)


def record_event(
    *,
    action: str,
    record_type: str,
    record_id: str,
    state: Mapping[str, Any],
    actor_id: int | None,
    at: datetime,
) -> None:
    """Append one audit event with a salted SHA-256 digest of ``state``.

    Raises RuntimeError outside a transaction: an event without its state, or the reverse, must be
    impossible.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event is written in the transaction of its operation.")
    salt = secrets.token_hex(16)
    body = json.dumps(state, sort_keys=True, default=str, ensure_ascii=False)
    _INSERT.run(
        happened_at=at,
        actor_id=actor_id,
        action=action,
        record_type=record_type,
        record_id=record_id,
        salt=salt,
        digest=hashlib.sha256((salt + body).encode()).hexdigest(),
    )
