"""The status of a credential on a day, computed from its dates and events; nothing is stored.

Pure: no query, no clock. ``LASTING`` and ``_transition`` are the whole table of states; the expiry
date decides only where no lasting state holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.credentials.models import CredentialEvent

__all__ = [
    "EventFacts",
    "Status",
    "StoredEvent",
    "expiry_on",
    "latest_duplicate",
    "status_and_expiry_on",
    "status_on",
]

Kind = CredentialEvent.Kind
# Plain texts: a list compares hundreds of them, and a member takes ten times as long.
ISSUED, EXTENDED = Kind.ISSUED.value, Kind.EXTENDED.value
FILED, FILING_CLOSED = Kind.FILED.value, Kind.FILING_CLOSED.value
DUPLICATED = Kind.DUPLICATED.value


class Status(models.TextChoices):
    """What a credential is worth on a day."""

    ACTIVE = "active", _("active")
    IN_PROCESS = "in_process", _("renewal in process")
    EXPIRED = "expired", _("expired")
    SUSPENDED = "suspended", _("suspended")
    REVOKED = "revoked", _("revoked")
    SURRENDERED = "surrendered", _("surrendered")
    SUPERSEDED = "superseded", _("superseded")
    NOT_YET_VALID = "not_yet_valid", _("not yet valid")


class EventFacts(Protocol):
    """What the status reads of an event; a CredentialEvent row has it."""

    @property
    def kind(self) -> str: ...
    @property
    def effective_on(self) -> date: ...
    @property
    def expires_on(self) -> date | None: ...
    @property
    def is_final(self) -> bool: ...
    @property
    def application_reference(self) -> str: ...


class StoredEvent(NamedTuple):
    """An event read without its model, for lists."""

    kind: str
    effective_on: date
    expires_on: date | None = None
    is_final: bool = True
    application_reference: str = ""


class _Standing(NamedTuple):
    """Where the events up to a moment leave a credential."""

    expires_on: date | None
    lasting: Status | None = None
    open_filings: frozenset[str] = frozenset()


# The state an event leads to, by the lasting state it meets; what is not listed changes nothing.
# A reinstatement lifts discipline, never a replacement. Surrender does not end a revocation.
LASTING: dict[tuple[Status | None, str], Status | None] = {
    (None, Kind.SUSPENDED): Status.SUSPENDED,
    (None, Kind.REVOKED): Status.REVOKED,
    (None, Kind.SURRENDERED): Status.SURRENDERED,
    (None, Kind.SUPERSEDED): Status.SUPERSEDED,
    (Status.SUSPENDED, Kind.REVOKED): Status.REVOKED,
    (Status.SUSPENDED, Kind.SURRENDERED): Status.SURRENDERED,
    (Status.SUSPENDED, Kind.SUPERSEDED): Status.SUPERSEDED,
    (Status.SUSPENDED, Kind.REINSTATED): None,
    (Status.SURRENDERED, Kind.REVOKED): Status.REVOKED,
    (Status.SURRENDERED, Kind.REINSTATED): None,
    (Status.SUPERSEDED, Kind.REVOKED): Status.REVOKED,
    (Status.REVOKED, Kind.REINSTATED): None,
}


def status_on(
    *,
    issued_on: date,
    expires_on: date | None,
    events: Iterable[EventFacts],
    on: date,
    public: bool = True,
) -> Status:
    """Return the status of a credential on a day; it is valid through its expiry date.

    ``expires_on`` is the expiry to assume where no event up to that day names one. With ``public``
    an action against the holder counts only once it is final; staff ask with ``public=False``.
    A renewal filed by the expiry date and not closed keeps the credential in process afterwards,
    which extends nothing (DOMAIN 10, trap 6).
    """
    return _status_of(_standing_on(expires_on, events, on, public=public), issued_on, on)


def status_and_expiry_on(
    *, issued_on: date, expires_on: date | None, events: Iterable[EventFacts], on: date
) -> tuple[Status, date | None]:
    """Return what anybody may know of a day: the status and the expiry date, for the cost of one of them."""
    standing = _standing_on(expires_on, events, on, public=True)
    return _status_of(standing, issued_on, on), standing.expires_on


def _status_of(standing: _Standing, issued_on: date, on: date) -> Status:
    if standing.lasting is not None:
        return standing.lasting
    if on < issued_on:
        return Status.NOT_YET_VALID
    if standing.expires_on is None or on <= standing.expires_on:
        return Status.ACTIVE
    return Status.IN_PROCESS if standing.open_filings else Status.EXPIRED


def expiry_on(*, expires_on: date | None, events: Iterable[EventFacts], on: date) -> date | None:
    """Return the expiry date as it stood on a day."""
    return _standing_on(expires_on, events, on, public=True).expires_on


def latest_duplicate(events: Iterable[EventFacts], on: date) -> date | None:
    """Return the day of the latest duplicate that was issued by a day."""
    issued = (each.effective_on for each in events if each.kind == DUPLICATED)
    return max((day for day in issued if day <= on), default=None)


def _standing_on(
    expires_on: date | None, events: Iterable[EventFacts], on: date, *, public: bool
) -> _Standing:
    """Apply the events effective by that day, in the order of their days, then as recorded."""
    standing = _Standing(expires_on)
    for event in sorted(events, key=attrgetter("effective_on")):
        if event.effective_on <= on and (event.is_final or not public):
            standing = _transition(standing, event)
    return standing


def _transition(standing: _Standing, event: EventFacts) -> _Standing:
    """Return the standing after one event."""
    expires_on, lasting, filings = standing
    kind = event.kind
    if kind == ISSUED:
        return _Standing(event.expires_on, lasting, filings)
    if kind == EXTENDED:
        return _Standing(event.expires_on, lasting, filings - {event.application_reference})
    if kind == FILED:
        if expires_on is None or event.effective_on > expires_on:
            return standing
        return _Standing(expires_on, lasting, filings | {event.application_reference})
    if kind == FILING_CLOSED:
        return _Standing(expires_on, lasting, filings - {event.application_reference})
    return _Standing(expires_on, LASTING.get((lasting, kind), lasting), filings)
