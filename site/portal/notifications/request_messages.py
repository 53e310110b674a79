"""Writes to people whom an applicant named, and to the applicant where one of them does not answer.

A message names its request; the link is worked out when the message leaves (``catalogue``) and is in no table.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language
from portal.lifecycle.events import request_lapsed, request_sent
from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.records.applications.models import Application
from portal.records.applications.requests import ThirdPartyRequest

__all__ = ["connect"]


def connect() -> None:
    """Listen; safe to repeat."""
    request_sent.connect(_on_sent, dispatch_uid="notifications.request_sent")
    request_lapsed.connect(_on_lapsed, dispatch_uid="notifications.request_lapsed")


def _on_sent(
    *, request: ThirdPartyRequest, is_reminder: bool, at: datetime, **_kwargs: Any
) -> None:
    """Write to the person who is asked, with the link."""
    kind = Kind.REFERENCE_REMINDER if is_reminder else Kind.REFERENCE_ASKED
    application = Application.objects.select_related("person", "version").get(
        pk=request.application_id
    )
    context = {
        "request_id": str(request.public_id),
        "application_id": str(application.public_id),
        "name": _on_one_line(request.name),
        "applicant": application.applicant_name,
        "service": _title(application, request.language),
        "expires_on": request.expires_at.date().isoformat(),
    }
    round_ = f"{request.sends}:{request.reminders}"
    queue_message(
        kind=kind.value,
        dedup_key=f"{kind.value}:{request.application_id}:{request.pk}:{round_}",
        recipient=request.email,
        language=request.language,
        context=context,
        at=at,
    )


def _on_lapsed(*, request: ThirdPartyRequest, at: datetime, **_kwargs: Any) -> None:
    """Tell the applicant that another person can be named."""
    application = Application.objects.select_related("person__account", "version").get(
        pk=request.application_id
    )
    recipient = application.holder.mail_address
    if not recipient:
        return
    kind = Kind.REFERENCE_LAPSED
    language = (application.snapshot or {}).get("language") or settings.LANGUAGE_CODE
    queue_message(
        kind=kind.value,
        dedup_key=f"{kind.value}:{request.application_id}:{request.pk}",
        recipient=recipient,
        language=language,
        context={
            "reference": application.reference or "",
            "application_id": str(application.public_id),
            "name": _on_one_line(request.name),
            "service": _title(application, language),
        },
        at=at,
    )


def _title(application: Application, language: str) -> str:
    version = application.version
    return in_language(get_compiled(version.pk, version.content_hash).spec.title, language)


def _on_one_line(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())
