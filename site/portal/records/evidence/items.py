"""A claimed item of any kind in words of its own, for the people who claim, settle and read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.records.evidence.kinds import EvidenceKind
from portal.records.evidence.models import EvidenceItem

__all__ = ["ClaimedItem"]


@dataclass(frozen=True, slots=True)
class ClaimedItem:
    """An item in words of its own: what it is, where, over which days, and what became of it.

    ``number`` is the hours of a training, the score of a test.
    """

    kind: EvidenceKind
    id: int
    what: str
    subject: str
    where: str
    starts_on: date | None
    ends_on: date | None
    number: Decimal | None
    application_reference: str
    state: EvidenceItem.State
    rejection_reason: str
    settled_at: datetime | None
    settled_by: str

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has verified or rejected it yet."""
        return self.state == EvidenceItem.State.CLAIMED

    @property
    def is_rejected(self) -> bool:
        """Tell whether somebody rejected it."""
        return self.state == EvidenceItem.State.REJECTED

    @property
    def title(self) -> str:
        """Return what and where on one line."""
        return ", ".join(part for part in (self.what, self.subject, self.where) if part)

    @property
    def facts(self) -> str:
        """Return its days and its hours or its score in words, as one line."""
        return ", ".join(part for part in (self._days(), self._number()) if part)

    def _number(self) -> str:
        if self.number is None:
            return ""
        if self.kind is EvidenceKind.TEST_RESULT:
            return _("score %(score)s") % {"score": number_format(self.number.to_integral_value())}
        text = ngettext("%(hours)s hour", "%(hours)s hours", 1 if self.number == 1 else 2)
        return text % {"hours": number_format(self.number.normalize())}

    def _days(self) -> str:
        starts, ends = (
            date_format(day, "DATE_FORMAT") if day else "" for day in (self.starts_on, self.ends_on)
        )
        if self.kind is EvidenceKind.TEST_RESULT:
            return _("taken %(day)s") % {"day": ends}
        if self.kind is not EvidenceKind.EXPERIENCE:
            return _("completed %(day)s") % {"day": ends} if ends else ""
        if ends:
            return _("%(first)s to %(last)s") % {"first": starts, "last": ends}
        return _("since %(day)s") % {"day": starts}
