"""What the screens of payments share: the permission, who acts, and the way back."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.casework.permissions import PermissionGuard
from portal.payments.settlements.recording import IMPORT
from portal.users.models import User

__all__ = ["OVERSEE_PAYMENTS", "PaymentsGuard", "SettlementsGuard"]

OVERSEE_PAYMENTS = "records.oversee_payments"


class PaymentsGuard(PermissionGuard):
    """A view for those who look after payments."""

    permissions: ClassVar[tuple[str, ...]] = (OVERSEE_PAYMENTS,)
    request: HttpRequest

    @property
    def actor(self) -> User:
        """Return who acts; the admin lets nobody in without an account."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def lead_back(self, *steps: dict[str, str]) -> list[dict[str, str]]:
        """Return the way from the overview of payments."""
        return [{"url": reverse("staff_payments:overview"), "label": _("Payments")}, *steps]


class SettlementsGuard(PaymentsGuard):
    """A view for those who import what providers report."""

    permissions: ClassVar[tuple[str, ...]] = (IMPORT,)

    def lead_back(self, *steps: dict[str, str]) -> list[dict[str, str]]:
        """Return the way from the list of reports."""
        here = {"url": reverse("settlements:list"), "label": _("Settlement reports")}
        return super().lead_back(here, *steps)
