"""What the screens of releases share: the permission, the release in the address, the way back, and moments."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _

from portal.casework.permissions import PermissionGuard
from portal.definitions.building.publishing import PUBLISH
from portal.definitions.switching import OVERSEE
from portal.records.releases.models import Release
from portal.users.models import User

__all__ = ["ReleaseGuard", "ReleasePage", "may_release", "say_moment"]


class ReleaseGuard(PermissionGuard):
    """A view for those who oversee services, and for those who publish wizards: these see what they planned."""

    permissions: ClassVar[tuple[str, ...]] = (OVERSEE, PUBLISH)
    request: HttpRequest

    def lets_in(self, user: Any) -> bool:
        """Tell whether somebody holds one of the permissions."""
        return may_release(user)

    @property
    def actor(self) -> User:
        """Return who acts; the admin lets nobody in without an account."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def list_releases(self) -> QuerySet[Release]:
        """Return the releases that may be seen, with those who planned and made them."""
        releases = Release.objects.select_related("made_by", "released_by")
        if self.actor.has_perm(OVERSEE):
            return releases
        return releases.filter(made_by=self.actor)

    def lead_back(self, *steps: dict[str, str]) -> list[dict[str, str]]:
        """Return the way from the list of releases."""
        return [{"url": reverse("releases:list"), "label": _("Releases")}, *steps]


class ReleasePage(ReleaseGuard):
    """A view of one release."""

    kwargs: dict[str, Any]

    @cached_property
    def release(self) -> Release:
        """Return the release in the address; raise Http404."""
        try:
            return self.list_releases().get(public_id=self.kwargs["public_id"])
        except Release.DoesNotExist as error:
            raise Http404 from error


def may_release(user: Any) -> bool:
    """Tell whether somebody may plan releases at all; of what, each kind of parts says."""
    return any(user.has_perm(each) for each in ReleaseGuard.permissions)


def say_moment(moment: datetime) -> str:
    """Return a moment in the bureau's time zone, with the zone's name."""
    zone = get_default_timezone()
    there = localtime(moment, zone)
    return f"{date_format(there, 'DATETIME_FORMAT')} {there.tzname()} ({zone})"
