"""Who may act on an application: guards in pairs, ``check_`` for operations, ``can_`` for screens."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.reviewing import REVIEWER_PERMISSIONS, reviewed_with, reviewers_of
from portal.lifecycle.errors import NotAllowedError
from portal.records.applications.models import Application
from portal.records.evidence.operations import EvidenceNotAllowedError, check_can_settle

__all__ = [
    "ASSIGN",
    "can_decide",
    "can_open_documents",
    "check_can_assign",
    "check_can_decide",
    "check_can_open_documents",
    "check_can_settle_claims",
    "opens_documents",
    "settles_evidence",
]

ASSIGN = "records.assign_application"


def check_can_decide(user: Any, application: Application) -> None:
    """Raise NotAllowedError unless the user may decide this file.

    It takes the permission that the application's own version names as its reviewers. Nobody
    decides on their own file (DESIGN, life of an application).
    """
    if not _reviews(user, application):
        raise NotAllowedError(_("Your role does not decide this application."))
    if application.account_id == user.pk:
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
    if application.account_id == user.pk:
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
    return reviewed_with(_held(user), version=f"{application}__version")


def check_can_settle_claims(user: Any, application: Application) -> None:
    """Raise EvidenceNotAllowedError unless the user verifies evidence and works on this service.

    It takes both permissions: to verify, and the one that the application's own version names as its reviewers. Nobody
    settles their own.
    """
    check_can_settle(user, application.account_id)
    if not _reviews(user, application):
        raise EvidenceNotAllowedError(
            _("Your role does not settle what applications of this service claim.")
        )


def settles_evidence(user: Any) -> Q:
    """Return the condition that an item of evidence was not claimed in a service that the user does not work on.

    It is empty for who works on all.
    """
    condition = reviewed_with(_held(user))
    if not condition:
        return Q()
    claiming = Application.objects.filter(reference=OuterRef("application_reference"))
    return ~Q(Exists(claiming.exclude(condition)))


def _held(user: Any) -> frozenset[str]:
    return frozenset(filter(user.has_perm, REVIEWER_PERMISSIONS))


def _reviews(user: Any, application: Application) -> bool:
    version = application.version
    reviewers = reviewers_of(get_compiled(version.pk, version.content_hash).spec)
    return bool(user.is_active and user.has_perm(reviewers))
