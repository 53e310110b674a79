"""What the lifecycle announces, inside its own transaction, to listeners it need not know.

A listener that raises undoes the operation: put slow or outside work in the outbox.
"""

from __future__ import annotations

from django.dispatch import Signal

__all__ = [
    "application_decided",
    "application_submitted",
    "document_rejected",
    "draft_closing",
    "draft_expiring",
    "found_eligible",
    "request_lapsed",
    "request_sent",
    "resume_link_sent",
]

application_submitted = Signal()  # application=Application, at=datetime
application_decided = Signal()  # application=Application, decision=Decision, at=datetime
document_rejected = Signal()  # use=DocumentUse, at=datetime
draft_closing = Signal()  # draft=Application, closes_on=date, at=datetime
found_eligible = Signal()  # application=Application, due_cents=int, at=datetime
draft_expiring = Signal()  # draft=Application, reminder=DraftReminder, at=datetime
request_sent = Signal()
"""Somebody else was asked or reminded: ``request`` (ThirdPartyRequest), ``is_reminder``, ``at``."""
request_lapsed = Signal()
"""Somebody who was asked declined or let the time pass: ``request`` (ThirdPartyRequest), ``at``."""
resume_link_sent = Signal()
"""A link to come back by goes to somebody without an account: ``link`` (ResumeLink), ``at``."""
