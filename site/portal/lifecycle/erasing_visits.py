"""Erases what somebody without an account has typed or sent: a draft whole, of a submission what is not its core.

What was written to them is a matter of portal.accounts, as it is of people.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from portal.lifecycle.erasing import REQUEST, ErasureRefusedError, redact_submission
from portal.lifecycle.retention.drafts import lock_draft, remove_draft
from portal.lifecycle.visits import digest_of_key, new_key
from portal.records.applications.links import ResumeLink
from portal.records.applications.models import Application
from portal.records.retention.ledger import enter
from portal.records.retention.models import Erasure

__all__ = ["erase_visit_records"]


def erase_visit_records(
    *,
    application_id: int,
    reason: str,
    actor_id: int | None,
    at: datetime,
    is_repeated: bool = False,
) -> str:
    """Erase in the caller's transaction and return what went: the draft, or the submission.

    No browser opens what stays of it. Raises ErasureRefusedError while it is not decided, unless ``is_repeated``.
    """
    if (draft := lock_draft(application_id)) is not None:
        remove_draft(draft, rule=REQUEST, actor_id=actor_id, at=at)
        return "drafts"
    rows = Application.objects.select_related("version").select_for_update(of=("self",))
    application = rows.get(pk=application_id, person=None)
    if application.stage != Application.Stage.CLOSED and not is_repeated:
        raise ErasureRefusedError(
            _("Application %(reference)s is open. Decide it first.")
            % {"reference": application.reference}
        )
    ResumeLink.objects.filter(application=application).delete()
    application.contact_email, application.visitor_key = "", digest_of_key(new_key())
    application.save(update_fields=["contact_email", "visitor_key"])
    if redact_submission(application, actor_id, at) and not is_repeated:
        enter(
            kind=Erasure.Kind.APPLICATION,
            subject=application.public_id,
            rule=REQUEST,
            reason=reason,
            at=at,
        )
    return "submissions"
