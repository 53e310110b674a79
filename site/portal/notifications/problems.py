"""The daily digest of what is wrong with plugins, for those who watch over services; silent on quiet days.

Says which plugin, which extension point and which kind of failure; nothing that anybody typed.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from portal.definitions.switching import OVERSEE
from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.plugins.failures import list_failures
from portal.plugins.parking import list_parked

__all__ = ["queue_problem_digest"]

LOOKED_BACK = timedelta(days=1)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def queue_problem_digest(*, at: datetime) -> int:
    """Queue today's digest for everybody who is to have it; return how many, 0 without a problem.

    Safe to repeat: nobody has two on one day. No SQL on a quiet day.
    """
    parked = [f"- {each.plugin_id}: {each.detail}" for each in list_parked()]
    failures = _count_failures(at)
    if not parked and not failures:
        return 0
    context = {
        "parked": "\n".join(parked),
        "failures": "\n".join(failures),
        "overview_url": f"{settings.PORTAL_BASE_URL}/admin/plugins/",
    }
    day = timezone.localdate(at)
    overseers = get_user_model()._default_manager.with_perm(OVERSEE, backend=BACKEND)
    with transaction.atomic():
        recipients = list(overseers.exclude(email="").values_list("pk", "email"))
        for key, email in recipients:
            queue_message(
                kind=Kind.PLUGIN_PROBLEMS.value,
                dedup_key=f"{Kind.PLUGIN_PROBLEMS.value}:{day}:{key}",
                recipient=email,
                language=settings.LANGUAGE_CODE,
                context=context,
                at=at,
            )
    return len(recipients)


def _count_failures(at: datetime) -> list[str]:
    """Return a line a place and kind of failure, the most frequent first."""
    found = Counter(
        (failure.plugin_id, failure.point, failure.error)
        for failure in list_failures(since=at - LOOKED_BACK)
    )
    return [
        f"- {plugin_id}, {point}: {error} ({count})"
        for (plugin_id, point, error), count in found.most_common()
    ]
