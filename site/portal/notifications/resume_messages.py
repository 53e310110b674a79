"""Writes to somebody without an account who wants to come back to a form.

A message names its link; the link is worked out when the message leaves (``catalogue``) and is in no table.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language
from portal.lifecycle.events import resume_link_sent
from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.records.applications.links import ResumeLink

__all__ = ["connect"]


def connect() -> None:
    """Listen; safe to repeat."""
    resume_link_sent.connect(_on_sent, dispatch_uid="notifications.resume_link_sent")


def _on_sent(*, link: ResumeLink, at: datetime, **_kwargs: Any) -> None:
    """Write to the address that was given, in the language it was given in."""
    version = link.application.version
    spec = get_compiled(version.pk, version.content_hash).spec
    queue_message(
        kind=Kind.RESUME_LINK.value,
        dedup_key=f"{Kind.RESUME_LINK.value}:{link.application_id}:{link.number}",
        recipient=link.email,
        language=link.language,
        context={
            "link_id": str(link.public_id),
            "service": in_language(spec.title, link.language),
            "expires_on": localdate(link.expires_at).isoformat(),
        },
        at=at,
    )
