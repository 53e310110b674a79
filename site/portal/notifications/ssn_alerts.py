"""Tells those who answer for Social Security numbers of every reading, and of every refused one, as it happens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.records.ssn.events import ssn_read
from portal.records.ssn.models import SSNReading
from portal.records.ssn.reading import REOPEN

__all__ = ["connect"]

BACKEND = "django.contrib.auth.backends.ModelBackend"


def connect() -> None:
    """Listen; safe to repeat."""
    ssn_read.connect(_on_read, dispatch_uid="notifications.ssn_read")


def _on_read(*, reading: SSNReading, at: datetime, **_kwargs: Any) -> None:
    """Queue a message to each overseer, whoever read; the number is in none."""
    overseers = get_user_model()._default_manager.with_perm(REOPEN, backend=BACKEND)
    reader = reading.actor
    context = {
        "reader": (reader.get_full_name() or reader.get_username()) if reader else "",
        "ein": reading.person.ein or "",
        "ssn_outcome": reading.outcome,
        "ssn_reason": reading.reason,
        "readings_url": settings.PORTAL_BASE_URL + reverse("ssn_readings"),
    }
    for key, email in overseers.exclude(email="").values_list("pk", "email"):
        queue_message(
            kind=Kind.SSN_READ.value,
            dedup_key=f"{Kind.SSN_READ.value}:{reading.pk}:{key}",
            recipient=email,
            language=settings.LANGUAGE_CODE,
            context=context,
            at=at,
        )
