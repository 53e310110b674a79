"""Lists of evidence, memberships and documents: found, narrowed, turned round, exported; closed to who may not see."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from portal.records.evidence.models import Experience, Training
from portal.records.exports.operations import EXPORTS
from portal.records.jobs.running import load_jobs
from portal.records.models import Application, Membership
from portal.records.reference.operations import load_reference
from portal.users.models import User
from tests.factories.evidence import (
    make_check,
    make_experience,
    make_qualification,
    make_received_document,
    make_test_result,
    make_training,
)
from tests.factories.records import SINCE, make_named, make_organization
from tests.integration.portal.casework.conftest import browser_of, closed_status

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EVIDENCE = ("qualification", "testresult", "experience", "training", "backgroundcheck")
PERSONAL = (*EVIDENCE, "membership", "document")
REFERENCE = (
    *("credentialtypeterms", "endorsementterms", "passingscore", "organizationterms"),
    *("nameruleterms", "retentionterms", "referencechange", "wizardversion"),
)


@pytest.fixture
def reference_rows(db: None) -> None:
    """Load what the portal knows of laws and tables."""
    load_reference(at=timezone.now())


def url(name: str) -> str:
    """Return the address of a list."""
    return f"/admin/records/{name}/"


def courses(client: Client, **query: str) -> list[str]:
    """Return the courses in the list of training, in order."""
    html = client.get(url("training"), query).content.decode()
    return re.findall(r'<td class="field-course title">(\w+)', html)


def export(client: Client, key: str, **parameters: str) -> list[dict[str, str]]:
    """Return the rows of a file of a list."""
    wanted = {"export": f"records.{key}", "format": "now", **parameters}
    answer = client.post("/admin/jobs/export/", wanted)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def settle(item: Training, state: str, **changes: object) -> None:
    """Give an item another state."""
    Training.objects.filter(pk=item.pk).update(state=state, verified_at=timezone.now(), **changes)


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("role", ["applicant", "editor", "fiscal_clerk", "analyst"])
def test_lists_about_people_are_closed_to(
    name: str, role: str, as_role: Callable[[str], Client]
) -> None:
    client = as_role(role)

    answer = client.get(url(name))
    file = client.post("/admin/jobs/export/", {"export": f"records.{name}", "format": "now"})

    assert answer.status_code == closed_status(role)
    assert file.status_code in {302, 403}


def test_training_is_narrowed_by_what_became_of_it(staff: Client) -> None:
    claimed, verified, rejected = (make_training(course=each) for each in ("One", "Two", "Three"))
    settle(verified, "verified")
    settle(rejected, "rejected", rejection_reason="No certificate.")

    assert courses(staff) == ["Three", "Two", "One"]
    assert courses(staff, state="verified") == ["Two"]
    assert courses(staff, state="rejected") == ["Three"]
    assert courses(staff, state="claimed", ordering="turned") == [claimed.course]
    assert courses(staff, ordering="turned") == ["One", "Two", "Three"]


@pytest.mark.parametrize("odd", ["zz", "claimed' OR 1=1"])
def test_filter_that_is_not_on_offer_narrows_nothing(staff: Client, odd: str) -> None:
    make_training(course="One")

    assert courses(staff, state=odd, ordering=odd, person__ein=odd) == ["One"]


def test_filter_and_search_keep_each_other(staff: Client) -> None:
    make_training(course="One", person=make_named("Quill"))

    html = staff.get(url("training"), {"q": "quill", "state": "claimed"}).content.decode()

    assert '<input type="hidden" name="state" value="claimed">' in html
    assert '<input type="hidden" name="q" value="quill">' in html
    assert '<option value="claimed" selected>' in html


def test_list_that_a_filter_leaves_empty_says_so(staff: Client) -> None:
    make_training()

    html = staff.get(url("training"), {"state": "rejected"}).content.decode()

    assert "Narrow the list" in html
    assert "have been created yet" not in html


def test_evidence_is_found_by_person_and_by_application(staff: Client) -> None:
    mine = make_named("Quill", "Ada", ein="1234567897")
    make_training(course="Mine", person=mine)
    make_training(course="Other", person=make_named("Marbury"))

    for typed in ("quill", "ada quill", "1234567897"):
        assert courses(staff, q=typed) == ["Mine"]
    assert courses(staff, q="zzqx") == []


def test_evidence_is_found_by_the_reference_that_claimed_it(
    staff: Client, application: Application
) -> None:
    person, reference = application.person, str(application.reference)
    make_training(course="Claimed", person=person, application_reference=reference)
    make_training(course="Before", person=person)

    assert courses(staff, q=reference) == ["Claimed"]


def test_members_are_found_by_code_and_narrowed_by_role(staff: Client) -> None:
    district, other = make_organization(), make_organization("school")
    for number, (organization, role) in enumerate(
        [(district, "staff"), (district, "officer"), (other, "staff")]
    ):
        person = make_named(f"Member{number}")
        Membership.objects.create(
            person=person, organization=organization, role=role, starts_on=SINCE
        )

    def members(**query: str) -> list[str]:
        return re.findall(r"Member\d", "".join(_cells(staff, "membership", "person", query)))

    assert members() == ["Member2", "Member1", "Member0"]
    assert members(q=district.code) == ["Member1", "Member0"]
    assert members(q=district.code, role="officer") == ["Member1"]
    assert members(q="member2") == ["Member2"]


def _cells(client: Client, name: str, column: str, query: dict[str, str]) -> list[str]:
    html = client.get(url(name), query).content.decode()
    return re.findall(rf'<td class="field-{column}[^>]*>(.*?)</td>', html, re.DOTALL)


def test_documents_name_no_place_where_they_are_stored(staff: Client) -> None:
    document = make_received_document(make_named("Quill"), original_name="diploma.pdf")

    listed = staff.get(url("document")).content.decode()
    read = staff.get(f"{url('document')}inspect/{document.pk}/").content.decode()

    assert "diploma.pdf" in listed
    assert "diploma.pdf" in read
    assert document.stored_name not in listed + read


@pytest.mark.parametrize("name", EVIDENCE)
def test_every_claimed_item_has_a_tick(staff: Client, name: str) -> None:
    person = make_named("Quill")
    for make in (make_experience, make_qualification, make_training, make_test_result, make_check):
        make(person=person)

    html = staff.get(url(name)).content.decode()

    assert html.count('name="tick"') == 1
    assert re.findall(r'formaction="/admin/evidence/(\w+)/verify/"', html)


def test_documents_have_no_ticks(staff: Client) -> None:
    make_received_document(make_named("Quill"))

    assert 'name="tick"' not in staff.get(url("document")).content.decode()


def test_every_list_of_people_and_of_reference_rows_is_exported(admin: User) -> None:
    load_jobs()

    assert {f"records.{name}" for name in (*PERSONAL, *REFERENCE)} - set(EXPORTS) == set()


def test_file_has_a_row_for_each_row_of_the_list(admin: User, reference_rows: None) -> None:
    person = make_named("=2+5", "Ann")
    for make in (make_experience, make_qualification, make_training, make_test_result, make_check):
        make(person=person)
    Membership.objects.create(
        person=person, organization=make_organization(), role="staff", starts_on=SINCE
    )
    make_received_document(person)
    client = browser_of(admin)

    files = {name: export(client, name) for name in (*PERSONAL, *REFERENCE)}

    assert {name: len(rows) for name, rows in files.items()} == {
        name: len(EXPORTS[f"records.{name}"].build(admin, {}).queryset)  # type: ignore[attr-defined]
        for name in files
    }
    people = {name: [row["Person: last name"] for row in files[name]] for name in PERSONAL}
    assert set(map(tuple, people.values())) == {("'=2+5",)}


def test_file_is_narrowed_and_ordered_as_the_list_is(staff: Client) -> None:
    one, two, three = (make_experience(position=each) for each in ("One", "Two", "Three"))
    Experience.objects.filter(pk=two.pk).update(state="verified", verified_at=timezone.now())

    def positions(**parameters: str) -> list[str]:
        return [row["Position"] for row in export(staff, "experience", **parameters)]

    assert positions() == ["Three", "Two", "One"]
    assert positions(state="claimed", ordering="turned") == [one.position, three.position]


def test_yes_and_no_are_said_alike_everywhere(staff: Client, reference_rows: None) -> None:
    said = {row["Can be renewed"] for row in export(staff, "credentialtypeterms")}

    assert said == {"true", "false"}
