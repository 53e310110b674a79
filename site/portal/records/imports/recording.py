"""The job that records a confirmed file, a few rows a transaction, each row once.

Rows say whether they are recorded, in the transaction that records them: whoever takes the job up after
a worker's death goes on with the rest. A file is done when every row is recorded or was left out by somebody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.records.audit.operations import record_event
from portal.records.credentials.models import CredentialType, Endorsement
from portal.records.credentials.recording import KnownCredential, record_credentials
from portal.records.imports.effects import find_effects
from portal.records.imports.matching import Match, find_people, match_row
from portal.records.imports.models import ImportFile, ImportRow
from portal.records.imports.queries import IS_NEW, RECORDABLE, count_rows
from portal.records.imports.storing import forget_rows
from portal.records.jobs.operations import JobRun
from portal.records.jobs.running import JobRefusedError
from portal.records.organizations.operations import StaffPosition, record_staff_memberships
from portal.records.people.models import Person
from portal.records.people.registering import NewPerson, register_people

__all__ = ["record_file"]

ROWS_A_STEP = 100
ADDRESS = ("address_line", "address_town", "address_state", "address_zip")
Outcome, Effect = ImportRow.Outcome, ImportRow.Effect


class RowsChangedError(Exception):
    """Since the check the records have gained somebody who may be meant by a new person's rows."""

    def __init__(self, row: ImportRow, match: Match) -> None:
        super().__init__(row.number)
        self.row, self.match = row, match


def record_file(run: JobRun) -> None:
    """Record what a file has left to record; raise JobRefusedError where a new doubt has come up."""
    file = ImportFile.objects.get(pk=run.parameters["file"])
    done = run.job.done
    if file.state == ImportFile.State.APPLYING:
        with translation.override(str(run.parameters["language"])):
            done = _record_rows(run, file)
        _say_recorded(run, file, done)
    for _count in forget_rows(file):
        run.tell(done)
    run.finish(done)


def _record_rows(run: JobRun, file: ImportFile) -> int:
    """Record what is left, and return how many rows are recorded in all."""
    recordable = file.rows.filter(RECORDABLE)
    run.begin(recordable.count())
    done = recordable.filter(is_recorded=True).count()
    recorder, last = Recorder(file), 0
    while True:
        try:
            with transaction.atomic():
                left = recordable.filter(is_recorded=False, number__gt=last)
                step = list(left.order_by("number")[:ROWS_A_STEP])
                if not step:
                    return done
                recorder.record(step)
                done, last = done + len(step), step[-1].number
                run.reach(done, {"line": last})
        except RowsChangedError as change:
            _hold_back(file, change)


def _say_recorded(run: JobRun, file: ImportFile, done: int) -> None:
    """Say that all is recorded. Counting takes seconds, and nobody changes the rows now: it locks nothing."""
    counts, at = count_rows(file), timezone.now()
    with transaction.atomic():
        ImportFile.objects.filter(pk=file.pk).update(
            state=ImportFile.State.APPLIED, counts=counts, finished_at=at
        )
        record_event(
            action="import.recorded",
            record_type="import",
            record_id=str(file.public_id),
            state=counts,
            actor_id=file.confirmed_by_id,
            at=at,
        )
        run.reach(done, {})


def _hold_back(file: ImportFile, change: RowsChangedError) -> None:
    """Give the rows of a holder to whom the records now know; stop where a person has to tell."""
    match, number = change.match, change.row.number
    rows = file.rows.filter(IS_NEW, holder=change.row.holder, is_recorded=False)
    if match.outcome == Outcome.MATCHED:
        rows.update(outcome=Outcome.MATCHED, person=match.person_id, doubt="", choice="")
        return
    rows.update(
        outcome=Outcome.DOUBTFUL, doubt=match.doubt, candidates=list(match.candidates), choice=""
    )
    text = _(
        "Line %(number)s has become doubtful since the check. Settle it in the matching queue, then go on."
    )
    raise JobRefusedError(text % {"number": number})


