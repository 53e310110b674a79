"""Who may act on an application: guards in pairs, ``check_`` for operations, ``can_`` for screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.lifecycle.errors import NotAllowedError
from portal.records.applications.models import Application

__all__ = ["can_decide", "check_can_decide"]


def check_can_decide(user: Any, application: Application) -> None:
    """Raise NotAllowedError unless the user may decide this file.

    Nobody decides on their own file (DESIGN, life of an application).
    """
    if not user.is_active or not user.has_perm("records.decide_application"):
        raise NotAllowedError(_("Your role does not decide applications."))
    if application.person.account_id == user.pk:
        raise NotAllowedError(_("This is your own application: a colleague must decide it."))


def can_decide(user: Any, application: Application) -> bool:
    """Tell whether the user may decide this file."""
    try:
        check_can_decide(user, application)
    except NotAllowedError:
        return False
    return True
