"""Staff lists: every row is reached by paging, by place and in the order of an index; files are what the list shows."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from portal.lifecycle.assignment import take_up_application
from portal.records.exports.cells import restore_text
from portal.records.models import Application, AuditEvent, FormerName, Person
from portal.users.models import User
from tests.factories import records as make
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application
from tests.integration.portal.casework.conftest import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PEOPLE, QUEUE, EXPORT = "/admin/records/person/", "/admin/applications/", "/admin/jobs/export/"
LINK = re.compile(
    r'href="[^"]*[?&](?:amp;)?p=([\w-]+)"[^>]*>\s*(?:<svg.*?</svg>)?\s*(Next|Last)', re.DOTALL
)
HOSTILE = '=HYPERLINK("http://x","a")\n\'q\''


@pytest.fixture
def staff(specialist: User) -> Client:
    """Return the specialist's browser."""
    return browser_of(specialist)


def walk(client: Client, address: str, read: Callable[[str], list[str]]) -> list[list[str]]:
    """Return what is read from each page, from the first to the last."""
    pages, query = [], {}
    while True:
        html = client.get(address, query).content.decode()
        pages.append(read(html))
        onward = {name: position for position, name in LINK.findall(html)}
        if "Next" not in onward:
            return pages
        query = {"p": onward["Next"]}


def test_every_person_is_reached_once_by_paging(staff: Client) -> None:
    for number in range(45):
        make.make_named(f"Smith{number % 30:02}", "Ann")

    pages = walk(staff, PEOPLE, lambda html: re.findall(r"Ann (Smith\d\d)", html))

    assert [name for page in pages for name in page] == sorted(
        f"Smith{n % 30:02}" for n in range(45)
    )
    assert [len(page) for page in pages] == [20, 20, 5]


def test_last_page_leads_back(staff: Client) -> None:
    for number in range(25):
        make.make_named(f"Smith{number:02}")

    html = staff.get(PEOPLE, {"p": "last"}).content.decode()

    assert "Smith24" in html
    assert "Smith04" not in html
    assert "Previous" in html


def test_queue_is_turned_round(staff: Client, applicant: User, other_applicant: User) -> None:
    old = make_application(applicant, hours_ago=5)
    new = make_application(other_applicant)

    def order(query: str) -> list[str]:
        html = staff.get(f"{QUEUE}{query}").content.decode()
        return sorted([str(old.reference), str(new.reference)], key=html.index)

    assert order("") == [old.reference, new.reference]
    assert order("?ordering=-submitted_at") == [new.reference, old.reference]


def test_people_are_found_by_a_former_name(staff: Client) -> None:
    person = make.make_named("Quill")
    FormerName.objects.create(person=person, first_name="Ada", last_name="Marbury")

    assert "Quill" in staff.get(PEOPLE, {"q": "marb"}).content.decode()


def send(client: Client, export: str, file_format: str, **parameters: str) -> bytes:
    """Ask for a file of a list and return it."""
    answer = client.post(EXPORT, {"export": export, "format": file_format, **parameters})
    if file_format != "now":
        call_command("run_jobs", once=True)
        address = answer["Location"]
        assert "Your file is ready" in client.get(address).content.decode()
        answer = client.get(f"{address}file/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def read_cells(content: bytes, file_format: str) -> list[list[str]]:
    """Return the cells of a file as texts, as they were stored."""
    if file_format == "xlsx":
        rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
        cells = [list(row) for row in rows]
        assert {cell.data_type for row in cells for cell in row} <= {"s", "n", "inlineStr"}
        texts = [[str(cell.value or "") for cell in row] for row in cells]
    else:
        texts = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [[restore_text(text) for text in row] for row in texts]


@pytest.mark.parametrize("file_format", ["now", "csv", "xlsx"])
def test_file_has_its_headers_in_the_language_in_which_it_was_asked_for(
    staff: Client, specialist: User, file_format: str
) -> None:
    UserProfile.objects.create(user=specialist, preferred_language="es")
    answer = staff.post(EXPORT, {"export": "records.person", "format": file_format})
    if file_format != "now":
        call_command("run_jobs", once=True)
        answer = staff.get(f"{answer['Location']}file/")

    header = read_cells(b"".join(answer.streaming_content), file_format)[0]

    assert "Apellido" in header
    assert "Last name" not in header


@pytest.mark.parametrize("file_format", ["now", "csv", "xlsx"])
def test_file_of_people_has_what_is_on_record_and_no_formula(
    staff: Client, file_format: str
) -> None:
    make.make_named(HOSTILE, "-1+1", birth_date=timezone.localdate() - timedelta(days=9_000))
    make.make_named("Baker", "Zoë")

    content = send(staff, "records.person", file_format)

    header, *rows = read_cells(content, file_format)
    names = [(row[header.index("Last name")], row[header.index("First name")]) for row in rows]
    assert (HOSTILE, "-1+1") in names
    assert ("Baker", "Zoë") in names
    if file_format != "xlsx":
        assert not re.search(r'(^|,)"?[=+@-]', content.decode(), re.MULTILINE)


def test_file_is_narrowed_as_the_list_is(staff: Client, specialist: User, applicant: User) -> None:
    first = make_application(applicant)
    second = make_application(make_educator(username="second", last_name="Quill"))
    take_up_application(application_id=second.pk, by_id=specialist.pk, at=timezone.now())

    def references(**parameters: str) -> list[str]:
        rows = read_cells(send(staff, "queue", "now", **parameters), "now")[1:]
        return [row[0] for row in rows]

    assert references() == [first.reference, second.reference]
    assert references(holder="me") == [second.reference]
    assert references(stage="submitted") == [first.reference]
    assert references(q="quill") == [second.reference]
    assert references(stage="closed") == []


def test_file_of_one_service_has_its_answers(staff: Client, applicant: User) -> None:
    application = make_application(applicant, address_town="=2+5")

    content = send(staff, "queue", "now", service=application.service_key)

    header, row = read_cells(content, "now")
    assert row[header.index("Town or city")] == "=2+5"
    assert row[header.index("Have you ever been convicted of a crime?")] in {"false", "0"}


@pytest.mark.parametrize("role", ["editor", "fiscal_clerk", "analyst", "content_reviewer"])
def test_who_may_not_see_a_list_gets_no_file_of_it(
    role: str, as_role: Callable[[str], Client]
) -> None:
    client = as_role(role)
    for export in ("records.person", "queue", "roster", "no-such-list"):
        for file_format in ("now", "csv"):
            answer = client.post(EXPORT, {"export": export, "format": file_format})
            assert answer.status_code in {302, 403}
            assert "/admin/jobs/" not in answer.get("Location", "")


def test_files_are_their_owners_alone_and_on_record(
    staff: Client, supervisor: User, application: Application
) -> None:
    address = staff.post(EXPORT, {"export": "queue", "format": "csv"})["Location"]
    call_command("run_jobs", once=True)

    other = browser_of(supervisor)
    for path in (address, f"{address}file/"):
        assert staff.get(path).status_code == 200
        assert other.get(path).status_code == 404
    assert other.post(f"{address}cancel/").status_code == 404
    assert AuditEvent.objects.filter(action="export.requested", record_id="queue").count() == 1


def test_file_of_many_rows_takes_one_statement(staff: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            send(staff, "records.person", "now")
        return len([query for query in queries if "records_person" in query["sql"]])

    make.make_named("Adams")
    few = count()
    Person.objects.bulk_create(Person(last_name=f"B{number}") for number in range(50))

    assert count() == few
