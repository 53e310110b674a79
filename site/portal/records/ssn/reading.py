"""The one way to read a number: with a permission, for a reason, audited, announced, and a few times a day only.

Whoever asks too often is stopped, then loses the account; too many in all and reading closes until somebody opens it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from portal.records.audit.operations import record_event
from portal.records.ssn.cipher import open_sealed
from portal.records.ssn.events import ssn_read
from portal.records.ssn.models import PersonSSN, SSNAccess, SSNReading

__all__ = [
    "READ",
    "REOPEN",
    "ReadingClosedError",
    "ReadingNotAllowedError",
    "ReadingRefusedError",
    "TooManyReadingsError",
    "get_access",
    "read_ssn",
    "reopen_reading",
]

READ, REOPEN = "records.read_ssn", "records.reopen_ssn"
DAY = timedelta(hours=24)
MOST_A_DAY, MOST_IN_ALL = 5, 15
"""Readings in 24 hours: by one person, after which one is refused and the next disables; by all, which closes."""

Outcome = SSNReading.Outcome


class ReadingRefusedError(Exception):
    """The number was not shown."""


class ReadingNotAllowedError(ReadingRefusedError):
    """Whoever asks may not, or it is their own record; or there is no such number."""


class TooManyReadingsError(ReadingRefusedError):
    """This person read as many as a day allows; ``is_disabled`` where they asked on and lost the account."""

    def __init__(self, *, is_disabled: bool) -> None:
        super().__init__("too many readings")
        self.is_disabled = is_disabled


class ReadingClosedError(ReadingRefusedError):
    """Too many were read in all: nobody reads until it is opened again."""


def read_ssn(*, reference: str, reason: str, actor_id: int, at: datetime) -> str:
    """Return the nine digits, once; raise one of the errors above, and ValueError for an unknown reason.

    A refusal is kept and announced as well: it is committed before the error is raised.
    """
    reason = SSNReading.Reason(reason).value
    with transaction.atomic():
        access = _hold_access()
        actor = get_user_model()._default_manager.get(pk=actor_id)
        row = PersonSSN.objects.select_related("person").filter(reference=reference).first()
        if row is None or not _may_read(actor, row):
            raise ReadingNotAllowedError
        outcome = _judge(access, actor_id, at)
        number = open_sealed(row.sealed, owner=str(row.person.public_id))
        _keep(row, outcome, reason, actor, at)
        _follow(access, outcome, actor, at)
    if outcome is Outcome.CLOSED:
        raise ReadingClosedError
    if outcome is not Outcome.SHOWN:
        raise TooManyReadingsError(is_disabled=outcome is Outcome.DISABLED)
    return number


def get_access() -> SSNAccess:
    """Return whether reading is open."""
    return SSNAccess.objects.filter(pk=SSNAccess.ONLY).first() or SSNAccess(pk=SSNAccess.ONLY)


def reopen_reading(*, actor_id: int, at: datetime) -> None:
    """Open reading again; the counts begin anew. Raises ReadingNotAllowedError for whoever read or asked too often."""
    with transaction.atomic():
        access = _hold_access()
        actor = get_user_model()._default_manager.get(pk=actor_id)
        recent = _recent(access, at).filter(actor_id=actor_id)
        if not actor.is_active or not actor.has_perm(REOPEN) or recent.exists():
            raise ReadingNotAllowedError
        access.closed_at, access.counted_from = None, at
        access.save()
        record_event(
            action="ssn.reading_reopened",
            record_type="ssnaccess",
            record_id=str(access.pk),
            state={},
            actor_id=actor_id,
            at=at,
        )


def _hold_access() -> SSNAccess:
    """Return the one row, held: of many who ask at once, each counts what the others were shown."""
    SSNAccess.objects.get_or_create(pk=SSNAccess.ONLY)
    return SSNAccess.objects.select_for_update().get(pk=SSNAccess.ONLY)


def _may_read(actor: Any, row: PersonSSN) -> bool:
    return bool(actor.is_active and actor.has_perm(READ) and row.person.account_id != actor.pk)


def _recent(access: SSNAccess, at: datetime) -> Any:
    since = max(filter(None, (at - DAY, access.counted_from)))
    return SSNReading.objects.filter(happened_at__gte=since)


def _judge(access: SSNAccess, actor_id: int, at: datetime) -> SSNReading.Outcome:
    if access.closed_at is not None:
        return Outcome.CLOSED
    own = _recent(access, at).filter(actor_id=actor_id)
    if own.filter(outcome=Outcome.SHOWN).count() < MOST_A_DAY:
        return Outcome.SHOWN
    return Outcome.DISABLED if own.filter(outcome=Outcome.REFUSED).exists() else Outcome.REFUSED


def _keep(
    row: PersonSSN, outcome: SSNReading.Outcome, reason: str, actor: Any, at: datetime
) -> None:
    reading = SSNReading.objects.create(
        actor=actor, person=row.person, reason=reason, outcome=outcome, happened_at=at
    )
    record_event(
        action=f"person.ssn_{outcome.value}",
        record_type="person",
        record_id=str(row.person.public_id),
        state={"reason": reason, "reference": str(row.reference)},
        actor_id=actor.pk,
        at=at,
    )
    ssn_read.send(sender=SSNReading, reading=reading, at=at)


def _follow(access: SSNAccess, outcome: SSNReading.Outcome, actor: Any, at: datetime) -> None:
    """Close reading once as many were shown as a day allows; take the account of who did not stop."""
    if outcome is Outcome.DISABLED:
        actor.is_active = False
        actor.save(update_fields=["is_active"])
    shown = _recent(access, at).filter(outcome=Outcome.SHOWN).count()
    if access.closed_at is None and shown >= MOST_IN_ALL:
        access.closed_at = at
        access.save(update_fields=["closed_at"])
