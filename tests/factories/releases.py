"""Releases, and a kind of parts that only notes that it was published; it can be told to refuse or to break."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.records.audit.models import AuditEvent
from portal.records.audit.operations import record_event
from portal.records.models import Release
from portal.records.releases import kinds
from portal.records.releases.kinds import (
    Part,
    PartFault,
    PartKind,
    PartPreview,
    PartRefusedError,
    PreviewLine,
    list_kinds,
)
from portal.records.releases.models import ReleasePart
from portal.records.releases.operations import plan_release
from portal.users.models import User

PUBLISHED = "test.published"


class NoteKind(PartKind):
    """Notes in the audit trail that it was published; ``facts`` say how it fails."""

    name = "note"
    title = "Notes"
    faults = {"wrong": "The note is wrong."}

    def describe(self, part: Part) -> str:
        """Return the subject, or break where the facts say so."""
        if part.facts.get("breaks") == "describe":
            raise LookupError("Maren Okafor-Lind")
        return f"Note “{part.subject}”"

    def check(self, part: Part, *, planner: User, at: datetime) -> list[PartFault]:
        """Find what the facts say."""
        if part.facts.get("breaks") == "check":
            raise LookupError("Maren Okafor-Lind")
        return [PartFault("wrong", "5 < 7")] if part.facts.get("is_wrong") else []

    def preview(self, part: Part) -> PartPreview:
        """Return one line."""
        return PartPreview([PreviewLine(part.subject, "noted", "before", "after")], [("Notes", 3)])

    def apply(self, part: Part, *, actor: User, at: datetime) -> None:
        """Note it, then refuse or break where the facts say so."""
        record_event(
            action=PUBLISHED,
            record_type="note",
            record_id=part.subject,
            state={},
            actor_id=actor.pk,
            at=at,
        )
        if part.facts.get("breaks") == "apply":
            raise LookupError("Maren Okafor-Lind")
        if part.facts.get("breaks") == "commit":
            ReleasePart.objects.create(release_id=987_654, kind=part.kind, subject=part.subject)
        if part.facts.get("refuses"):
            raise PartRefusedError(PartFault("wrong", "meanwhile"))


@contextmanager
def with_notes() -> Iterator[None]:
    """Let there be the kind of notes until the block ends."""
    list_kinds()
    kinds._kinds[NoteKind.name] = NoteKind()
    try:
        yield
    finally:
        del kinds._kinds[NoteKind.name]


def note(subject: str, **facts: Any) -> Part:
    """Return a part that notes."""
    return Part(NoteKind.name, subject, facts)


def plan(planner: User, *parts: Part, name: str = "Rules of July", hours: float = 1) -> Release:
    """Plan a release some hours from now."""
    now = timezone.now()
    return plan_release(
        name=name, due_at=now + timedelta(hours=hours), parts=parts, planner=planner, at=now
    )


def list_notes() -> list[str]:
    """Return what was noted, in order."""
    return list(
        AuditEvent.objects.filter(action=PUBLISHED)
        .order_by("id")
        .values_list("record_id", flat=True)
    )
