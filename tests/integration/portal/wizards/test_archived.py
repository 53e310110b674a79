"""An archived service: nobody new is let in, it is listed nowhere, and what was begun or sent goes on."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.definitions.switching import archive_service
from portal.records.applications.models import Application
from portal.records.audit.models import AuditEvent
from portal.records.wizards.models import Wizard
from portal.users.models import User
from tests.factories.pages import make_service_page
from tests.factories.policies import KEY, START, Seeker, publish_grant

pytestmark = pytest.mark.django_db

GONE = "This service is no longer offered"
ARCHIVE = "/admin/plugins/archive/"


@pytest.fixture
def seeker(applicant: User) -> Seeker:
    """Return somebody who asks."""
    publish_grant()
    return Seeker(applicant)


@pytest.fixture
def office(supervisor: User) -> Client:
    """Return the browser of who oversees the services."""
    browser = Client()
    browser.force_login(supervisor)
    return browser


def archive(supervisor: User) -> None:
    """Archive the service."""
    archive_service(key=KEY, is_archived=True, actor_id=supervisor.pk, at=timezone.now())


def test_newcomers_are_told_and_nothing_is_made(
    seeker: Seeker, visitor: Client, supervisor: User
) -> None:
    archive(supervisor)

    answers = [visitor.get(START), seeker.look(), seeker.start()]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert all(GONE in answer.content.decode() for answer in answers)
    assert seeker.count() == 0


def test_it_is_listed_nowhere(seeker: Seeker, visitor: Client, supervisor: User) -> None:
    page = make_service_page(title="Grant", slug="grant", service_key=KEY)
    archive(supervisor)

    listed = {item["key"] for item in visitor.get("/api/v1/services").json()["items"]}
    found = visitor.get("/search/?q=grant").content.decode()

    assert KEY not in listed
    assert visitor.get(f"/api/v1/services/{KEY}").json()["availability"] == "archived"
    assert START not in seeker.browser.get("/account/").content.decode()
    assert START not in found
    shown = visitor.get(page.url).content.decode()
    assert (GONE in shown, START in shown) == (True, False)


def test_draft_goes_on_to_its_end(seeker: Seeker, supervisor: User) -> None:
    draft = seeker.begin()
    archive(supervisor)

    assert seeker.begin() == draft
    assert draft in seeker.look().content.decode()
    assert "Ask for a grant" in seeker.browser.get("/account/").content.decode()
    assert seeker.browser.get(f"{draft}purpose/").status_code == 200
    seeker.save(draft)
    assert seeker.send(draft).headers["Location"] == draft
    assert seeker.browser.get(draft).status_code == 200
    assert Application.objects.get().submitted_at is not None


def test_overview_archives_and_offers_again_once_a_turn(office: Client, seeker: Seeker) -> None:
    pages = [
        office.post(ARCHIVE, {"key": KEY, "is_archived": turn}, follow=True).content.decode()
        for turn in ("1", "1", "0")
    ]

    assert "The service is archived. What people have begun or sent goes on." in pages[0]
    assert "archived</span>" in " ".join(pages[0].split()).replace(" </span>", "</span>")
    assert "The service is offered again." in pages[2]
    assert Wizard.objects.get(key=KEY).archived_at is None
    actions = AuditEvent.objects.filter(record_id=KEY, action__startswith="service.")
    assert list(actions.order_by("id").values_list("action", flat=True)) == [
        "service.archived",
        "service.offered_again",
    ]


def test_only_a_known_wizard_is_archived_by_who_oversees(
    office: Client, seeker: Seeker, specialist: User
) -> None:
    other = Client()
    other.force_login(specialist)

    assert office.get(ARCHIVE).status_code == 405
    assert office.post(ARCHIVE, {"key": "credential_lookup.search"}).status_code == 404
    assert other.post(ARCHIVE, {"key": KEY, "is_archived": "1"}).status_code in {302, 403}
    assert Wizard.objects.get(key=KEY).archived_at is None
