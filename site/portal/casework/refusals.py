"""What staff are told when an operation refuses: a status and a plain sentence for each reason."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.casework.wording import account_name
from portal.lifecycle.errors import (
    AlreadyDecidedError,
    AlreadyEligibleError,
    DocumentsOpenError,
    EvidenceOpenError,
    NotAllowedError,
    PaymentOpenError,
    RecordChangedError,
    StalePrivateAnswersError,
)
from portal.lifecycle.outcomes import DocumentOutcomeError
from portal.plugins.guard import PluginFailedError
from portal.records.applications.decisions import Decision
from portal.records.documents.scanning import DocumentNotWaitingError
from portal.records.evidence.operations import EvidenceNotAllowedError, EvidenceRefusedError

__all__ = ["Refusal", "explain_refusal"]

OPEN_OR_SETTLED = (
    AlreadyEligibleError,
    DocumentOutcomeError,
    DocumentsOpenError,
    EvidenceOpenError,
    EvidenceRefusedError,
    PaymentOpenError,
)
"""What is told in the words of the operation itself: something is open still, or settled already."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to an act that was not done."""

    status: HTTPStatus
    message: str


def explain_refusal(error: Exception, decision: Decision | None = None) -> Refusal:
    """Return how to tell an error; ``decision`` is the one that came first, where there is one."""
    if isinstance(error, NotAllowedError | EvidenceNotAllowedError):
        return Refusal(HTTPStatus.FORBIDDEN, str(error))
    if isinstance(error, OPEN_OR_SETTLED):
        return Refusal(HTTPStatus.CONFLICT, str(error))
    if isinstance(error, DocumentNotWaitingError):
        text = _(
            "Nothing was scanned: the virus check of this document is done. Its state is below."
        )
        return Refusal(HTTPStatus.CONFLICT, text)
    if isinstance(error, StalePrivateAnswersError):
        text = _(
            "A colleague has saved these questions meanwhile. What you typed is still here, and what "
            "is stored is shown with it. Save again to replace it."
        )
        return Refusal(HTTPStatus.CONFLICT, text)
    if isinstance(error, AlreadyDecidedError):
        return Refusal(HTTPStatus.CONFLICT, _already_decided(decision))
    if isinstance(error, RecordChangedError):
        text = _(
            "Nothing was decided yet: the person's record has changed since you opened this page. Look at "
            "what would be taken over, and choose again."
        )
        return Refusal(HTTPStatus.CONFLICT, text)
    if isinstance(error, PluginFailedError):
        text = _(
            "The part of the portal that runs this service has a fault, so nobody can tell what "
            "would follow from a decision. It cannot be decided until the fault is mended."
        )
        return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, text)
    text = _("Nothing was decided: the records do not allow what would follow. %(reason)s")
    return Refusal(HTTPStatus.CONFLICT, text % {"reason": error})


def _already_decided(decision: Decision | None) -> str:
    if decision is None:
        return _("This application is not waiting for a decision.")
    return _("%(name)s has already decided this application, on %(moment)s: %(outcome)s.") % {
        "name": account_name(decision.decided_by),
        "moment": date_format(localtime(decision.decided_at), "DATETIME_FORMAT"),
        "outcome": decision.get_outcome_display(),
    }
