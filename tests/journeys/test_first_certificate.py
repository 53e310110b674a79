"""A first certificate from its page to the certificate: review part on filing, balance once found eligible."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload

from portal.records.credentials.models import Credential
from portal.records.models import Application
from portal.users.models import User
from tests.factories.credentials import make_type
from tests.factories.records import make_endorsement
from tests.files import make_pdf
from tests.journeys import applying, deciding
from tests.journeys.windows import Window

PAGE = "/aspiring-educators/first-certificate/"
PROGRAM = {
    "institution_name": "Ashford College",
    "program": "Elementary Education",
    "degree": "Bachelor of Science",
    "field_of_study": "Elementary Education",
}


@pytest.fixture
def on_offer(public_pages: None) -> None:
    """Have the certificate that is issued, and the endorsement that is asked for."""
    make_type("initial", title="Initial Educator Certificate", months=120)
    make_endorsement("305", "Elementary", category="teaching")


def fill_day(window: Window, name: str, days: int) -> None:
    """Type a day, so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    for part in ("month", "day", "year"):
        window.page.fill(f"[name={name}_{part}]", str(getattr(day, part)))


def apply(window: Window) -> Application:
    """Answer every step, and submit."""
    applying.fill_contact(window)
    applying.save(window)
    for name, value in PROGRAM.items():
        window.page.fill(f"[name=program-{name}]", value)
    for name in ("completed_on", "conferred_on"):
        fill_day(window, f"program-{name}", 200)
    window.page.locator("[name=program-is_recommended][value=yes] + label").click()
    window.page.fill("[name=program-recommended_by]", "Certification officer")
    applying.save(window)
    window.page.select_option("[name=endorsements-endorsements-0-endorsement]", "305")
    applying.press(window, "Save and continue")
    window.page.locator("[name=tests-tests-0-provider][value=ETS] + label").click()
    for name, value in (("code", "5002"), ("score", "165")):
        window.page.fill(f"[name=tests-tests-0-{name}]", value)
    fill_day(window, "tests-tests-0-taken_on", 300)
    applying.press(window, "Save and continue")
    applying.answer_questions(window)
    applying.save(window)
    transcript = FilePayload(name="t.pdf", mimeType="application/pdf", buffer=make_pdf())
    window.page.set_input_files("#id_papers-transcript-file", [transcript])
    applying.press(window, "Save and continue")
    applying.acknowledge(window)
    window.see("read-back")
    assert "t.pdf" in window.text()
    window.click(window.page.locator("main form .usa-button--big"))
    return Application.objects.get()


def pay(window: Window, application: Application, amount: str) -> None:
    """Pay what is due in the labelled test payment, from the application's box."""
    window.go(f"/applications/{application.public_id}/")
    window.click(window.page.get_by_role("link", name=f"Pay {amount}"))
    window.page.locator("[value='portal.sandbox'] + label").click()
    applying.press(window, f"Pay {amount}")
    window.page.locator("[value=paid]").first.click()


@pytest.mark.proof
@pytest.mark.usefixtures("on_offer")
def test_first_certificate_comes_after_review_part_eligibility_and_balance(
    desktop: Window, second_desktop: Window, applicant: User, specialist: User
) -> None:
    own, staff = desktop, second_desktop
    own.enter(applicant)
    own.go(PAGE)
    own.see("service")
    applying.follow(own, "Start now")
    applying.press(own, "Start the application")
    applying.follow(own, "Continue")
    application = apply(own)
    assert "Due now: $50.00" in own.text()
    own.see("to-pay")
    pay(own, application, "$50.00")
    own.see("review-part-paid")

    deciding.open_file(staff, specialist, application)
    staff.see("file", within="main")
    for _claim in range(2):
        staff.click(staff.page.get_by_role("button", name="Accept").first)
    staff.click(staff.page.get_by_role("button", name="Find eligible"))
    own.go("/account/")
    assert "Pay $150.00" in own.text()
    own.see("balance-to-do")
    pay(own, application, "$150.00")
    own.see("paid")
    staff.page.reload()
    deciding.decide(staff, "Approve")

    issued = Credential.objects.get()
    own.go("/account/")
    assert issued.number in own.text()
    own.see("issued")
