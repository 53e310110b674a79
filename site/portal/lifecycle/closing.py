"""Announces drafts whose last day is near, so that their owners can be reminded in time; writes nothing itself.

How long a draft is kept is retention's, who may send is judged by ``admission``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from portal.definitions.compiled import get_compiled
from portal.definitions.periods import Days, last_day_of, last_open_day
from portal.definitions.spec import WizardSpec
from portal.lifecycle.events import draft_closing
from portal.records.applications.models import Application
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["announce_closing", "last_day_of_draft"]

KEYS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Terms:
    """The days of every version that has any, and which version each service offers."""

    days: dict[int, Days]
    offered: dict[str, int]

    @classmethod
    def read(cls) -> _Terms:
        """Read them; two queries, and what compiling has not seen yet."""
        with_days = Q(definition__has_any_keys=["opens_on", "closes_on"])
        found = WizardVersion.objects.filter(with_days).values_list("pk", "content_hash")
        specs = {key: get_compiled(key, content_hash).spec for key, content_hash in found}
        services = Wizard.objects.values_list("key", "current_version_id")
        return cls(
            {key: _days(spec) for key, spec in specs.items()},
            {key: version for key, version in services if version is not None},
        )

    def last_day(self, version_id: int, service_key: str, on: date) -> date | None:
        """Return the last day on which a draft of a version may be sent; None without one."""
        without = (None, None)
        versions = {version_id, self.offered.get(service_key, version_id)}
        return last_open_day((self.days.get(each, without) for each in versions), on)


def _days(spec: WizardSpec) -> Days:
    return spec.opens_on, spec.closes_on


def announce_closing(*, on: date, ahead: int, at: datetime) -> int:
    """Announce each draft that can be sent for so many days more or fewer; return how many.

    Whoever began within these days is not told the same day. A day that was announced is announced again each time:
    listeners say the same once. One short transaction a draft, which is looked at again first.
    """
    terms = _Terms.read()
    return sum(_announce(key, terms, on, ahead, at) for key in _candidates(terms, on, ahead))


def _candidates(terms: _Terms, on: date, ahead: int) -> Iterator[int]:
    """Yield the keys of drafts of the versions whose last day is near, in order; memory stays flat."""
    until = on + timedelta(days=ahead)
    near = [key for key, (_first, last) in terms.days.items() if last and on <= last <= until]
    keys = [service for service, version in terms.offered.items() if version in near]
    drafts = Application.objects.filter(
        Q(version_id__in=near) | Q(service_key__in=keys),
        stage=Application.Stage.DRAFT,
        submitted_at=None,
    )
    after = 0
    while near and (
        found := list(
            drafts.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:KEYS_AT_ONCE]
        )
    ):
        yield from found
        after = found[-1]


@transaction.atomic
def _announce(key: int, terms: _Terms, on: date, ahead: int, at: datetime) -> bool:
    draft = Application.objects.select_for_update().filter(pk=key, submitted_at=None).first()
    if draft is None:
        return False
    last = terms.last_day(draft.version_id, draft.service_key, on)
    if last is None or on < _told_from(last, ahead, localdate(draft.started_at)):
        return False
    draft_closing.send(sender=Application, draft=draft, closes_on=last, at=at)
    return True


def _told_from(last: date, ahead: int, started_on: date) -> date:
    """Return the first day on which the owner is told: some days before the last one, and not on the very first."""
    return max(last - timedelta(days=ahead), started_on + timedelta(days=1))


def last_day_of_draft(draft: Application, *, on: date) -> tuple[date | None, bool]:
    """Return the last day on which a draft can be, or could be, sent, and whether it is over; None without one."""
    offered = Wizard.objects.filter(key=draft.service_key).values_list("current_version_id")
    rows = WizardVersion.objects.filter(Q(pk=draft.version_id) | Q(pk__in=offered))
    found = [get_compiled(*row).spec for row in rows.values_list("pk", "content_hash")]
    return last_day_of([_days(spec) for spec in found], on)
