"""What an application claims, on its page: item by item accepted or rejected, and every way it is refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.models import Training
from portal.records.evidence.queries import list_claimed_items
from portal.users.models import User
from tests.factories.accounts import make_person
from tests.factories.joining import make_joining, offer_joining, settle_all
from tests.integration.portal.casework.conftest import browser_of, closed_status, file_url
from tests.integration.portal.casework.test_decision import words

pytestmark = pytest.mark.django_db
REASON = {"reason": "The transcript is missing."}
APPROVE = {"outcome": "approved", "reason": ""}


@pytest.fixture
def application(applicant: User, monkeypatch: pytest.MonkeyPatch) -> Application:
    """Return the applicant's application to join."""
    offer_joining(monkeypatch)
    return make_joining(applicant)


@pytest.fixture
def staff(registry_verifier: User) -> Client:
    """Return the registry verifier's browser."""
    return browser_of(registry_verifier)


def items_of(application: Application) -> list[ClaimedItem]:
    """Return what the application claims."""
    return list_claimed_items(application.person_id, application.reference or "")


def item_url(application: Application, item: ClaimedItem, act: str) -> str:
    """Return the address of an act on an item."""
    return file_url(application, f"evidence/{item.kind.value}/{item.id}/{act}")


def assert_untouched(application: Application) -> None:
    """Check that every item is open."""
    assert all(item.is_open for item in items_of(application))


def test_file_shows_what_is_claimed_and_what_is_open(
    staff: Client, application: Application
) -> None:
    page = words(staff.get(file_url(application)).content)

    assert "Teacher, Maple Street Center" in page
    assert "Employment: since Aug. 1, 2024" in page
    assert "Education: completed May 30, 2020" in page
    assert "Training: completed Jan. 2, 2026, 2.5 hours" in page
    assert "3 items are still open. Approval needs every item accepted or rejected." in page
    assert "The person gets a registry ID" in page


def test_accepting_says_so_and_leads_back_to_the_item(
    staff: Client, application: Application, registry_verifier: User
) -> None:
    item = items_of(application)[0]

    response = staff.post(item_url(application, item, "verify"))

    assert response["Location"] == f"{file_url(application)}#experience-{item.id}"
    page = words(staff.get(file_url(application)).content)
    assert "Accepted: Teacher, Maple Street Center." in page
    assert "2 items are still open." in page
    accepted = items_of(application)[0]
    assert (accepted.state, accepted.settled_by) == ("verified", registry_verifier.username)
    assert f"{registry_verifier.username}, " in page


def test_decision_form_names_what_is_still_open(
    staff: Client, application: Application, registry_verifier: User
) -> None:
    experience, qualification, training = items_of(application)
    staff.post(item_url(application, qualification, "verify"))

    page = staff.get(file_url(application)).content.decode()

    assert f'<a href="#experience-{experience.id}">Teacher, Maple Street Center</a>' in page
    assert f'<a href="#training-{training.id}">Safe sleep, Bright Start</a>' in page
    assert f'href="#qualification-{qualification.id}"' not in page


def test_rejecting_keeps_the_reason_on_the_item(staff: Client, application: Application) -> None:
    item = items_of(application)[1]

    response = staff.post(item_url(application, item, "reject"), REASON, follow=True)

    page = words(response.content)
    assert "Rejected: BA, Child studies, Ashford College." in page
    assert page.count("The transcript is missing.") == 1
    assert items_of(application)[1].is_rejected


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("", "Say why the item is rejected."),
        (" \n", "Say why the item is rejected."),
        ("x" * 2001, "at most 2000 characters"),
        ("\0", "Null characters are not allowed."),
    ],
)
def test_rejection_without_a_sound_reason_is_asked_for_again(
    staff: Client, application: Application, reason: str, message: str
) -> None:
    item = items_of(application)[1]

    response = staff.post(item_url(application, item, "reject"), {"reason": reason})

    assert response.status_code == 422
    assert message in words(response.content)
    assert response.content.decode().count("<details open>") == 1
    assert_untouched(application)


