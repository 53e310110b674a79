"""What becomes of the documents that an application was sent with: staff accept or reject each.

Whether a file is clean, and what it shows, is told by the records; what the applicant sends then is in ``replacing``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.lifecycle.assignment import store_derived
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.events import document_rejected
from portal.lifecycle.policies import check_can_decide
from portal.records.applications.models import Application, TimelineEvent
from portal.records.audit.operations import record_event
from portal.records.documents.models import Document, DocumentUse
from portal.users.models import User

__all__ = [
    "DAY_IS_OVER",
    "DocumentOutcomeError",
    "accept_document",
    "can_replace",
    "check_replaceable",
    "hold_own_use",
    "is_over",
    "note_added",
    "reject_document",
]

Outcome = DocumentUse.Outcome
DAY_IS_OVER = gettext_lazy(
    "This day is over: a document that was valid until then can’t be accepted."
)


class DocumentOutcomeError(LifecycleError):
    """A document can't be accepted, rejected or replaced as things stand; the message says why."""


def is_over(expires_on: date, *, at: datetime) -> bool:
    """Tell whether a document that is valid until a day counts no more; on that very day it still does."""
    return expires_on < localdate(at)


@transaction.atomic
def accept_document(
    *, use_id: int, expires_on: date | None, by_id: int, at: datetime
) -> DocumentUse:
    """Accept a document as evidence, and say until when it is valid, so that it can be used again till then.

    One that is accepted until that very day already stays as it is: somebody clicked twice.
    Raises DocumentUse.DoesNotExist, NotAllowedError, or DocumentOutcomeError for a file that is not clean or a day
    that is over.
    """
    use = _lock_open(use_id, by_id)
    if expires_on is not None and is_over(expires_on, at=at):
        raise DocumentOutcomeError(str(DAY_IS_OVER))
    if use.document.scan_state != Document.ScanState.CLEAN:
        raise DocumentOutcomeError(_("Nobody may rely on a file that is not known to be clean."))
    if use.outcome == Outcome.ACCEPTED and use.document.expires_on == expires_on:
        return use
    if expires_on != use.document.expires_on:
        use.document.expires_on = expires_on
        use.document.save(update_fields=["expires_on"])
    return _settle(use, Outcome.ACCEPTED, {"expires_on": expires_on}, by_id, at)


@transaction.atomic
def reject_document(
    *, use_id: int, reason: str, note: str, by_id: int, at: datetime
) -> DocumentUse:
    """Reject a document with a reason; the applicant is told, and may replace it while the application is open.

    Raises DocumentUse.DoesNotExist, NotAllowedError, or DocumentOutcomeError for one that is rejected already.
    """
    use = _lock_open(use_id, by_id)
    if use.outcome == Outcome.REJECTED:
        raise DocumentOutcomeError(_("The document is rejected already, and the applicant knows."))
    _settle(use, Outcome.REJECTED, {"reason": reason, "note": note}, by_id, at)
    TimelineEvent.objects.create(
        application_id=use.application_id,
        kind=TimelineEvent.Kind.DOCUMENT_REJECTED,
        actor_id=by_id,
        happened_at=at,
    )
    document_rejected.send(sender=DocumentUse, use=use, at=at)
    return use


def _lock_open(use_id: int, by_id: int) -> DocumentUse:
    """Return a use that was not replaced, of an application that is still open and that this person may decide.

    The application is held until the transaction ends, as it is by who decides it.
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("person", "version")
        .filter(document_uses=use_id)
        .first()
    )
    if application is None:
        raise DocumentUse.DoesNotExist
    check_can_decide(User.objects.get(pk=by_id), application)
    if application.stage == Application.Stage.CLOSED:
        raise DocumentOutcomeError(_("The application is decided. Its documents stay as they are."))
    known = ("document__person", "application", "replacement")
    use = DocumentUse.objects.select_related(*known).get(pk=use_id)
    if hasattr(use, "replacement"):
        raise DocumentOutcomeError(_("Another file was sent in its place. Look at that one."))
    return use


def _settle(
    use: DocumentUse, outcome: Outcome, facts: dict[str, Any], by_id: int, at: datetime
) -> DocumentUse:
    use.outcome, use.decided_by_id, use.decided_at = outcome, by_id, at
    use.reason, use.note = facts.get("reason", ""), facts.get("note", "")
    use.save()
    store_derived(use.application, None)
    record_event(
        action=f"document.{outcome.value}",
        record_type="documentuse",
        record_id=str(use.pk),
        state={"outcome": outcome.value, **facts},
        actor_id=by_id,
        at=at,
    )
    return use


def check_replaceable(use: DocumentUse) -> None:
    """Raise DocumentOutcomeError unless the document waits to be replaced, as ``can_replace`` tells."""
    if hasattr(use, "replacement"):
        raise DocumentOutcomeError(
            _("Another file was added in its place already. The bureau looks at that one.")
        )
    if not can_replace(use):
        raise DocumentOutcomeError(_("This document does not wait to be replaced."))


def can_replace(use: DocumentUse) -> bool:
    """Tell whether another document may be put in this one's place: it was rejected or set apart; once only."""
    is_open = use.application.stage != Application.Stage.CLOSED
    is_suspect = use.document.scan_state == Document.ScanState.SUSPECT
    is_no_good = is_suspect or use.outcome == Outcome.REJECTED
    return is_open and is_no_good and not hasattr(use, "replacement")


def hold_own_use(use_id: int, account_id: int) -> DocumentUse:
    """Return a document of the account's own application, which is held; raise DocumentUse.DoesNotExist for others."""
    mine = Application.objects.filter(person__account_id=account_id, document_uses=use_id)
    if mine.select_for_update(of=("self",)).first() is None:
        raise DocumentUse.DoesNotExist
    known = ("application", "document", "replacement")
    return DocumentUse.objects.select_related(*known).get(pk=use_id)


def note_added(
    use: DocumentUse, *, action: str, facts: dict[str, Any], account_id: int, at: datetime
) -> None:
    """Write down that an applicant added a document: where the application stands, its timeline, the audit trail."""
    store_derived(use.application, None)
    TimelineEvent.objects.create(
        application_id=use.application_id,
        kind=TimelineEvent.Kind.DOCUMENT_ADDED,
        actor_id=account_id,
        happened_at=at,
    )
    record_event(
        action=action,
        record_type="documentuse",
        record_id=str(use.pk),
        state=facts,
        actor_id=account_id,
        at=at,
    )
