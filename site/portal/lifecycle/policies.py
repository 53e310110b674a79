"""Who may act on an application: guards in pairs, ``check_`` for operations, ``can_`` for screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.reviewing import reviewers_of
from portal.lifecycle.errors import NotAllowedError
from portal.records.applications.models import Application

__all__ = ["ASSIGN", "can_decide", "check_can_assign", "check_can_decide"]

ASSIGN = "records.assign_application"


def check_can_decide(user: Any, application: Application) -> None:
    """Raise NotAllowedError unless the user may decide this file.

    It takes the permission that the application's own version names as its reviewers. Nobody
    decides on their own file (DESIGN, life of an application).
    """
    version = application.version
    reviewers = reviewers_of(get_compiled(version.pk, version.content_hash).spec)
    if not user.is_active or not user.has_perm(reviewers):
        raise NotAllowedError(_("Your role does not decide this application."))
    if application.person.account_id == user.pk:
        raise NotAllowedError(_("This is your own application: a colleague must decide it."))


def can_decide(user: Any, application: Application) -> bool:
    """Tell whether the user may decide this file."""
    try:
        check_can_decide(user, application)
    except NotAllowedError:
        return False
    return True


def check_can_assign(user: Any, application: Application) -> None:
    """Raise NotAllowedError unless the user says who works on files, and this is not their own."""
    if not user.is_active or not user.has_perm(ASSIGN):
        raise NotAllowedError(_("Your role does not say who works on this application."))
    if application.person.account_id == user.pk:
        raise NotAllowedError(_("This is your own application: a colleague must assign it."))
