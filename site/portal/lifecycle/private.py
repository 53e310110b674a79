"""What reviewers of an application answer among themselves: who may, and the operation that saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import BigIntegerField, QuerySet

from portal.lifecycle.assignment import lock_undecided
from portal.lifecycle.errors import StalePrivateAnswersError
from portal.lifecycle.policies import check_can_decide
from portal.records.applications.private import PrivateAnswers
from portal.records.audit.operations import record_event
from portal.records.prepared_objects import PreparedObjects

__all__ = ["find_private_answers", "save_private_answers"]

User = get_user_model()


def find_private_answers(application_id: int) -> PrivateAnswers | None:
    """Return what reviewers answered so far, with who saved it; to be shown to reviewers alone."""
    found = _KEPT.fetch(application_id=application_id)
    return found[0] if found else None


def _select_kept(application_id: int) -> QuerySet[PrivateAnswers]:
    kept = PrivateAnswers.objects.filter(application_id=application_id)
    return kept.select_related("saved_by")[:1]


_KEPT = PreparedObjects(_select_kept, application_id=BigIntegerField())


@transaction.atomic
def save_private_answers(
    *,
    application_id: int,
    answers: Mapping[str, Any],
    trace: Sequence[Mapping[str, Any]],
    expected_version: int,
    by_id: int,
    at: datetime,
) -> PrivateAnswers:
    """Store checked answers of the questions for reviewers; ``expected_version`` is 0 before the first save.

    ``trace`` is how the rules came out over them.

    Raises NotAllowedError for anybody but a reviewer of this file, AlreadyDecidedError once it is closed, and
    StalePrivateAnswersError where a colleague saved other answers since. The same answers again change nothing.
    """
    user = User.objects.get(pk=by_id)
    application = lock_undecided(application_id)
    check_can_decide(user, application)
    kept = find_private_answers(application_id)
    if kept is not None and kept.answers == answers:
        return kept
    if expected_version != (kept.version if kept else 0):
        raise StalePrivateAnswersError(application.reference)
    kept = kept or PrivateAnswers(application=application)
    kept.version = expected_version + 1
    kept.answers, kept.trace = dict(answers), list(trace)
    kept.saved_by_id, kept.saved_at = user.pk, at
    kept.save()
    record_event(
        action="application.private_answers_saved",
        record_type="application",
        record_id=str(application.pk),
        state={"version": kept.version, "answers": kept.answers},
        actor_id=user.pk,
        at=at,
    )
    return kept
