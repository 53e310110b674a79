"""Never half a file: work that dies or stops goes on to the end, nothing twice and nothing lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from config.schedule import tidy_imports
from portal.notifications.regular import WORK
from portal.records.imports import checking, recording
from portal.records.imports.operations import forget_old_imports
from portal.records.jobs.operations import JobRun
from portal.records.models import AuditEvent, Credential, ImportFile, ImportRow, Job, Person
from tests.factories import records as make
from tests.factories.imports import (
    as_csv,
    check,
    confirm,
    legacy_row,
    many_rows,
    told,
    upload,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Killed(BaseException):
    """What ends a worker: no handler of errors sees it."""


def die_at(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, count: int) -> None:
    """Have a function of a module kill its worker at its so-manieth call, once."""
    whole, calls = getattr(module, name), []

    def dying(*args: Any, **kwargs: Any) -> Any:
        calls.append(name)
        if len(calls) == count:
            raise Killed
        return whole(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)


def run_and_die() -> None:
    """Work until the worker is killed; its lease runs out."""
    with pytest.raises(Killed):
        call_command("run_jobs", once=True)
    call_command("run_jobs", once=True)
    assert Job.objects.filter(state="running").count() == 1
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("place", "name", "step"),
    [
        (recording, "register_people", 1),
        (recording, "record_credentials", 1),
        (recording, "record_credentials", 3),
        (JobRun, "reach", 2),
        (JobRun, "reach", 4),
    ],
)
def test_recording_goes_on_where_a_worker_died(
    overseer: Client, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, step: int
) -> None:
    monkeypatch.setattr(recording, "ROWS_A_STEP", 3)
    file = check(overseer, many_rows(10))
    die_at(monkeypatch, place, name, step)
    overseer.post(url_of(file, "confirm/"))

    run_and_die()
    whole = 3 * (step - 1)
    assert (Person.objects.count(), Credential.objects.count()) == (whole, whole)
    assert AuditEvent.objects.filter(action="credential.issued").count() == whole
    call_command("run_jobs", once=True)

    file.refresh_from_db()
    assert (file.state, Person.objects.count(), Credential.objects.count()) == ("applied", 10, 10)
    assert Credential.objects.values("legacy_number").distinct().count() == 10
    assert AuditEvent.objects.filter(action="credential.issued").count() == 10


def test_recording_finds_its_own_certificates_where_the_marks_are_lost(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "ROWS_A_STEP", 3)
    file = check(overseer, many_rows(4))
    die_at(monkeypatch, recording, "record_credentials", 2)
    overseer.post(url_of(file, "confirm/"))
    run_and_die()
    ImportRow.objects.update(is_recorded=False, person=None)

    call_command("run_jobs", once=True)

    file.refresh_from_db()
    assert (file.state, file.counts["effect_unchanged"]) == ("applied", 3)
    assert Credential.objects.count() == 4


def test_check_begins_anew_where_a_worker_died(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LINES_A_STEP", 3)
    die_at(monkeypatch, checking, "clean_lines", 3)
    upload(overseer, as_csv(many_rows(10)))

    run_and_die()
    assert ImportRow.objects.count() == 6
    call_command("run_jobs", once=True)

    file = ImportFile.objects.get()
    assert (file.state, file.rows.count(), file.counts["people_new"]) == ("checked", 10, 10)


def test_recording_that_failed_goes_on_when_somebody_says_so(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "ROWS_A_STEP", 3)
    file = check(overseer, many_rows(10))
    with monkeypatch.context() as fault:
        fault.setattr(recording, "find_effects", lambda *_args: 1 / 0)
        confirm(overseer, file)
    assert (file.state, Credential.objects.count()) == ("applying", 0)
    page = told(overseer.get(url_of(file)))
    assert "The work on this file has stopped. ZeroDivisionError" in page
    assert overseer.post(url_of(file, "discard/")).status_code == 409

    confirm(overseer, file)

    assert (file.state, Credential.objects.count()) == ("applied", 10)


def test_check_that_failed_is_asked_for_again(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as fault:
        fault.setattr(checking, "find_people", lambda *_args: 1 / 0)
        file = check(overseer, [legacy_row()])
    assert (file.state, file.has_stopped) == ("checking", True)

    assert "Check the file again" in told(overseer.get(url_of(file)))
    overseer.post(url_of(file, "check-again/"))
    call_command("run_jobs", once=True)

    file.refresh_from_db()
    assert file.state == "checked"
    assert overseer.post(url_of(file, "check-again/")).status_code == 409


def test_file_is_confirmed_once(overseer: Client) -> None:
    file = check(overseer, [legacy_row()])
    first = overseer.post(url_of(file, "confirm/"))

    second = overseer.post(url_of(file, "confirm/"))

    assert (first.status_code, second.status_code) == (302, 409)
    assert Job.objects.filter(kind="import.record").count() == 1


def test_person_registered_since_the_check_is_not_registered_again(overseer: Client) -> None:
    file = check(overseer, [legacy_row(ein="4000000001")])
    person = make.make_named("Castellane", "Noor", ein="4000000001")

    confirm(overseer, file)

    assert (file.state, Person.objects.count(), person.credentials.count()) == ("applied", 1, 1)


def test_two_copies_of_a_file_checked_side_by_side_are_recorded_once(overseer: Client) -> None:
    copies = [check(overseer, many_rows(3)) for _copy in range(2)]

    for file in copies:
        confirm(overseer, file)

    assert [file.state for file in copies] == ["applied", "applied"]
    assert [file.counts["effect_new"] for file in copies] == [3, 0]
    assert (Person.objects.count(), Credential.objects.count()) == (3, 3)


def test_doubt_that_came_up_since_the_check_stops_the_recording_until_it_is_settled(
    overseer: Client,
) -> None:
    file = check(overseer, [*many_rows(1), legacy_row(birth_date="1979-03-15")])
    person = make.make_named("Castellane", "Noor")

    confirm(overseer, file)
    row = file.rows.get(outcome="doubtful")
    assert (file.state, row.candidates, Credential.objects.count()) == ("applying", [person.pk], 0)
    assert "Line 3 has become doubtful" in told(overseer.get(url_of(file)))
    assert confirm(overseer, file).status_code == 409

    data = {"row": str(row.pk), f"row-{row.pk}-choice": "new"}
    overseer.post(url_of(file, "matching/"), data)
    confirm(overseer, file)

    assert (file.state, Person.objects.count(), Credential.objects.count()) == ("applied", 3, 2)


def test_people_of_one_file_raise_no_doubts_about_each_other(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "ROWS_A_STEP", 1)
    rows = [
        legacy_row(
            legacy_number=f"L-{n}", certificate_number=f"OLD-{n}", birth_date=f"1979-03-1{n}"
        )
        for n in range(3)
    ]

    file = check(overseer, rows)
    confirm(overseer, file)

    assert (file.state, Person.objects.count()) == ("applied", 3)


def test_what_nobody_confirms_is_deleted_after_a_week(overseer: Client) -> None:
    file = check(overseer, [legacy_row()])
    half = check(overseer, many_rows(1))
    ImportFile.objects.filter(pk=half.pk).update(state="applying", confirmed_by=half.uploaded_by)

    assert forget_old_imports(at=timezone.now() + timedelta(days=6)) == 0
    assert forget_old_imports(at=timezone.now() + timedelta(days=8)) == 1

    file.refresh_from_db()
    assert (file.state, file.rows.count(), half.rows.count()) == ("discarded", 0, 1)


def test_import_put_aside_during_its_check_gains_no_more_rows(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LINES_A_STEP", 3)
    upload(overseer, as_csv(many_rows(10)))
    file, whole = ImportFile.objects.get(), checking.clean_lines

    def put_aside_meanwhile(kind: str, lines: Any, known: Any) -> Any:
        if file.rows.count() == 3:
            overseer.post(url_of(file, "discard/"))
        return whole(kind, lines, known)

    monkeypatch.setattr(checking, "clean_lines", put_aside_meanwhile)
    call_command("run_jobs", once=True)

    file.refresh_from_db()
    assert (file.state, file.rows.count(), Job.objects.get().state) == ("discarded", 0, "cancelled")


def test_old_imports_are_tidied_regularly() -> None:
    assert WORK["tidy_imports"].do is tidy_imports


def test_progress_is_told_on_the_page_and_where_the_script_asks(overseer: Client) -> None:
    upload(overseer, as_csv(many_rows(4)))
    file = ImportFile.objects.get()
    for act in ("", "progress/"):
        assert "begins within seconds" in told(overseer.get(url_of(file, act)))

    Job.objects.update(state="running", total=4, done=1)

    for act in ("", "progress/"):
        answer = overseer.get(url_of(file, act))
        assert "1 of 4 rows are checked. 25 % See how far it is" in told(answer)
        assert f'data-progress="{url_of(file, "progress/")}"' in answer.content.decode()


def test_progress_of_a_recording_ends_with_the_way_to_the_report(overseer: Client) -> None:
    file = check(overseer, many_rows(4))
    overseer.post(url_of(file, "confirm/"))
    Job.objects.filter(kind="import.record").update(state="running", total=4, done=1)
    part = told(overseer.get(url_of(file, "progress/")))
    assert "1 of 4 rows are recorded. 25 %" in part
    assert "Put this import aside" not in part

    Job.objects.filter(kind="import.record").update(state="waiting")
    call_command("run_jobs", once=True)

    part = told(overseer.get(url_of(file, "progress/")))
    assert part.split() == ["The", "file", "is", "recorded.", "Show", "the", "report"]


def test_rows_are_deleted_by_whoever_takes_the_job_up_after_the_last_step(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = check(overseer, many_rows(3))
    die_at(monkeypatch, recording, "forget_rows", 1)
    overseer.post(url_of(file, "confirm/"))
    run_and_die()
    file.refresh_from_db()
    assert (file.state, file.counts["recorded"], file.rows.count()) == ("applied", 3, 3)

    call_command("run_jobs", once=True)

    assert (file.rows.count(), Credential.objects.count()) == (0, 3)
    assert AuditEvent.objects.filter(action="import.recorded").count() == 1


def test_rows_of_a_recorded_file_that_nobody_took_up_are_deleted_regularly(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = check(overseer, many_rows(3))
    die_at(monkeypatch, recording, "forget_rows", 1)
    overseer.post(url_of(file, "confirm/"))
    run_and_die()

    forget_old_imports(at=timezone.now() + timedelta(days=8))

    assert not ImportRow.objects.exists()


def test_upload_that_outlived_its_check_is_deleted_regularly(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_at(monkeypatch, checking, "forget_upload", 1)
    upload(overseer, as_csv(many_rows(1)))
    with pytest.raises(Killed):
        call_command("run_jobs", once=True)
    file = ImportFile.objects.get()
    assert (file.state, storages["private"].exists(file.stored_name)) == ("checked", True)

    forget_old_imports(at=timezone.now())

    assert not storages["private"].exists(file.stored_name)
    file.refresh_from_db()
    assert (file.state, file.stored_name) == ("checked", "")
