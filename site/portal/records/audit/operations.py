"""Writes the audit trail inside the transaction of the operation that it documents."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from portal.records.audit.models import AuditEvent
from portal.records.prepared import PreparedInsert

__all__ = ["Act", "record_event", "record_events"]

_INSERT = PreparedInsert(AuditEvent)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of many that are written together: what was done to which record, and its state afterwards."""

    action: str
    record_type: str
    record_id: str
    state: Mapping[str, Any]


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
    _refuse_outside_transaction()
    salt, digest = _digest(state)
    _INSERT.run(
        happened_at=at,
        actor_id=actor_id,
        action=action,
        record_type=record_type,
        record_id=record_id,
        salt=salt,
        digest=digest,
    )


def record_events(acts: Iterable[Act], *, actor_id: int | None, at: datetime) -> None:
    """Append an audit event for each act, in their order, as ``record_event`` does for one; a few SQL for hundreds."""
    _refuse_outside_transaction()
    rows = []
    for act in acts:
        salt, digest = _digest(act.state)
        rows.append(
            AuditEvent(
                happened_at=at,
                actor_id=actor_id,
                action=act.action,
                record_type=act.record_type,
                record_id=act.record_id,
                salt=salt,
                digest=digest,
            )
        )
    AuditEvent.objects.bulk_create(rows)


def _refuse_outside_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event is written in the transaction of its operation.")


def _digest(state: Mapping[str, Any]) -> tuple[str, str]:
    """Return a new salt and the digest of a state with it."""
    salt = secrets.token_hex(16)
    body = json.dumps(state, sort_keys=True, default=str, ensure_ascii=False)
    return salt, hashlib.sha256((salt + body).encode()).hexdigest()
