"""A legacy export from the hand-in to the records: what is recorded, with which events, and what is left alone."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.records.models import (
    AuditEvent,
    Credential,
    CredentialEvent,
    FormerName,
    ImportFile,
    ImportRow,
    Person,
)
from portal.records.reference.operations import load_reference
from portal.users.models import User
from tests.databases import ROOT
from tests.factories import records as make
from tests.factories.imports import (
    as_csv,
    as_workbook,
    check,
    confirm,
    legacy_row,
    make_district,
    told,
    upload,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_check_writes_nothing_and_tells_what_would_be_recorded(overseer: Client) -> None:
    file = check(overseer, [legacy_row(), legacy_row(certificate_number="OLD-0002")])

    assert (Person.objects.count(), Credential.objects.count()) == (0, 0)
    assert (file.state, file.counts["people_new"], file.counts["effect_new"]) == ("checked", 1, 2)
    assert "New people 1" in told(overseer.get(url_of(file)))


def test_confirmed_file_is_recorded_with_its_events(overseer: Client, supervisor: User) -> None:
    rows = [
        legacy_row(ein="4000000001", former_last_name="Amsel", endorsements="110:Chess; 305"),
        legacy_row(
            ein="4000000001",
            certificate_number="OLD-0002",
            status="Revoked",
            status_on="03/15/2024",
            status_is_final="no",
        ),
    ]

    file = check(overseer, rows)
    confirm(overseer, file)

    person = Person.objects.get()
    assert (person.ein, person.full_name, person.address_town) == (
        "4000000001",
        "Noor Castellane",
        "Ashford",
    )
    assert FormerName.objects.get().last_name == "Amsel"
    first, second = person.credentials.order_by("legacy_number")
    assert (first.legacy_number, first.expires_on) == ("OLD0001", date(2026, 12, 31))
    assert [(e.endorsement.code, e.subject) for e in first.endorsements.order_by("subject")] == [
        ("305", ""),
        ("110", "Chess"),
    ]
    assert list(second.events.values_list("kind", "effective_on", "is_final")) == [
        ("issued", date(2022, 1, 1), True),
        ("revoked", date(2024, 3, 15), False),
    ]
    assert file.state == "applied"
    acts = AuditEvent.objects.filter(actor_id=supervisor.pk).values_list("action", flat=True)
    assert {
        "person.registered",
        "credential.issued",
        "credential.revoked",
        "import.recorded",
    } <= set(acts)


def test_personal_data_of_rows_is_gone_once_recorded(overseer: Client) -> None:
    file = check(overseer, [legacy_row()])

    confirm(overseer, file)

    assert not ImportRow.objects.exists()
    assert (file.counts["people_new"], file.stored_name) == (1, "")
    assert "What the file held" in told(overseer.get(url_of(file)))


def test_same_file_again_changes_nothing(overseer: Client) -> None:
    rows = [
        legacy_row(),
        legacy_row(certificate_number="OLD-0002", status="revoked", status_on="2024-01-02"),
    ]
    confirm(overseer, check(overseer, rows))
    before = (Person.objects.count(), Credential.objects.count(), CredentialEvent.objects.count())

    again = check(overseer, rows)
    assert (again.counts["people_known"], again.counts["effect_unchanged"]) == (1, 2)
    confirm(overseer, again)

    assert again.state == "applied"
    assert before == (
        Person.objects.count(),
        Credential.objects.count(),
        CredentialEvent.objects.count(),
    )


def test_certificate_that_differs_is_shown_and_stays(overseer: Client) -> None:
    confirm(overseer, check(overseer, [legacy_row()]))

    file = check(overseer, [legacy_row(expires_on="2030-01-01", endorsements="")])
    page = told(overseer.get(url_of(file)))
    confirm(overseer, file)

    assert "expires_on 2026-12-31 2030-01-01" in page
    assert "endorsements 305 –" in page
    assert Credential.objects.get().expires_on == date(2026, 12, 31)
    assert file.counts["effect_different"] == 1


def test_number_of_the_portal_is_kept(overseer: Client) -> None:
    held = make.make_held(make.make_named("Castellane", "Noor", birth_date=date(1979, 3, 14)))
    number = f"{held.number[:4]}-{held.number[4:]}".lower()

    file = check(overseer, [legacy_row(certificate_number=number)])

    assert (file.counts["people_known"], file.counts["effect_different"]) == (1, 1)


@pytest.mark.parametrize(
    "content",
    [
        as_csv([legacy_row()], encoding="utf-8-sig"),
        as_csv([legacy_row()], delimiter=";"),
        as_csv([legacy_row()]).replace(b"\r\n", b"\n\n"),
        as_csv([legacy_row()]).replace(b"\r\n", b",,\r\n"),
        as_workbook([legacy_row()]),
        as_workbook([{**legacy_row(), "birth_date": date(1979, 3, 14), "endorsements": 305}]),
    ],
    ids=[
        "byte order mark",
        "semicolons",
        "blank lines",
        "empty columns",
        "workbook",
        "typed cells",
    ],
)
def test_file_is_read_whatever_its_form(overseer: Client, content: bytes) -> None:

    upload(overseer, content)
    call_command("run_jobs", once=True)

    row = ImportRow.objects.get()
    assert (row.errors, row.values["birth_date"], row.values["endorsements"]) == (
        [],
        "1979-03-14",
        [["305", ""]],
    )


def test_columns_that_are_not_needed_may_be_left_out(overseer: Client) -> None:
    row = legacy_row()
    for name in ("email", "category", "status", "status_on", "status_is_final", "middle_name"):
        del row[name]

    file = check(overseer, [row])
    confirm(overseer, file)

    assert Credential.objects.get().category == "teaching"


def test_import_put_aside_leaves_nothing(overseer: Client) -> None:
    file = check(overseer, [legacy_row()])

    overseer.post(url_of(file, "discard/"))

    file.refresh_from_db()
    assert (file.state, ImportRow.objects.count(), Person.objects.count()) == ("discarded", 0, 0)
    assert overseer.post(url_of(file, "confirm/")).status_code == 409
    assert ImportFile.objects.get().finished_at is not None


def test_examples_of_the_documentation_are_recorded(overseer: Client) -> None:
    load_reference(at=timezone.now())
    examples = ROOT / "docs" / "examples"

    upload(overseer, (examples / "legacy-export.csv").read_bytes())
    call_command("run_jobs", once=True)
    export = ImportFile.objects.get()
    confirm(overseer, export)
    options = {"kind": "roster", "organization": make_district().pk}
    upload(overseer, (examples / "roster.csv").read_bytes(), **options)
    call_command("run_jobs", once=True)
    roster = ImportFile.objects.latest("pk")
    confirm(overseer, roster)

    assert (export.state, export.counts["people_new"], Credential.objects.count()) == (
        "applied",
        2,
        3,
    )
    assert (roster.state, roster.counts["people_known"]) == ("applied", 2)