class Recorder:
    """Records rows of one file; what they refer to is read once."""

    def __init__(self, file: ImportFile) -> None:
        self.file, self.source = file, f"import {file.public_id}"
        self.types = {each.key: each for each in CredentialType.objects.all()}
        self.endorsements = {each.code: each for each in Endorsement.objects.all()}

    def record(self, rows: Sequence[ImportRow]) -> None:
        """Record some rows, inside the caller's transaction; raise RowsChangedError before anything is written."""
        self._look_again(rows)
        people = self._find_holders(rows)
        pairs: list[tuple[Mapping[str, Any], int | None]] = [
            (row.values, person.pk) for row, person in zip(rows, people, strict=True)
        ]
        effects = find_effects(self.file, pairs)
        otherwise = []
        for row, effect in zip(rows, effects, strict=True):
            if (row.effect, row.differences) != (effect.kind, effect.differences):
                row.effect, row.differences = effect.kind, effect.differences
                otherwise.append(row)
        self._write(rows, people)
        ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(is_recorded=True)
        ImportRow.objects.bulk_update(otherwise, ["effect", "differences"])

    def _look_again(self, rows: Sequence[ImportRow]) -> None:
        """Look whether the records still know nobody who may be a new person; those of this file don't count."""
        new = [row for row in rows if row.outcome == Outcome.NEW and row.person_id is None]
        own = ImportRow.objects.filter(IS_NEW, file=self.file, is_recorded=True)
        known = find_people(
            [row.values for row in new], without=own.values_list("person_id", flat=True)
        )
        for row in new:
            match = match_row(row.values, known)
            if match.outcome != Outcome.NEW:
                raise RowsChangedError(row, match)

    def _find_holders(self, rows: Sequence[ImportRow]) -> list[Person]:
        """Return whom each row is about, registered now where they are new."""
        known = Person.objects.in_bulk([row.person_id for row in rows if row.person_id])
        firsts: dict[str, ImportRow] = {}
        for row in rows:
            if not row.person_id:
                firsts.setdefault(row.holder, row)
        registered = dict(zip(firsts, self._register(list(firsts.values())), strict=True))
        self._note_holders(registered)
        return [known[row.person_id] if row.person_id else registered[row.holder] for row in rows]

    def _register(self, rows: Sequence[ImportRow]) -> list[Person]:
        """Register the holder of each row; an EIN that is somebody else's was a slip, and a new one is issued."""
        people = [_describe_person(row.values) for row in rows]
        if not people:
            return []
        return register_people(people, actor_id=self.file.confirmed_by_id, at=timezone.now())

    def _note_holders(self, registered: Mapping[str, Person]) -> None:
        """Give every row of those who are new, of later steps too, its person."""
        if not registered:
            return
        rows = list(
            ImportRow.objects.filter(
                IS_NEW, file=self.file, holder__in=registered, person=None
            ).only("pk", "holder")
        )
        for row in rows:
            row.person = registered[row.holder]
        ImportRow.objects.bulk_update(rows, ["person"], batch_size=ROWS_A_STEP)

    def _write(self, rows: Sequence[ImportRow], people: Sequence[Person]) -> None:
        """Record what is new; a certificate that differs stays as the records have it."""
        is_roster = self.file.kind == ImportFile.Kind.ROSTER
        wanted = {Effect.NEW, Effect.DIFFERENT} if is_roster else {Effect.NEW}
        pairs = [
            (row.values, person)
            for row, person in zip(rows, people, strict=True)
            if row.effect in wanted
        ]
        if pairs:
            (self._write_memberships if is_roster else self._write_credentials)(pairs)

    def _write_memberships(self, pairs: Sequence[tuple[Mapping[str, Any], Person]]) -> None:
        assert self.file.organization_id is not None
        record_staff_memberships(
            [
                StaffPosition(
                    person_id=person.pk,
                    position=values["position"],
                    starts_on=date.fromisoformat(values["starts_on"]),
                    ends_on=_day(values["ends_on"]),
                )
                for values, person in pairs
            ],
            organization_id=self.file.organization_id,
            source=self.source,
            actor_id=self.file.confirmed_by_id,
            at=timezone.now(),
        )

    def _write_credentials(self, pairs: Sequence[tuple[Mapping[str, Any], Person]]) -> None:
        record_credentials(
            [self._describe_credential(values, person) for values, person in pairs],
            source=self.source,
            actor_id=self.file.confirmed_by_id,
            at=timezone.now(),
        )

    def _describe_credential(self, values: Mapping[str, Any], person: Person) -> KnownCredential:
        on = _day(values["status_on"])
        return KnownCredential(
            person=person,
            credential_type=self.types[values["type"]],
            category=values["category"],
            issued_on=date.fromisoformat(values["issued_on"]),
            expires_on=_day(values["expires_on"]),
            endorsements=[
                (self.endorsements[code], subject) for code, subject in values["endorsements"]
            ],
            number=values["certificate_number"],
            event=(values["status"], on, values["status_is_final"]) if on else None,
        )


def _describe_person(values: Mapping[str, Any]) -> NewPerson:
    return NewPerson(
        first_name=values["first_name"],
        middle_name=values["middle_name"],
        last_name=values["last_name"],
        former_last_name=values["former_last_name"],
        birth_date=_day(values["birth_date"]),
        email=values["email"],
        address={name: values[name] for name in ADDRESS},
        ein=values["ein"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
