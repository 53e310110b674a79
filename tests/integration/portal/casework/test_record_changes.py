"""What an approval takes over to the person's record is chosen item by item, among changes as they are then."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle import decisions
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.audit.models import AuditEvent
from portal.records.people.contact import Contact, change_contact
from portal.users.models import User
from tests.factories.applications import make_application, shown_changes
from tests.integration.portal.casework.conftest import file_url

TOWN = {
    "address_line": "12 Elm Street",
    "address_town": "Hartford",
    "address_state": "CT",
    "address_zip": "06115",
}
"""What the factory of applications answers."""


@pytest.fixture
def changed(applicant: User) -> Application:
    """Return a renewal with another name, another address to write to, and the record's own town."""
    applicant.person.address_town = "Hartford"
    applicant.person.save()
    return make_application(applicant, last_name="Sundry", email="new@example.org")


def post(staff: Client, application: Application, *paths: str, **data: str) -> Any:
    """Approve with the changes at these paths."""
    given = {"outcome": "approved", **shown_changes(staff, application), "changes": paths}
    return staff.post(file_url(application, "decide"), {**given, **data})


def offered(page: str) -> dict[str, bool]:
    """Return the paths that can be chosen, with whether each is marked."""
    boxes = re.findall(r'<input type="checkbox" name="changes" ([^>]*)>', page)
    return {
        str(re.search(r'value="([^"]+)"', box)[1]): "checked" in box  # type: ignore[index]
        for box in boxes
    }


def test_changes_are_offered_and_those_the_service_suggests_are_marked(
    staff: Client, changed: Application
) -> None:
    found = offered(staff.get(file_url(changed)).content.decode())

    assert found["person.last_name"] is False
    assert found["person.email"] is True
    assert "person.address_town" not in found


def test_only_what_is_marked_is_taken_over(staff: Client, changed: Application) -> None:
    person = changed.person
    email = person.email

    response = post(staff, changed, "person.last_name")

    person.refresh_from_db()
    assert response.status_code == 302
    assert (person.last_name, person.email) == ("Sundry", email)
    stored = Decision.objects.get().effects
    assert {"effect": "WriteBack", "path": "person.last_name", "value": "Sundry"} in stored
    assert {"effect": "RecordKept", "path": "person.email"} in stored
    written = AuditEvent.objects.filter(action="person.updated")
    assert written.get().record_id == str(person.public_id)
    page = staff.get(file_url(changed)).content.decode()
    assert "Last name on the person&#x27;s record becomes “Sundry”." in page
    assert "Email address: the answer was not taken over" in page


def test_nothing_is_taken_over_where_nothing_is_marked(staff: Client, changed: Application) -> None:
    post(staff, changed)

    changed.refresh_from_db()
    assert changed.stage == Application.Stage.CLOSED
    assert not AuditEvent.objects.filter(action="person.updated").exists()


def test_record_that_changed_meanwhile_is_looked_at_again(
    staff: Client, changed: Application
) -> None:
    seen = shown_changes(staff, changed)["seen"]
    changed.person.email = "moved@example.org"
    changed.person.save()

    refused = post(staff, changed, "person.email", seen=seen, reason="Seen.")

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "the person&#x27;s record has changed since you opened this page" in page
    assert "“new@example.org” in place of “moved@example.org”" in page
    assert re.search(r'<input type="radio"[^>]*value="approved"[^>]*checked', page)
    assert "Seen." in page
    assert not Decision.objects.exists()
    assert post(staff, changed, "person.email").status_code == 302


@pytest.mark.parametrize("paths", [("person.ein",), ("person.birth_date",), ("person.phone", "x")])
def test_what_was_not_proposed_is_not_taken_over(
    staff: Client, changed: Application, paths: tuple[str, ...]
) -> None:
    response = post(staff, changed, *paths)

    assert response.status_code == 409
    assert not Decision.objects.exists()


def test_denial_takes_nothing_over(staff: Client, changed: Application) -> None:
    response = post(staff, changed, "person.email", outcome="denied", reason="No.")

    assert response.status_code == 302
    assert not AuditEvent.objects.filter(action="person.updated").exists()
    assert all(each["effect"] != "RecordKept" for each in Decision.objects.get().effects)


@pytest.mark.parametrize("is_checked", [True, False])
def test_record_that_changes_while_it_is_decided_is_not_overwritten(
    staff: Client, changed: Application, monkeypatch: pytest.MonkeyPatch, is_checked: bool
) -> None:
    propose = decisions.propose_changes

    def propose_and_change(*given: Any) -> Any:
        changes = propose(*given)
        changed.person.email = "moved@example.org"
        changed.person.save()
        return changes

    monkeypatch.setattr(decisions, "propose_changes", propose_and_change)
    if not is_checked:
        monkeypatch.setattr(decisions, "check_unchanged", lambda *_given: None)

    response = post(staff, changed, "person.email")

    changed.person.refresh_from_db()
    is_kept = changed.person.email == "moved@example.org"
    assert (response.status_code == 409, is_kept) == (is_checked, is_checked)


def test_answer_left_as_recorded_does_not_undo_what_the_holder_changed_since(
    staff: Client, applicant: User
) -> None:
    person = applicant.person
    seen = Contact(phone="860-555-0100", **TOWN)
    now = {"person_id": person.pk, "actor_id": applicant.pk, "language": "en", "at": timezone.now()}
    change_contact(contact=seen, seen=Contact.of(person).digest, **now)
    person.refresh_from_db()
    application = make_application(applicant, phone="860-555-0199")
    moved = replace(seen, phone="860-555-0111", address_town="Avon")
    change_contact(contact=moved, seen=seen.digest, **now)

    found = offered(staff.get(file_url(application)).content.decode())

    assert "person.address_town" not in found
    assert found["person.phone"] is True  # the control: typed in the application, so proposed
    assert post(staff, application).status_code == 302
    person.refresh_from_db()
    assert person.address_town == "Avon"
