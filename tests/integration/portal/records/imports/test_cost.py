"""What recording costs: SQL that hardly grows with the rows of a step, with every record and audit event written."""

from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.records.imports import recording
from portal.records.models import (
    AuditEvent,
    Credential,
    FormerName,
    Membership,
    NameVariant,
    Person,
)
from tests.factories import records as make
from tests.factories.imports import (
    check,
    confirm,
    legacy_row,
    make_district,
    many_rows,
    roster_row,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FEW, MANY = 20, 100
MOST_A_STEP = 60
MOST_A_ROW = 0.3


def rows_with_everything(first: int, count: int) -> list[dict[str, str]]:
    """Return rows about new people who each have a former name, two endorsements and a revoked certificate."""
    return [
        legacy_row(
            legacy_number=f"L-{number}",
            first_name=f"Noor{number}",
            former_last_name=f"Amsel{number}",
            certificate_number=f"OLD{number:05}",
            endorsements="305; 110:Chess",
            status="revoked",
            status_on="2024-03-15",
        )
        for number in range(first, first + count)
    ]


def count_sql(browser: Client, rows: list[dict[str, str]], **options: Any) -> int:
    """Return how many statements it takes to record rows in one step."""
    file = check(browser, rows, **options)
    browser.post(url_of(file, "confirm/"))
    with CaptureQueriesContext(connection) as queries:
        call_command("run_jobs", once=True)
    file.refresh_from_db()
    assert (file.state, file.counts["recorded"]) == ("applied", len(rows))
    return len(queries)


def test_sql_of_a_step_hardly_grows_with_its_rows(overseer: Client) -> None:
    few = count_sql(overseer, rows_with_everything(0, FEW))

    many = count_sql(overseer, rows_with_everything(FEW, MANY))

    assert recording.ROWS_A_STEP >= MANY
    assert (many - few) / (MANY - FEW) <= MOST_A_ROW
    assert many <= MOST_A_STEP + MOST_A_ROW * MANY
    assert many / MANY <= 2
    assert Credential.objects.count() == FEW + MANY


def test_row_by_row_it_would_take_many_more(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "ROWS_A_STEP", 1)

    assert count_sql(overseer, rows_with_everything(0, FEW)) / FEW > 2


def test_sql_of_a_roster_hardly_grows_with_its_rows(overseer: Client) -> None:
    people = [
        make.make_named("Castellane", f"Noor{n}", ein=f"{4000000000 + n}") for n in range(MANY)
    ]
    rows = [
        roster_row(ein=person.ein or "", first_name=person.first_name, birth_date="")
        for person in people
    ]
    options = {"kind": "roster", "organization": make_district().pk}
    few = count_sql(overseer, rows[:FEW], **options)

    many = count_sql(overseer, rows, **options)

    assert (many - few) / (MANY - FEW) <= MOST_A_ROW
    acts = AuditEvent.objects.filter(record_type="membership").values_list("action", flat=True)
    assert (Membership.objects.count(), Counter(acts)) == (MANY, {"membership.recorded": MANY})


def test_each_write_has_its_audit_event(overseer: Client) -> None:
    confirm(overseer, check(overseer, rows_with_everything(0, 3)))

    acts = AuditEvent.objects.filter(record_type__in=["person", "credential"]).values_list(
        "action", flat=True
    )
    assert Counter(acts) == {
        "person.registered": 3,
        "person.former_name_recorded": 3,
        "credential.issued": 3,
        "credential.revoked": 3,
    }
    events = AuditEvent.objects.filter(record_type="person")
    assert {each.record_id for each in events} == {
        str(each.public_id) for each in Person.objects.all()
    }
    assert len({each.salt for each in AuditEvent.objects.all()}) == AuditEvent.objects.count()


def test_people_recorded_together_are_found_by_every_name(overseer: Client) -> None:
    confirm(overseer, check(overseer, rows_with_everything(0, 2)))

    assert sorted(Person.objects.values_list("folded_first", "folded_last")) == [
        ("noor0", "castellane"),
        ("noor1", "castellane"),
    ]
    assert sorted(FormerName.objects.values_list("folded_last", flat=True)) == ["amsel0", "amsel1"]
    assert NameVariant.objects.filter(name="castellane", kind="last").exists()


def test_numbers_are_drawn_again_where_somebody_has_them(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = make.make_held(make.make_named("Weatherby", ein="4000000001"))
    numbers, eins = (
        iter([held.number, "222222222A", "222222222B"]),
        iter(["4000000001", "4000000002", "4000000003"]),
    )
    monkeypatch.setattr(
        "portal.records.credentials.recording.new_credential_number", lambda: next(numbers)
    )
    monkeypatch.setattr("portal.records.people.registering.new_ein", lambda: next(eins))

    confirm(overseer, check(overseer, many_rows(2)))

    assert set(Credential.objects.values_list("number", flat=True)) == {
        held.number,
        "222222222A",
        "222222222B",
    }
    assert Person.objects.filter(ein__in=["4000000002", "4000000003"]).count() == 2


def test_rows_of_one_person_in_later_steps_are_theirs(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "ROWS_A_STEP", 2)
    rows = [
        legacy_row(certificate_number="OLD-1"),
        legacy_row(certificate_number="OLD-2", legacy_number="L-2", first_name="Ida"),
        legacy_row(certificate_number="OLD-3"),
        legacy_row(certificate_number="OLD-4", legacy_number="L-2", first_name="Ida"),
    ]

    confirm(overseer, check(overseer, rows))

    held = [person.credentials.count() for person in Person.objects.all()]
    assert held == [2, 2]


def test_constraints_hold_for_what_is_recorded_together(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = check(overseer, many_rows(3))
    row = file.rows.order_by("number")[2]
    row.values["expires_on"] = "2000-01-01"
    row.save(update_fields=["values"])

    confirm(overseer, file)

    assert (file.state, file.has_stopped, Person.objects.count()) == ("applying", True, 0)
    assert not AuditEvent.objects.filter(record_type__in=["person", "credential"]).exists()
