"""What the screens of mailed payments share: the permission, who acts, the way back, and how an act ends."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework.permissions import PermissionGuard
from portal.users.models import User

__all__ = ["RECEIVE", "ReceivingGuard", "ReceivingPage"]

RECEIVE = "records.receive_mail"


class ReceivingGuard(PermissionGuard):
    """A view for those who enter mailed payments."""

    permissions: ClassVar[tuple[str, ...]] = (RECEIVE,)
    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def actor_id(self) -> int:
        """Return who acts; the admin lets nobody in without an account."""
        assert isinstance(self.request.user, User)
        return self.request.user.pk

    def lead_back(self, *steps: dict[str, str]) -> list[dict[str, str]]:
        """Return the way from the list of batches."""
        return [{"url": reverse("receiving:list"), "label": _("Mailed payments")}, *steps]


class ReceivingPage(ReceivingGuard, WagtailAdminTemplateMixin):
    """A page of the admin among these screens."""

    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        here = {"url": "", "label": str(self.get_page_title())}
        return [*self.breadcrumbs_items, *self.lead_back(here)]
