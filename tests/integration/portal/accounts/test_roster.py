"""The roster of a district: for its officer alone, by name, page by page, and as a file with its progress."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.records.models import AuditEvent, Job, Membership, Organization, Person
from portal.users.models import User
from tests.factories import records as make
from tests.factories.credentials import make_credential
from tests.factories.roster import SINCE, make_district, make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def district() -> Organization:
    """Return a district under its name."""
    return make_district()


@pytest.fixture
def office(visitor: Client, district: Organization) -> Client:
    """Return the browser of the officer of the district."""
    visitor.force_login(make_officer(district))
    return visitor


def join(person: Person, district: Organization, role: str = "staff", **facts: object) -> None:
    """Put somebody on the roster."""
    Membership.objects.create(
        **{"person": person, "organization": district, "role": role, "starts_on": SINCE, **facts}
    )


def names_on(client: Client, **query: str) -> list[str]:
    """Return the names on a page of the roster."""
    page = client.get("/account/roster/", query).context
    return [row.last_name for row, _credentials in page["rows"]]


def test_roster_shows_who_works_there_today_with_what_they_hold(
    office: Client, district: Organization
) -> None:
    elsewhere = make.make_organization(code="D-2")
    ada, gone, other = (make.make_named(name) for name in ("Adams", "Baker", "Cole"))
    join(ada, district)
    join(gone, district, ends_on=date(2021, 6, 30))
    join(other, elsewhere)
    credential = make_credential(ada, days_left=300)

    html = office.get("/account/roster/").content.decode()
    assert 'href="/account/"' in html.partition("<main")[2].partition("<h1")[0]

    assert names_on(office) == ["Adams"]
    assert "Hamden School District" in html
    assert credential.number in html
    assert "Active" in html


def test_officer_finds_the_roster_first_on_the_account_page(office: Client) -> None:
    html = office.get("/account/").content.decode()

    assert html.index('href="/account/roster/"') < html.index("Certificates and permits")
    assert html.index("Hamden School District") < html.index("Open the roster")


def test_roster_is_paged_by_name_and_searched_by_the_beginning(
    office: Client, district: Organization
) -> None:
    for number in range(45):
        join(make.make_named(f"Smith{number:02}", "Zoë" if number == 7 else "Ann"), district)

    pages, at = [], ""
    while True:
        context = office.get("/account/roster/", {"at": at}).context
        pages.append([row.last_name for row, _held in context["rows"]])
        at = context["page"].next
        if at is None:
            break

    assert [len(page) for page in pages] == [20, 20, 5]
    assert [name for page in pages for name in page] == [f"Smith{n:02}" for n in range(45)]
    assert names_on(office, at="last") == [f"Smith{n:02}" for n in range(25, 45)]
    assert names_on(office, q="smith1") == [f"Smith{n}" for n in range(10, 20)]
    for typed in ("zoe", "Zoë Smith07", "smith zoe", "Smith, Zoë Rae"):
        assert names_on(office, q=typed) == ["Smith07"]
    assert "Nobody on the roster" in office.get("/account/roster/?q=qq").content.decode()


def test_statements_do_not_grow_with_the_roster(office: Client, district: Organization) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            office.get("/account/roster/")
        return len(queries)

    ada = make.make_named("Adams")
    join(ada, district)
    make_credential(ada, days_left=300)
    count()
    few = count()
    for number in range(30):
        person = make.make_named(f"B{number}")
        join(person, district)
        make_credential(person, days_left=300)

    assert count() == few <= 12


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_file_is_made_in_the_background_and_handed_to_its_owner_alone(
    office: Client, district: Organization, applicant: User, file_format: str
) -> None:
    person = make.make_named("=SUM(A1)", "Ann")
    join(person, district)
    credential = make_credential(person, days_left=300)

    address = office.post("/account/roster/export/", {"format": file_format})["Location"]
    assert "next in line" in office.get(address).content.decode()
    assert office.get(f"{address}file/").status_code == 404
    call_command("run_jobs", once=True)

    assert "Your file is ready: 1 row." in office.get(address).content.decode()
    answer = office.get(f"{address}file/")
    assert answer["Content-Disposition"] == f'attachment; filename="roster.{file_format}"'
    cells = read_cells(b"".join(answer.streaming_content), file_format)
    assert cells[0][:2] == ["Last name", "First name"]
    assert cells[1][:4] == ["'=SUM(A1)", "Ann", "", credential.number]
    other = Client()
    other.force_login(applicant)
    assert other.get(address).status_code == other.get(f"{address}file/").status_code == 404
    assert AuditEvent.objects.filter(action="export.requested", record_id="roster").exists()


def read_cells(content: bytes, file_format: str) -> list[list[str]]:
    """Return the cells of a file as texts."""
    if file_format == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_file_taken_back_is_not_made(office: Client, district: Organization) -> None:
    address = office.post("/account/roster/export/", {"format": "csv"})["Location"]

    office.post(f"{address}cancel/")
    call_command("run_jobs", once=True)

    assert "taken this back" in office.get(address).content.decode()
    assert Job.objects.get().stored_name == ""


def test_who_is_no_officer_any_more_gets_neither_roster_nor_file(
    office: Client, district: Organization
) -> None:
    address = office.post("/account/roster/export/", {"format": "csv"})["Location"]
    Membership.objects.filter(role="officer").update(ends_on=date(2021, 1, 1))

    call_command("run_jobs", once=True)

    assert office.get("/account/roster/").status_code == 403
    assert office.post("/account/roster/export/", {"format": "csv"}).status_code == 403
    assert "could not be made" in office.get(address).content.decode()


def test_roster_is_closed_to_everybody_else(visitor: Client, applicant: User) -> None:
    assert visitor.get("/account/roster/").status_code == 302
    visitor.force_login(applicant)
    assert visitor.get("/account/roster/").status_code == 403
    assert visitor.post("/account/roster/export/", {"format": "csv"}).status_code == 403


def test_unknown_format_and_odd_text_do_no_harm(office: Client) -> None:
    assert office.post("/account/roster/export/", {"format": "exe"}).status_code == 403
    assert office.get("/account/roster/", {"q": "a\0b" * 80, "at": "aW10"}).status_code == 200


def test_dashboard_of_an_officer_leads_to_the_roster(office: Client) -> None:
    assert 'href="/account/roster/"' in office.get("/account/").content.decode()
    assert timezone.localdate() > SINCE