@pytest.mark.parametrize("act", ["verify", "reject"])
def test_settled_item_is_not_settled_again(
    staff: Client, application: Application, specialist: User, act: str
) -> None:
    item = items_of(application)[0]
    settle_all(application, specialist)

    response = staff.post(item_url(application, item, act), REASON)

    assert response.status_code == 409
    assert "Somebody has verified or rejected this item already." in words(response.content)
    assert items_of(application)[0].settled_by == specialist.username


@pytest.mark.parametrize("act", ["verify", "reject"])
def test_item_of_another_application_is_not_found(
    staff: Client, application: Application, other_applicant: User, act: str
) -> None:
    foreign = make_joining(other_applicant)
    item = items_of(foreign)[0]

    assert staff.post(item_url(application, item, act), REASON).status_code == 404
    assert_untouched(foreign)


@pytest.mark.parametrize("path", ["training/0", "nothing/1", "testresult/1"])
def test_unknown_item_is_not_found(staff: Client, application: Application, path: str) -> None:
    address = file_url(application, f"evidence/{path}/verify")

    assert staff.post(address).status_code == 404


def test_own_items_are_shown_without_forms_and_refused(
    application: Application, registry_verifier: User
) -> None:
    make_person(registry_verifier)
    own = make_joining(registry_verifier)
    staff = browser_of(registry_verifier)

    assert "/evidence/" not in staff.get(file_url(own)).content.decode()
    for act in ("verify", "reject"):
        response = staff.post(item_url(own, items_of(own)[0], act), REASON)
        assert response.status_code == 403
        assert "a colleague must verify it" in words(response.content)
    assert_untouched(own)


@pytest.mark.parametrize("act", ["verify", "reject"])
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_nothing_but_a_post_settles(
    staff: Client, application: Application, act: str, method: str
) -> None:
    response = getattr(staff, method)(item_url(application, items_of(application)[0], act))

    assert response.status_code == 405
    assert_untouched(application)


@pytest.mark.parametrize("act", ["verify", "reject"])
def test_post_without_token_is_refused(
    registry_verifier: User, application: Application, act: str
) -> None:
    staff = browser_of(registry_verifier, enforce_csrf_checks=True)

    response = staff.post(item_url(application, items_of(application)[0], act), REASON)

    assert response.status_code == 403
    assert_untouched(application)


@pytest.mark.parametrize("role", ["applicant", "other_applicant", "fiscal_clerk", "editor"])
@pytest.mark.parametrize("act", ["verify", "reject"])
def test_settling_is_closed_to(
    role: str, act: str, as_role: Callable[[str], Client], application: Application
) -> None:
    response = as_role(role).post(item_url(application, items_of(application)[0], act), REASON)

    assert response.status_code == closed_status(role)
    assert_untouched(application)


def test_approval_with_open_items_is_refused_with_their_number(
    staff: Client, application: Application
) -> None:
    response = staff.post(file_url(application, "decide"), APPROVE)

    assert response.status_code == 409
    assert "3 items of this application are still open." in words(response.content)
    assert not Decision.objects.exists()


def test_verifier_approves_and_the_decision_names_what_was_rejected(
    staff: Client, application: Application, registry_verifier: User
) -> None:
    settle_all(application, registry_verifier, reject=("qualification",))
    assert "Every item is accepted or rejected." in words(staff.get(file_url(application)).content)

    staff.post(file_url(application, "decide"), APPROVE)

    page = words(staff.get(file_url(application)).content)
    assert "Items that were rejected" in page
    assert "BA, Child studies, Ashford College: The transcript is missing." in page


def test_what_applicants_claim_is_escaped(staff: Client, application: Application) -> None:
    Training.objects.update(course="<script>alert(1)</script>")

    assert b"<script>alert(1)" not in staff.get(file_url(application)).content
