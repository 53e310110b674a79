"""When a credential may be renewed and until when the renewal lasts; pure, from its dated terms.

Nothing here is a constant of the law: months and weeks come with the terms. Who may apply is asked
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.dated.months import add_months

__all__ = [
    "RenewalTerms",
    "RenewalWindow",
    "WindowState",
    "first_expiry",
    "renewal_window",
    "renewed_expiry",
]


class RenewalTerms(Protocol):
    """What renewal reads of a type's terms; a CredentialTypeTerms row has it."""

    @property
    def is_active(self) -> bool: ...
    @property
    def is_renewable(self) -> bool: ...
    @property
    def validity_months(self) -> int | None: ...
    @property
    def renewal_opens_months(self) -> int | None: ...
    @property
    def renewal_advised_weeks(self) -> int | None: ...


class WindowState(models.TextChoices):
    """Where a day lies in the renewal window."""

    TOO_EARLY = "too_early", _("too early")
    OPEN = "open", _("open")
    ADVISED_PASSED = "advised_passed", _("open, later than advised")
    AFTER_EXPIRY = "after_expiry", _("after expiry")
    NOT_RENEWABLE = "not_renewable", _("not renewable")


@dataclass(frozen=True, slots=True)
class RenewalWindow:
    """The days that matter to a holder; ``closes_on`` is the last day that counts as timely."""

    state: WindowState
    opens_on: date | None = None
    advised_by: date | None = None
    closes_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether a renewal filed that day counts as filed in time."""
        return self.state in (WindowState.OPEN, WindowState.ADVISED_PASSED)


def renewal_window(terms: RenewalTerms | None, expires_on: date | None, on: date) -> RenewalWindow:
    """Return the window around an expiry date and where ``on`` lies in it.

    It opens ``renewal_opens_months`` before expiry (always, where the terms name none) and closes
    with the expiry date. Filing is advised ``renewal_advised_weeks`` before; later is still timely.
    """
    if terms is None or expires_on is None or not (terms.is_active and terms.is_renewable):
        return RenewalWindow(WindowState.NOT_RENEWABLE)
    months, weeks = terms.renewal_opens_months, terms.renewal_advised_weeks
    opens_on = None if months is None else add_months(expires_on, -months)
    advised_by = None if weeks is None else expires_on - timedelta(weeks=weeks)
    if on > expires_on:
        state = WindowState.AFTER_EXPIRY
    elif opens_on is not None and on < opens_on:
        state = WindowState.TOO_EARLY
    elif advised_by is not None and on > advised_by:
        state = WindowState.ADVISED_PASSED
    else:
        state = WindowState.OPEN
    return RenewalWindow(state, opens_on, advised_by, expires_on)


def first_expiry(validity_months: int, issued_on: date) -> date:
    """Return the last day of validity of a credential issued on a day."""
    return add_months(issued_on, validity_months) - timedelta(days=1)


def renewed_expiry(
    validity_months: int, expires_on: date, *, filed_on: date, decided_on: date
) -> date:
    """Return the new expiry date of a renewed credential.

    No source states the rule (DOMAIN 11: X), so this is a design choice: filed by the expiry date,
    the new term follows the old one without gap or overlap, however long the decision took; filed
    later, it runs from the day of the decision, and the days between stay expired.
    """
    if filed_on <= expires_on:
        return add_months(expires_on, validity_months)
    return first_expiry(validity_months, decided_on)
