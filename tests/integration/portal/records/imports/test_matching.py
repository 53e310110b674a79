"""Whom a row is about, what is doubtful, and the queue in which a person tells."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from portal.records.models import AuditEvent, Credential, ImportFile, ImportRow, Membership, Person
from tests.factories import records as make
from tests.factories.imports import (
    check,
    confirm,
    legacy_row,
    make_district,
    roster_row,
    told,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BORN = date(1979, 3, 14)
EIN, OTHER_EIN = "4000000001", "4000000002"


def known(**facts: Any) -> Person:
    """Return the person that rows are about."""
    named = {"last_name": "Castellane", "first_name": "Noor", "birth_date": BORN, "ein": EIN}
    return make.make_named(**{**named, **facts})


def row_of(browser: Client, **facts: str) -> ImportRow:
    """Return a row after the check."""
    return check(browser, [legacy_row(**facts)]).rows.get()


def settle(browser: Client, row: ImportRow, choice: object) -> Any:
    """Answer who a row is about."""
    data = {"row": str(row.pk), f"row-{row.pk}-choice": str(choice)}
    return browser.post(url_of(row.file, "matching/"), data)


@pytest.mark.parametrize(
    "facts",
    [
        {"ein": EIN},
        {"ein": EIN, "birth_date": ""},
        {},
        {"last_name": "CASTELLÁNE", "first_name": "noor"},
        {"last_name": "Newly-Wed", "former_last_name": "Castellane"},
    ],
    ids=["EIN", "EIN, no birth date", "name and birth date", "folded name", "former name"],
)
def test_row_is_matched(overseer: Client, facts: dict[str, str]) -> None:
    person = known()

    row = row_of(overseer, **facts)

    assert (row.outcome, row.person_id, row.doubt) == ("matched", person.pk, "")


def test_row_is_matched_by_a_former_name_on_record(overseer: Client) -> None:
    person = known(last_name="Newly-Wed")
    person.former_names.create(first_name="", last_name="Castellane")

    assert row_of(overseer).person_id == person.pk


def test_row_is_matched_by_its_certificate(overseer: Client) -> None:
    person = known(birth_date=None)
    make.make_held(person, legacy_number="OLD0001")

    assert row_of(overseer).person_id == person.pk


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({"birth_date": "1980-01-01"}, "birth_differs"),
        ({"birth_date": ""}, "birth_missing"),
        ({"ein": EIN, "birth_date": "1980-01-01"}, "birth_differs"),
        ({"ein": EIN, "last_name": "Weatherby"}, "name"),
        ({"ein": OTHER_EIN}, "ein"),
    ],
)
def test_row_is_doubtful(overseer: Client, facts: dict[str, str], doubt: str) -> None:
    person = known()

    row = row_of(overseer, **facts)

    assert (row.outcome, row.doubt, row.candidates) == ("doubtful", doubt, [person.pk])


def test_row_that_several_people_fit_is_doubtful(overseer: Client) -> None:
    people = [known(), known(ein=OTHER_EIN)]

    row = row_of(overseer)

    assert (row.doubt, sorted(row.candidates)) == ("several", [each.pk for each in people])


def test_certificate_of_somebody_else_is_doubtful(overseer: Client) -> None:
    person, other = known(), make.make_named("Weatherby", "Ida", ein=OTHER_EIN)
    make.make_held(other, legacy_number="OLD0001")

    assert row_of(overseer, ein=EIN).candidates == [person.pk, other.pk]


def test_queue_shows_the_candidates_beside_the_row(overseer: Client) -> None:
    held = make.make_held(known())
    row = row_of(overseer, birth_date="1980-01-01")

    page = told(overseer.get(url_of(row.file, "matching/")))

    assert "Line 2: Noor Castellane" in page
    assert "The name fits, the birth date differs." in page
    assert f"Birth date: 1979-03-14, EIN: {EIN}" in page
    assert f"{held.number} (professional)" in page


def test_nothing_is_recorded_while_somebody_is_doubtful(overseer: Client) -> None:
    known()
    row = row_of(overseer, birth_date="")

    answer = confirm(overseer, row.file)

    assert (answer.status_code, Credential.objects.count()) == (409, 0)
    assert "1 person is doubtful." in told(overseer.get(url_of(row.file)))


def test_answer_names_a_person(overseer: Client) -> None:
    person = known()
    row = row_of(overseer, birth_date="")

    settle(overseer, row, person.pk)
    confirm(overseer, row.file)

    assert list(person.credentials.values_list("legacy_number", flat=True)) == ["OLD0001"]
    assert Person.objects.count() == 1
    assert AuditEvent.objects.filter(action="import.doubt_settled").count() == 1


def test_answer_names_a_new_person_who_keeps_no_number_of_somebody_else(overseer: Client) -> None:
    person = known()
    row = row_of(overseer, ein=EIN, last_name="Weatherby")

    settle(overseer, row, "new")
    confirm(overseer, row.file)

    new = Person.objects.exclude(pk=person.pk).get()
    assert (new.last_name, new.credentials.count()) == ("Weatherby", 1)
    assert new.ein not in {EIN, None}


def test_answer_leaves_a_row_out(overseer: Client) -> None:
    known()
    row = row_of(overseer, birth_date="")

    settle(overseer, row, "left_out")
    confirm(overseer, row.file)

    row.file.refresh_from_db()
    assert (row.file.state, row.file.counts["left_out"]) == ("applied", 1)
    assert (Person.objects.count(), Credential.objects.count()) == (1, 0)


def test_answer_holds_for_all_rows_of_the_person_and_can_be_changed(overseer: Client) -> None:
    person = known()
    rows = [legacy_row(birth_date="", certificate_number=f"OLD-{n}") for n in range(3)]
    file = check(overseer, rows)

    settle(overseer, file.rows.first(), "new")  # type: ignore[arg-type]
    settle(overseer, file.rows.first(), person.pk)  # type: ignore[arg-type]
    confirm(overseer, file)

    assert (Person.objects.count(), person.credentials.count()) == (1, 3)


@pytest.mark.parametrize("choice", ["", "nobody", "999999"])
def test_answer_that_is_none_is_refused(overseer: Client, choice: str) -> None:
    known()
    row = row_of(overseer, birth_date="")

    answer = settle(overseer, row, choice)

    row.refresh_from_db()
    assert (answer.status_code, row.choice) == (422, "")


def test_row_that_is_not_doubtful_has_no_form(overseer: Client) -> None:
    assert settle(overseer, row_of(overseer), "left_out").status_code == 404


def test_recorded_file_is_settled_no_more(overseer: Client) -> None:
    known()
    row = row_of(overseer, birth_date="")
    ImportFile.objects.update(state="discarded", finished_at=make.AT)

    assert settle(overseer, row, "left_out").status_code == 409


def test_roster_records_memberships_and_nothing_else(overseer: Client) -> None:
    person, district = known(), make_district()

    file = check(
        overseer,
        [roster_row(), roster_row(last_name="Nobody", starts_on="2026-08-26")],
        kind="roster",
        organization=district.pk,
    )
    confirm(overseer, file, leaves_out_faulty="on")

    membership = Membership.objects.get()
    assert (membership.person, membership.organization, membership.role, membership.position) == (
        person,
        district,
        "staff",
        "Teacher",
    )
    assert (Person.objects.count(), file.counts["faulty"]) == (1, 1)


def test_next_roster_changes_what_it_says_otherwise(overseer: Client) -> None:
    known()
    options = {"kind": "roster", "organization": make_district().pk}
    confirm(overseer, check(overseer, [roster_row()], **options))

    again = check(overseer, [roster_row()], **options)
    assert again.counts["effect_unchanged"] == 1
    confirm(overseer, check(overseer, [roster_row(ends_on="2027-06-30")], **options))

    assert Membership.objects.get().ends_on == date(2027, 6, 30)


def test_roster_offers_no_new_person(overseer: Client) -> None:
    known(birth_date=None)
    options = {"kind": "roster", "organization": make_district().pk}
    row = check(overseer, [roster_row()], **options).rows.get()

    assert "A new person" not in told(overseer.get(url_of(row.file, "matching/")))
    assert settle(overseer, row, "new").status_code == 422
