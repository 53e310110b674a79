"""The part of a release that is a proposed change of reference rows, such as a fee: approved together with the rest.

Whoever plans the release is the second person; what a change is, and who may approve it, is asked of the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.casework.registered.changes import ReferenceChangeAdmin, name_change
from portal.casework.registered.statements import new_facts
from portal.records.reference.changes import (
    APPROVE,
    ChangeNotAllowedError,
    ChangeOutdatedError,
    ChangeRefusedError,
    approve_change,
    check_can_decide_change,
    is_outdated,
    read_change,
)
from portal.records.reference.models import ReferenceChange
from portal.records.releases.kinds import (
    Part,
    PartFault,
    PartKind,
    PartPreview,
    PartRefusedError,
    PreviewLine,
    register_kind,
)
from portal.users.models import User

__all__ = ["ReferenceKind"]

MOST_CHOICES = 200
State = ReferenceChange.State


class ReferenceKind(PartKind):
    """A proposal that waits for a second person."""

    name = "reference_change"
    title = gettext_lazy("Proposed changes of reference rows, such as fees")
    help_text = gettext_lazy(
        "Those that somebody else proposed. Their own first day stays as it is."
    )
    permission = APPROVE
    faults = {
        "gone": gettext_lazy("The proposal is gone."),
        "own_change": gettext_lazy(
            "Whoever planned or carries out the release proposed this change: somebody else must do it."
        ),
        "decided_meanwhile": gettext_lazy(
            "The proposal was approved, refused or taken back since the release was planned."
        ),
        "changed_meanwhile": gettext_lazy(
            "What this change replaces has itself changed since. Propose it again."
        ),
        "unreadable": gettext_lazy("The proposal can no longer be read as a row:"),
    }

    def choices(self, planner: User) -> list[tuple[str, str]]:
        """Return what others proposed and what waits, the latest first."""
        waiting = ReferenceChange.objects.filter(state=State.PROPOSED)
        others = waiting.exclude(proposed_by=planner)[:MOST_CHOICES]
        return [(str(change.pk), _say(change)) for change in others]

    def pick(self, value: str) -> Part:
        """Return the part of a proposal by its key."""
        change = _find(value)
        if change is None:
            raise PartRefusedError(PartFault("gone", value))
        facts = {"change": change.pk, "title": _say(change)}
        return Part(self.name, f"reference change {change.pk}", facts)

    def describe(self, part: Part) -> str:
        """Name the row as it was called when the release was planned."""
        return _("Proposed change: %(subject)s") % {"subject": part.facts["title"]}

    def check(self, part: Part, *, planner: User, at: datetime) -> list[PartFault]:
        """Judge the proposal as approving it would."""
        change = _find(part.facts["change"])
        return [PartFault("gone")] if change is None else list(_find_faults(change, planner))

    def preview(self, part: Part) -> PartPreview:
        """Return the facts that would be new, each with what holds on its first day now, and the proposal's page."""
        change = _find(part.facts["change"])
        if change is None or change.state != State.PROPOSED:
            return PartPreview()
        url = ReferenceChangeAdmin.address(change.pk)
        return PartPreview(list(_list_new(change)), url=url)

    def apply(self, part: Part, *, actor: User, at: datetime) -> None:
        """Approve it in the caller's transaction."""
        try:
            approve_change(change_id=part.facts["change"], by_id=actor.pk, at=at)
        except ReferenceChange.DoesNotExist as error:
            raise PartRefusedError(PartFault("gone")) from error
        except ChangeNotAllowedError as error:
            raise PartRefusedError(PartFault("own_change")) from error
        except ChangeOutdatedError as error:
            raise PartRefusedError(PartFault("changed_meanwhile")) from error
        except ChangeRefusedError as error:
            raise PartRefusedError(PartFault("unreadable", str(error))) from error


def _find(key: Any) -> ReferenceChange | None:
    if not str(key).isdecimal():
        return None
    return ReferenceChange.objects.filter(pk=key).first()


def _say(change: ReferenceChange) -> str:
    """Return what a proposal is about, and from which day."""
    try:
        first = read_change(change)[1].period[0]
    except ChangeRefusedError:
        return name_change(change)
    words = {"subject": name_change(change), "first": date_format(first, "DATE_FORMAT")}
    return _("%(subject)s, from %(first)s") % words


def _find_faults(change: ReferenceChange, planner: User) -> Iterator[PartFault]:
    if change.state != State.PROPOSED:
        yield PartFault("decided_meanwhile")
        return
    try:
        check_can_decide_change(planner, change)
        if is_outdated(change):
            yield PartFault("changed_meanwhile")
    except ChangeNotAllowedError:
        yield PartFault("own_change")
    except ChangeRefusedError as error:
        yield PartFault("unreadable", str(error))


def _list_new(change: ReferenceChange) -> Iterator[PreviewLine]:
    """Yield each fact that the proposal says otherwise than what holds on its first day."""
    where = _say(change)
    for label, before, after in new_facts(*read_change(change)):
        yield PreviewLine(where, label, before, after)


register_kind(ReferenceKind())
