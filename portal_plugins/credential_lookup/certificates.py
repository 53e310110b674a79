"""A certificate as the pages show it: the public fields, and the status in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.sdk.lookup import STATUS_MEANINGS, LookupRow, Status

__all__ = ["Certificate", "StatusWord", "list_status_words", "say_validity"]

# The color of the tag only helps; the word says it all.
TAG_STATES = {
    Status.ACTIVE: "good",
    Status.IN_PROCESS: "warning",
    Status.EXPIRED: "neutral",
    Status.SUSPENDED: "bad",
    Status.REVOKED: "bad",
    Status.SURRENDERED: "bad",
    Status.SUPERSEDED: "neutral",
    Status.NOT_YET_VALID: "info",
}


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A status with its meaning and the state of its tag."""

    label: str
    meaning: str
    state: str

    @classmethod
    def of(cls, status: Status) -> StatusWord:
        """Return the word for a status in the reader's language."""
        return cls(capfirst(str(status.label)), str(STATUS_MEANINGS[status]), TAG_STATES[status])


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the public sees of a certificate."""

    row: LookupRow
    status: StatusWord

    @classmethod
    def of(cls, row: LookupRow) -> Certificate:
        """Return the certificate with its status in words."""
        return cls(row, StatusWord.of(row.status))


def list_status_words() -> list[StatusWord]:
    """Return every word that a certificate's status can be."""
    return [StatusWord.of(status) for status in Status]


def say_validity(status: Status, day: str) -> tuple[str, str]:
    """Return the kind of notice and the statement of validity on a day, given as text."""
    if status is Status.ACTIVE:
        return "success", _("Valid on %(day)s") % {"day": day}
    if status is Status.IN_PROCESS:
        return "warning", _("Renewal in process on %(day)s") % {"day": day}
    words = {"day": day, "status": status.label}
    return "error", _("Not valid on %(day)s: %(status)s") % words
