"""What the screens of imports share: the permission, the file in the address, the way back."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.casework.permissions import PermissionGuard
from portal.records.imports.models import ImportFile
from portal.records.imports.operations import IMPORT
from portal.records.imports.queries import list_imports
from portal.users.models import User

__all__ = ["ImportGuard", "ImportPage"]


class ImportGuard(PermissionGuard):
    """A view for those who may import."""

    permissions: ClassVar[tuple[str, ...]] = (IMPORT,)
    request: HttpRequest

    @property
    def actor_id(self) -> int:
        """Return who acts; the admin lets nobody in without an account."""
        assert isinstance(self.request.user, User)
        return self.request.user.pk

    def lead_back(self, *steps: dict[str, str]) -> list[dict[str, str]]:
        """Return the way from the list of imports."""
        return [{"url": reverse("imports:list"), "label": _("Imports")}, *steps]


class ImportPage(ImportGuard):
    """A view of one file."""

    kwargs: dict[str, Any]

    @property
    def public_id(self) -> uuid.UUID:
        """Return the identity in the address."""
        public_id: uuid.UUID = self.kwargs["public_id"]
        return public_id

    @cached_property
    def file(self) -> ImportFile:
        """Return the file in the address; raise Http404."""
        try:
            return list_imports().get(public_id=self.public_id)
        except ImportFile.DoesNotExist as error:
            raise Http404 from error

    @property
    def report_url(self) -> str:
        """Return the address of the file's report."""
        return reverse("imports:report", args=[self.public_id])
