"""Reports of plugins: for whom, as a page and as a file; one that fails says so and takes nothing else away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.casework import reports
from portal.plugins.breaker import FAILURES
from portal.plugins.failures import list_failures
from portal.plugins.guard import call_pure
from portal.records.audit.models import AuditEvent
from portal.records.exports import operations
from portal.records.jobs.models import Job
from portal.records.jobs.running import load_jobs, run_next_job
from portal.records.people.models import Person
from portal.sdk.reports import list_members
from portal.users.models import User
from tests.factories.evidence import make_training
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]
pytestmark = [pytest.mark.django_db, pytest.mark.database]

MEMBERS = "/admin/plugins/early_childhood_registry/reports/members/"
EXPORT = "/admin/jobs/export/"
REPORTS = """
from datetime import date

from portal.sdk.reports import VIEW_QUEUE, StaffReport, text


def rows():
    {body}


REPORTS = [
    StaffReport(
        name="cars",
        title=text("Parked cars", "Coches aparcados"),
        permission=VIEW_QUEUE,
        columns=(text("Plate", "Matrícula"), text("Since", "Desde"), text("Seats", "Plazas")),
        rows=rows,
    )
]
"""
ROWS = 'return [("=<b>1+1", date(2026, 3, 1), 1234), ("AB", None, 4)]'


@pytest.fixture
def offer(write_plugin: Callable[..., str], install: Install) -> Callable[..., str]:
    """Return a function that installs one plugin with a report; each name stands once in this file."""

    def install_with(name: str, body: str) -> str:
        install(write_plugin(name, reports=REPORTS.format(body=body)))
        reports.register_report_exports()
        return f"/admin/plugins/{name}/reports/cars/"

    return install_with


@pytest.fixture(autouse=True)
def _own_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget afterwards what a test offers as a file."""
    load_jobs()
    monkeypatch.setattr(operations, "EXPORTS", dict(operations.EXPORTS))


def browse(user: User) -> Client:
    """Return the browser of somebody."""
    client = Client()
    client.force_login(user)
    return client


def failures() -> list[tuple[str, str]]:
    """Return place and kind of every failure that staff are told of."""
    found = list_failures(since=timezone.now() - timedelta(hours=1))
    return [(failure.place, failure.error) for failure in found]


def test_report_is_a_table_in_the_readers_words(
    offer: Callable[..., str], specialist: User
) -> None:
    page = browse(specialist).get(offer("report_whole", ROWS)).content.decode()

    assert "Parked cars" in page
    assert '<th scope="col">Plate</th><th scope="col">Since</th>' in page
    assert "<td>=&lt;b&gt;1+1</td><td>March 1, 2026</td><td>1234</td>" in page
    assert "<td>AB</td><td></td><td>4</td>" in page
    assert "There is more" not in page


def test_report_is_closed_to_staff_without_its_permission_and_to_visitors(
    offer: Callable[..., str], editor: User, visitor: Client
) -> None:
    address = offer("report_closed", ROWS)

    assert browse(editor).get(address).status_code == 302  # the admin says so on its home page
    assert visitor.get(address).status_code == 302
    assert browse(editor).post(
        EXPORT, {"export": "report.report_closed.cars", "format": "now"}
    ).url == ("/admin/")
    assert not AuditEvent.objects.filter(action="export.requested").exists()


def test_report_is_in_the_menu_of_whoever_may_see_it(registry_verifier: User, editor: User) -> None:
    assert f'"{MEMBERS}"' in browse(registry_verifier).get("/admin/").content.decode()
    assert f'"{MEMBERS}"' not in browse(editor).get("/admin/").content.decode()


