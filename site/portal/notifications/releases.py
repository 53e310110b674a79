"""Tells those who watch over services of releases that failed: nothing of them is published, and people wait for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from portal.definitions.switching import OVERSEE
from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.records.releases.judging import describe_failure
from portal.records.releases.models import Release

__all__ = ["queue_release_failures"]

LOOKED_BACK = timedelta(days=2)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def queue_release_failures(*, at: datetime) -> int:
    """Queue a message a failed release and overseer; return how many. Safe to repeat; 1 SQL where nothing failed."""
    failed = list(
        Release.objects.filter(state=Release.State.FAILED, ended_at__gte=at - LOOKED_BACK)
    )
    if not failed:
        return 0
    overseers = get_user_model()._default_manager.with_perm(OVERSEE, backend=BACKEND)
    with transaction.atomic():
        recipients = list(overseers.exclude(email="").values_list("pk", "email"))
        for release in failed:
            context = _facts(release)
            for key, email in recipients:
                queue_message(
                    kind=Kind.RELEASE_FAILED.value,
                    dedup_key=f"{Kind.RELEASE_FAILED.value}:{release.pk}:{release.ended_at}:{key}",
                    recipient=email,
                    language=settings.LANGUAGE_CODE,
                    context=context,
                    at=at,
                )
    return len(failed) * len(recipients)


def _facts(release: Release) -> dict[str, str]:
    with translation.override(settings.LANGUAGE_CODE):
        place, reason = describe_failure(release)
    return {
        "release": release.name,
        "place": place,
        "reason": reason,
        "release_url": settings.PORTAL_BASE_URL
        + reverse("releases:release", args=[release.public_id]),
    }
