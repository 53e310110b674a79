"""Nobody decides on a payment of their own: the guard of every act by which staff settle money."""

from __future__ import annotations

from portal.records.applications.models import Application

__all__ = ["OwnPaymentError", "check_not_own"]


class OwnPaymentError(Exception):
    """Whoever acts is the applicant; a colleague has to."""


def check_not_own(application: Application, by_id: int) -> None:
    """Raise OwnPaymentError where the application is the actor's own; its person must be known."""
    if application.account_id == by_id:
        raise OwnPaymentError(application.pk)
