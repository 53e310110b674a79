"""Who may act on an application: guards in pairs, ``check_`` for operations, ``can_`` for screens."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.reviewing import REVIEWER_PERMISSIONS, reviewed_with, reviewers_of
from portal.lifecycle.errors import NotAllowedError
from portal.records.applications.models import Application

__all__ = [
    "ASSIGN",
    "can_decide",
    "can_open_documents",
    "check_can_assign",
    "check_can_decide",
    "check_can_open_documents",
    "opens_documents",
]

ASSIGN = "records.assign_application"


def check_can_decide(user: Any, application: Application) -> None:
    """Raise NotAllowedError unless the user may decide this file.

    It takes the permission that the application's own version names as its reviewers. Nobody
    decides on their own file (DESIGN, life of an application).
    """
    if not _reviews(user, application):
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


def check_can_open_documents(user: Any, application: Application) -> None:
    """Raise NotAllowedError unless the user works on this service.

    It takes the permission that the application's own version names as its reviewers, as a decision does: what people
    send with an application of one service is not for those who work on another.
    """
    if not _reviews(user, application):
        raise NotAllowedError(_("Your role does not open the documents of this service."))


def can_open_documents(user: Any, application: Application) -> bool:
    """Tell whether the user works on this service, and so opens what was sent with its applications."""
    return _reviews(user, application)


def opens_documents(user: Any, *, application: str = "application") -> Q:
    """Return the condition that a row's application, reached by a path, is of a service that the user works on."""
    held = frozenset(filter(user.has_perm, REVIEWER_PERMISSIONS))
    return reviewed_with(held, version=f"{application}__version")


def _reviews(user: Any, application: Application) -> bool:
    version = application.version
    reviewers = reviewers_of(get_compiled(version.pk, version.content_hash).spec)
    return bool(user.is_active and user.has_perm(reviewers))
