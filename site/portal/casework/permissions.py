"""The names of the permissions that open staff screens, and the guard of a view.

Which role holds them is the table of portal.accounts; who may decide is portal.lifecycle's policy.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

__all__ = ["VIEW_FILE", "VIEW_PERSON", "VIEW_QUEUE", "PermissionGuard"]

VIEW_QUEUE = "records.view_queue"
VIEW_FILE = "records.view_application_file"
VIEW_PERSON = "records.view_person_record"


class PermissionGuard:
    """A view that needs permissions by name; the Wagtail admin tells who lacks one."""

    permissions: ClassVar[tuple[str, ...]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse before anything is read."""
        if not self.lets_in(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def lets_in(self, user: Any) -> bool:
        """Tell whether somebody holds all of the permissions."""
        return bool(user.has_perms(self.permissions))
