"""Changes of the person's record that an application proposes, each of which whoever approves it takes over or not.

What else follows from an approval is planned by the service (``effects``); it is not a matter of choice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from portal.definitions.record_paths import SSN, parts_of
from portal.definitions.serialization import content_hash
from portal.lifecycle.cases import Case
from portal.lifecycle.effects import Effect, WriteBack
from portal.lifecycle.errors import RecordChangedError
from portal.lifecycle.runs import PERSON_COLUMNS
from portal.records.applications.models import Application
from portal.records.people.models import Person
from portal.records.ssn.keeping import masks_of, recorded_reference
from portal.records.ssn.numbers import HIDDEN

__all__ = [
    "RECORD_KEPT",
    "AcceptedChanges",
    "ProposedChange",
    "check_unchanged",
    "digest_changes",
    "list_kept",
    "propose_changes",
    "settle_changes",
]

RECORD_KEPT = "RecordKept"
"""How a decision stores that a proposed change was not taken over, in place of an effect."""


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """An answer that differs from the record's value at its path; ``is_suggested``: the service would take it over."""

    path: str
    before: str
    after: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class AcceptedChanges:
    """The paths to take over, and the digest of all the changes among which somebody chose."""

    paths: frozenset[str]
    seen: str


def propose_changes(case: Case, effects: Iterable[Effect]) -> list[ProposedChange]:
    """Return how bound answers and what the service writes back differ from the record, in the order asked.

    An answer that was left as the record had it proposes nothing, whatever the record holds by now.
    ``effects`` are those of an approval; what they write to no path of the records is not among the changes.
    """
    record = case.context.record
    suggested = {effect.path: effect.value for effect in effects if isinstance(effect, WriteBack)}
    proposed = {
        path: value or ""
        for step in case.steps
        for question in step.fields
        for path, value in parts_of(
            question.binding, case.answers.get(step.id, {}).get(question.id)
        )
        if path in PERSON_COLUMNS
    }
    values = {**proposed, **{path: suggested[path] for path in suggested if path in PERSON_COLUMNS}}
    left = case.left_as_recorded
    return [
        ProposedChange(path, record[path] or "", value, is_suggested=path in suggested)
        for path, value in values.items()
        if value not in {record[path] or "", left.get(path)}
    ] + list(_propose_number(case))


def _propose_number(case: Case) -> Iterator[ProposedChange]:
    """Yield the Social Security number, masked, where a bound question was answered with another than is on record."""
    known, recorded = case.context.ssns, str(case.context.record.get(SSN) or "")
    for step in case.steps:
        for question in step.fields:
            given = str(case.answers.get(step.id, {}).get(question.id) or "")
            if question.binding == SSN and given not in {"", recorded}:
                before, after = known.get(recorded, ""), known.get(given, HIDDEN)
                yield ProposedChange(SSN, before, after, is_suggested=True)


def digest_changes(changes: Sequence[ProposedChange]) -> str:
    """Return what tells these changes from any others, to be sent along with the choice among them."""
    return content_hash([asdict(change) for change in changes])


def settle_changes(
    effects: Sequence[Effect], changes: Sequence[ProposedChange], accepted: AcceptedChanges | None
) -> list[Effect]:
    """Return the effects with those changes that were accepted; None accepts what the service suggests.

    Raises RecordChangedError where the choice was among other changes, or names one that was not among them.
    """
    if accepted is None:
        numbers = (WriteBack(each.path, each.after) for each in changes if each.path == SSN)
        return [*effects, *numbers]
    paths = {change.path for change in changes}
    if accepted.seen != digest_changes(changes) or accepted.paths - paths:
        raise RecordChangedError
    others = [
        effect
        for effect in effects
        if not (isinstance(effect, WriteBack) and effect.path in PERSON_COLUMNS)
    ]
    taken = [change for change in changes if change.path in accepted.paths]
    return [*others, *(WriteBack(change.path, change.after) for change in taken)]


def check_unchanged(application: Application, changes: Iterable[ProposedChange]) -> None:
    """Lock the person's row; raise RecordChangedError where it holds other values than the changes were made from.

    There is nothing to lock of somebody without an account.
    """
    if application.person_id is None:
        return
    person = Person.objects.select_for_update().get(pk=application.person_id)
    for change in changes:
        if _on_record(person, change.path) != change.before:
            raise RecordChangedError


def _on_record(person: Person, path: str) -> Any:
    if path != SSN:
        return getattr(person, PERSON_COLUMNS[path])
    return masks_of(person_id=person.pk, application_id=0).get(recorded_reference(person.pk), "")


def list_kept(
    changes: Iterable[ProposedChange], effects: Collection[Effect]
) -> list[dict[str, Any]]:
    """Return what a decision stores of the changes that were not taken over: their paths, no value."""
    written = {effect.path for effect in effects if isinstance(effect, WriteBack)}
    return [
        {"effect": RECORD_KEPT, "path": change.path}
        for change in changes
        if change.path not in written
    ]
