"""The work queue: who may see it, what stands in it, in which order, and at what cost."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.casework import paging
from portal.lifecycle.assignment import take_up_application
from portal.lifecycle.decisions import decide_application
from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application, make_draft
from tests.integration.portal.casework.conftest import QUEUE, browser_of, closed_status, file_url


def listed(client: Client, query: str = "") -> list[str]:
    """Return the references in the list, in order."""
    page = client.get(f"{QUEUE}results/{query}").content.decode()
    return re.findall(r"[2-9A-Y]{10}(?=\s*</a>)", page)


def references(*applications: Application) -> list[str | None]:
    """Return the references of applications."""
    return [application.reference for application in applications]


def make_waiting(count: int) -> list[Application]:
    """Return applications of different people, the oldest first."""
    return [
        make_application(make_educator(username=f"educator-{number}"), hours_ago=count - number)
        for number in range(count)
    ]


@pytest.mark.parametrize(
    "role", ["specialist", "supervisor", "fiscal_clerk", "registry_verifier", "admin"]
)
def test_queue_is_open_to(role: str, as_role: Callable[[str], Client]) -> None:
    assert as_role(role).get(QUEUE).status_code == 200


@pytest.mark.parametrize(
    "role",
    [
        "applicant",
        "other_applicant",
        "editor",
        "district_officer",
        "program_administrator",
        "analyst",
    ],
)
def test_queue_is_closed_to(role: str, as_role: Callable[[str], Client]) -> None:
    response = as_role(role).get(QUEUE)

    assert response.status_code == closed_status(role)
    assert b"casework" not in response.content


def test_visitor_is_asked_to_sign_in(visitor: Client, db: None) -> None:
    response = visitor.get(QUEUE)

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/account/login/")


def test_queue_lists_in_order_of_arrival(staff: Client) -> None:
    older, newer = make_waiting(2)

    assert listed(staff) == references(older, newer)


def test_row_names_applicant_service_stage_and_holder(
    staff: Client, application: Application, specialist: User
) -> None:
    take_up_application(application_id=application.pk, by_id=specialist.pk, at=timezone.now())

    page = staff.get(QUEUE).content.decode()

    for text in (
        "Maren Okafor-Lind",
        "Renew a Professional Educator Certificate",
        "in assessment",
        specialist.username,
        file_url(application),
    ):
        assert text in page


def test_drafts_and_decided_applications_do_not_wait(
    staff: Client, applicant: User, other_applicant: User, specialist: User
) -> None:
    make_draft(other_applicant)
    decided = make_application(applicant)
    decide_application(
        application_id=decided.pk,
        outcome="approved",
        reason="",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    assert listed(staff) == []
    assert listed(staff, "?stage=closed") == references(decided)
    assert listed(staff, f"?q={decided.reference}") == references(decided)


def test_queue_is_narrowed_by_stage_service_and_holder(staff: Client, specialist: User) -> None:
    first, second = make_waiting(2)
    take_up_application(application_id=second.pk, by_id=specialist.pk, at=timezone.now())

    assert listed(staff, "?stage=submitted") == references(first)
    assert listed(staff, "?stage=assessment") == references(second)
    assert listed(staff, "?holder=me") == references(second)
    assert listed(staff, "?holder=nobody") == references(first)
    assert listed(staff, "?service=certification.renew_professional") == references(first, second)
    assert listed(staff, "?service=certification.unheard_of") == references(first, second)


@pytest.mark.parametrize(
    "typed",
    ["Nuñez", "nunez", "NUNEZ bri", "bríd nuñez", "Nunez, Br", "o'hara nunez", "Bríd O’Hara"],
)
def test_search_finds_by_the_beginning_of_names(staff: Client, typed: str, applicant: User) -> None:
    names = {"o": ("Bríd", "O’Hara Nuñez"), "n": ("Bríd", "Nuñez")}
    first_name, last_name = names["o" if "hara" in typed.lower() else "n"]
    wanted = make_application(
        make_educator(username="wanted", first_name=first_name, last_name=last_name)
    )
    make_application(applicant)

    assert listed(staff, f"?q={typed}") == references(wanted)


def test_search_finds_by_reference_however_it_is_typed(staff: Client) -> None:
    wanted, _other = make_waiting(2)
    reference = wanted.reference or ""

    assert listed(staff, f"?q={reference.lower()}") == references(wanted)
    assert listed(staff, f"?q={reference[:5]}-{reference[5:]}") == references(wanted)
    assert listed(staff, f"?q={reference[:6]}") == references(wanted)


def test_search_finds_by_identification_number(staff: Client, application: Application) -> None:
    assert listed(staff, f"?q={application.person.ein}") == references(application)


@pytest.mark.parametrize("typed", ["%", "_", "'", "’", " ", ",", "\\", "😀", "%00", "z" * 400])
def test_odd_searches_find_nothing_and_break_nothing(
    staff: Client, application: Application, typed: str
) -> None:
    response = staff.get(QUEUE, {"q": typed})

    assert response.status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", ""])
def test_odd_pages_break_nothing(staff: Client, application: Application, page: str) -> None:
    assert staff.get(QUEUE, {"p": page}).status_code == 200


def test_names_are_escaped(staff: Client, db: None) -> None:
    account = make_educator(username="odd", last_name="<script>alert(1)</script>")
    make_application(account)

    assert b"<script>alert(1)" not in staff.get(QUEUE).content


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "statements"), [("specialist", 8), ("admin", 7)])
def test_queue_costs_one_statement_beside_the_admins_frame(
    role: str, statements: int, count: int, as_role: Callable[[str], Client]
) -> None:
    """The frame: session, account, roles, profile, locales, and whose pages and pictures one may edit."""
    make_waiting(count)
    client = as_role(role)
    client.get(QUEUE)

    with CaptureQueriesContext(connection) as queries:
        client.get(QUEUE)

    own = [query["sql"] for query in queries.captured_queries if "records_" in query["sql"]]
    assert (len(queries), len(own)) == (statements, 1), "\n".join(
        query["sql"] for query in queries.captured_queries
    )
    assert not any("snapshot" in sql for sql in own)


def test_counting_stops_at_the_bound(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_waiting(3)
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)

    page = staff.get(QUEUE).content.decode()

    assert "2 or more applications; search to narrow the list" in page.lower()


def test_who_may_not_open_files_sees_no_links(fiscal_clerk: User, application: Application) -> None:
    page = browser_of(fiscal_clerk).get(QUEUE).content.decode()

    assert application.reference in page
    assert file_url(application) not in page


def test_home_page_tells_how_much_waits(staff: Client, specialist: User) -> None:
    _first, second = make_waiting(2)
    take_up_application(application_id=second.pk, by_id=specialist.pk, at=timezone.now())

    page = staff.get("/admin/").content.decode()

    assert '<span class="casework-waiting__number">2</span>' in page
    assert "You have taken up 1 of them." in page


def test_home_page_tells_editors_nothing(editor: User, application: Application) -> None:
    assert b"applications-waiting" not in browser_of(editor).get("/admin/").content
