"""Joining the registry from its page to the registry ID, as a teacher and a verifier see it."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from portal.notifications.delivery import deliver_due
from portal.records.applications.models import Application
from portal.records.evidence.queries import list_claimed_items
from portal.users.models import User
from tests.factories.registry import COLLEGE, COURSE, PROGRAM, days_ago
from tests.journeys import applying, deciding
from tests.journeys.windows import Window

PAGE = "/early-childhood/join-registry/"


@pytest.mark.proof
@pytest.mark.usefixtures("public_pages")
def test_items_are_claimed_verified_one_by_one_and_shown_with_the_registry_id(
    desktop: Window, second_desktop: Window, applicant: User, registry_verifier: User
) -> None:
    desktop.enter(applicant)
    desktop.go("/early-childhood/")
    desktop.see("hub")
    desktop.go(PAGE)
    desktop.see("service")
    applying.follow(desktop, "Start now")
    applying.press(desktop, "Start the application")
    applying.follow(desktop, "Continue")
    application = join(desktop)
    desktop.see("submitted")
    desktop.go("/account/")
    desktop.see("account-with-claims")
    assert desktop.text().count("Claimed") == 3

    deciding.open_file(second_desktop, registry_verifier, application)
    settle(second_desktop, application)
    deciding.decide(second_desktop, "Approve")
    second_desktop.go(f"/admin/applications/{application.public_id}/")
    second_desktop.see("decided", within="main")

    applicant.person.refresh_from_db()
    registry_id = applicant.person.registry_id
    assert registry_id
    desktop.go("/account/")
    desktop.see("account-with-registry-id")
    assert registry_id in desktop.text()
    assert (desktop.text().count("Verified"), desktop.text().count("Rejected")) == (2, 1)
    assert "The transcript is missing." in desktop.text()
    deliver_due(at=timezone.now())
    assert registry_id in mail.outbox[-1].body


def join(window: Window) -> Application:
    """Answer every step, with employment that ends before it begins, and submit."""
    for name, value in (("role", "teaching"), ("setting", "center")):
        window.page.locator(f"[name=membership-{name}][value={value}] + label").click()
    window.see("membership")
    save(window)
    applying.fill_contact(window)
    save(window)
    fill_row(window, "employment", position="Teacher", organization=PROGRAM, full_time_percent="50")
    fill_day(window, "employment-employment-0-starts_on", days_ago(100))
    fill_day(window, "employment-employment-0-ends_on", days_ago(200))
    window.see("employment")
    save(window)
    fill_row(window, "education", degree="Associate of Science", institution=COLLEGE)
    save(window)
    fill_row(window, "training", course=COURSE, provider="Bright Start", hours="3")
    fill_day(window, "training-training-0-completed_on", days_ago(30))
    window.see("training")
    save(window)
    save(window)
    applying.acknowledge(window)
    window.see("read-back")
    window.click(window.page.locator("main form .usa-button--big"))
    window.see("employment-asked-again")
    assert f"Your last day at {PROGRAM} is before your first." in window.text()
    for part in ("month", "day", "year"):
        window.page.fill(f"[name=employment-employment-0-ends_on_{part}]", "")
    save(window)
    applying.acknowledge(window)
    return applying.submit(window)


def save(window: Window) -> None:
    """Save the step."""
    applying.press(window, "Save and continue")


def fill_row(window: Window, group: str, **answers: str) -> None:
    """Type the first row of a group."""
    for name, value in answers.items():
        window.page.fill(f"[name={group}-{group}-0-{name}]", value)


def fill_day(window: Window, name: str, day: date) -> None:
    """Type a day into its three boxes."""
    for part in ("month", "day", "year"):
        window.page.fill(f"[name={name}_{part}]", str(getattr(day, part)))


def settle(window: Window, application: Application) -> None:
    """Try to approve, accept two items, and reject one, at first without its reason."""
    window.see("file", within="main")
    deciding.decide(window, "Approve")
    assert "3 items of this application are still open." in window.text()
    employment, degree, course = list_claimed_items(application.person_id)
    for anchor in (f"experience-{employment.id}", f"training-{course.id}"):
        row = window.page.locator(f"#{anchor}")
        window.click(row.get_by_role("button", name="Accept"))
    for reason in ("", "The transcript is missing."):
        row = window.page.locator(f"#qualification-{degree.id}")
        if not row.locator("details[open]").count():
            row.locator("summary").click()
        row.get_by_label("Why it is rejected").fill(reason)
        window.see("rejecting", within="main")
        window.click(row.get_by_role("button", name="Reject the item"))
    assert "Every item is accepted or rejected." in window.text()
    window.see("settled", within="main")