def test_file_holds_no_formula_and_is_on_record(
    offer: Callable[..., str], specialist: User
) -> None:
    offer("report_as_file", ROWS)

    answer = browse(specialist).post(
        EXPORT, {"export": "report.report_as_file.cars", "format": "now"}
    )

    assert b"".join(answer.streaming_content).decode().splitlines() == [
        '\ufeff"Plate","Since","Seats"',
        '"\'=<b>1+1","2026-03-01","1234"',
        '"AB","","4"',
    ]
    assert 'filename="cars.csv"' in answer["Content-Disposition"]
    assert (
        AuditEvent.objects.get(action="export.requested").record_id == "report.report_as_file.cars"
    )


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_file_is_prepared_by_the_worker(
    offer: Callable[..., str], specialist: User, file_format: str
) -> None:
    key = f"prepared_{file_format}"
    offer(key, ROWS)
    browse(specialist).post(EXPORT, {"export": f"report.{key}.cars", "format": file_format})

    run_next_job(at=timezone.now())

    job = Job.objects.get()
    assert (job.state, job.done, job.file_name) == ("done", 2, f"cars.{file_format}")


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("report_raises", "1 / 0", "ZeroDivisionError"),
        ("report_exits", "raise SystemExit(3)", "SystemExit"),
        ("report_too_narrow", 'return [("AB", None)]', "TypeError"),
        ("report_no_number", 'return [("AB", None, True)]', "TypeError"),
        ("report_no_cells", 'return [("AB", None, [])]', "TypeError"),
    ],
)
def test_report_that_fails_says_so_and_gives_no_file(
    offer: Callable[..., str], specialist: User, name: str, body: str, error: str
) -> None:
    address, staff = offer(name, body), browse(specialist)

    page = staff.get(address)
    streamed = staff.post(EXPORT, {"export": f"report.{name}.cars", "format": "now"})
    staff.post(EXPORT, {"export": f"report.{name}.cars", "format": "csv"})
    run_next_job(at=timezone.now())

    assert (page.status_code, streamed.status_code) == (503, 503)
    assert "has a fault and cannot be shown" in page.content.decode()
    job = Job.objects.get()
    assert (job.state, job.failure) == (
        "failed",
        "This list has a fault and can't be exported just now.",
    )
    assert failures() == [(f"{name}:reports", error)] * 3
    assert staff.get("/admin/").status_code == 200


def test_report_that_fails_again_and_again_still_says_so(
    offer: Callable[..., str], specialist: User
) -> None:
    address, staff = offer("report_stubborn", "1 / 0"), browse(specialist)

    statuses = {staff.get(address).status_code for _time in range(FAILURES + 2)}

    assert statuses == {503}
    assert len(failures()) == FAILURES


def test_report_without_a_title_in_words_is_left_out_of_the_menu_and_says_so_by_its_name(
    write_plugin: Callable[..., str], install: Install, specialist: User
) -> None:
    source = REPORTS.format(body=ROWS).replace('text("Parked cars", "Coches aparcados")', "5")
    install(write_plugin("report_untitled", reports=source))
    staff = browse(specialist)

    page = staff.get("/admin/plugins/report_untitled/reports/cars/").content.decode()

    assert "cars" in page
    assert "report_untitled" not in staff.get("/admin/").content.decode()


def test_control_asked_purely_the_page_is_a_fault_of_the_site(
    offer: Callable[..., str], specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, staff = offer("report_unguarded", "1 / 0"), browse(specialist)
    staff.raise_request_exception = False
    monkeypatch.setattr(reports, "call_decorating", call_pure)

    assert staff.get(address).status_code == 500


def test_report_is_cut_where_it_would_not_end(
    offer: Callable[..., str], specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_ROWS", 3)
    monkeypatch.setattr("portal.casework.views.report.MOST_ROWS", 3)

    page = browse(specialist).get(
        offer("report_endless", 'from itertools import repeat\n    return repeat(("AB", None, 4))')
    )

    assert page.content.decode().count("<td>AB</td>") == 3
    assert "There is more: the first 3 rows are shown." in page.content.decode()


@pytest.mark.parametrize(
    "address", [MEMBERS.replace("members", "nothing"), MEMBERS.replace("early", "late")]
)
def test_report_that_nobody_offers_is_not_found(registry_verifier: User, address: str) -> None:
    assert browse(registry_verifier).get(address).status_code == 404


def test_members_are_listed_with_their_entries_and_those_who_wait_first(
    applicant: User, other_applicant: User, registry_verifier: User
) -> None:
    Person.objects.filter(account=applicant).update(registry_id="1000001")
    Person.objects.filter(account=other_applicant).update(registry_id="1000002")
    done = make_training(person=applicant.person, application_reference="R1")
    done.state, done.verified_at = "verified", timezone.now()
    done.save()
    for reference in ("R2", "R3"):
        make_training(person=other_applicant.person, application_reference=reference)

    page = browse(registry_verifier).get(MEMBERS).content.decode()

    waiting = "<td>1000002</td><td>Quill</td><td>Tobias</td><td>2</td><td>0</td><td>0</td>"
    settled = "</td><td>0</td><td>1</td><td>0</td>"
    assert page.index(waiting) < page.index("<td>1000001</td>") < page.index(settled)


def test_members_are_read_in_two_statements_at_most(
    applicant: User, django_assert_num_queries: Callable[..., object]
) -> None:
    Person.objects.filter(account=applicant).update(registry_id="1000001")
    with django_assert_num_queries(2):
        assert len(list_members(most=5)) == 1
