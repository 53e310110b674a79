"""The renewal from the service page to the public look-up, as an educator and a specialist see it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format

from portal.notifications.delivery import deliver_due
from portal.records.credentials.models import Credential
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.journeys import applying, deciding
from tests.journeys.windows import Window

FOUR_YEARS = timedelta(days=4 * 365)


@pytest.fixture
def held(applicant: User) -> Credential:
    """Return the certificate that the educator renews."""
    return make_credential(applicant.person)


@pytest.mark.usefixtures("public_pages")
def test_renewal_from_the_service_page_to_the_public_look_up(
    desktop: Window, second_desktop: Window, applicant: User, specialist: User, held: Credential
) -> None:
    arrive(desktop, applicant)
    answer_with_a_mistake(desktop, held)
    change_an_answer(desktop)
    application = applying.submit(desktop)
    desktop.see("submitted")
    assert application.reference in desktop.heading()
    deliver_due(at=timezone.now())
    assert application.reference in mail.outbox[-1].body
    desktop.go("/account/")
    desktop.see("account-with-application")

    deciding.open_file(second_desktop, specialist, application)
    second_desktop.see("file", within="main")
    deciding.decide(second_desktop, "Approve")
    second_desktop.see("queue-after-decision", within="main")

    deliver_due(at=timezone.now())
    assert len(mail.outbox) == 2
    desktop.go(f"/applications/{application.public_id}/")
    desktop.see("approved")
    held.refresh_from_db()
    assert held.expires_on is not None
    assert held.expires_on >= timezone.localdate() + FOUR_YEARS
    look_up(desktop, held)


def arrive(window: Window, applicant: User) -> None:
    """Read the public pages, sign in and begin."""
    window.go("/")
    window.see("home")
    window.go("/certified-educators/renew-professional/")
    window.see("service")
    applying.follow(window, "Start now")
    window.see("start")
    applying.press(window, "Sign in to start")
    window.see("sign-in")
    applying.sign_in(window, applicant.username)
    applying.press(window, "Start the application")
    window.see("task-list")
    applying.follow(window, "Continue")


def answer_with_a_mistake(window: Window, held: Credential) -> None:
    """Answer every step; two mistakes are made and corrected, one answer needs an explanation."""
    window.see("certificate")
    applying.choose_certificate(window, held.number)
    window.see("contact")
    applying.fill_contact(window, email="maren at example", address_zip="6")
    applying.save(window)
    window.see("contact-refused")
    assert window.page.locator("[data-error-summary] li").count() == 2
    applying.fill_contact(window)
    applying.save(window)
    window.see("questions")
    applying.answer_questions(window, convicted="yes")
    applying.save(window)
    window.see("explanation")
    window.page.fill("[name=statement-explanation]", "A fine for a loud radio in Avon in 2011.")
    applying.save(window)
    window.see("statement")
    applying.acknowledge(window)


def change_an_answer(window: Window) -> None:
    """Change an answer from the read-back, accept again, and come straight back to it."""
    window.see("read-back")
    assert "loud radio" in window.text()
    applying.follow(window, "Change Have you ever been convicted")
    applying.answer_questions(window)
    applying.save(window)
    applying.acknowledge(window)
    assert window.path.endswith("/review/")
    assert "loud radio" not in window.text()


def look_up(window: Window, held: Credential) -> None:
    """Find the new dates in the public look-up and on the certificate's own page."""
    assert held.expires_on is not None
    window.go("/look-up/")
    window.see("look-up")
    window.page.fill("[name=name]", held.person.last_name)
    applying.press(window, "Search by name")
    window.see("look-up-results")
    assert date_format(held.expires_on) in window.page.locator("#results").inner_text()
    window.go(f"/verify/{held.number}/")
    window.see("verify")
    assert date_format(held.expires_on) in window.text()


@pytest.mark.long
def test_renewal_on_a_phone(phone: Window, applicant: User, held: Credential) -> None:
    phone.enter(applicant)
    phone.go("/account/")
    phone.see("account")
    phone.page.get_by_role("button", name="Renew Professional").tap()
    phone.picture("task-list")
    phone.page.locator("main a.usa-button").tap()
    applying.complete(phone, held.number)
    phone.picture("read-back")

    assert applying.submit(phone).submitted_at is not None
    phone.picture("submitted")


@pytest.mark.proof
def test_renewal_without_script(without_script: Window, applicant: User, held: Credential) -> None:
    without_script.go(applying.START)
    applying.press(without_script, "Sign in to start")
    applying.sign_in(without_script, applicant.username)
    applying.start(without_script)
    applying.choose_certificate(without_script, held.number)
    applying.fill_contact(without_script, address_zip="6")
    applying.save(without_script)
    assert without_script.page.locator("[data-error-summary] li").count() == 1
    applying.fill_contact(without_script)
    applying.save(without_script)
    applying.answer_questions(without_script)
    applying.save(without_script)
    applying.acknowledge(without_script)

    assert applying.submit(without_script).submitted_at is not None


def test_menu_of_a_phone_opens_without_script(without_script: Window, applicant: User) -> None:
    page = without_script.page
    page.set_viewport_size({"width": 390, "height": 844})
    without_script.enter(applicant)
    without_script.go("/account/")
    menu = page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()

    page.locator("summary", has_text="Menu").click()
    assert menu.is_visible()


@pytest.mark.proof
def test_renewal_in_spanish(spanish: Window, applicant: User, held: Credential) -> None:
    spanish.enter(applicant)
    applying.start(spanish)
    assert spanish.page.locator("html").get_attribute("lang") == "es"
    assert spanish.heading() == "Elija su certificado"
    applying.choose_certificate(spanish, held.number)
    spanish.picture("contact")
    applying.fill_contact(spanish)
    applying.save(spanish)
    assert spanish.heading() == "Condenas y medidas disciplinarias"
    applying.answer_questions(spanish)
    applying.save(spanish)
    assert "Reconozco esta declaración" in spanish.text()
    applying.acknowledge(spanish)
    spanish.see("read-back")

    assert applying.submit(spanish).submitted_at is not None
    spanish.see("submitted")
    spanish.click(spanish.page.get_by_role("button", name="English"))
    assert "What happens next" in spanish.text()


@pytest.mark.long
def test_denial_tells_the_reason(
    desktop: Window, second_desktop: Window, applicant: User, specialist: User, held: Credential
) -> None:
    desktop.enter(applicant)
    applying.start(desktop)
    applying.complete(desktop, held.number)
    application = applying.submit(desktop)
    deciding.open_file(second_desktop, specialist, application)
    desktop.page.reload()
    desktop.see("under-review")
    deciding.decide(second_desktop, "Deny")
    assert "Say why the application is denied." in second_desktop.text()
    second_desktop.see("denial-without-reason", within="main")
    deciding.decide(second_desktop, "Deny", "The name differs from the one on record.")

    second_desktop.go(f"/admin/applications/{application.public_id}/")
    second_desktop.see("decided", within="main")

    desktop.page.reload()
    desktop.see("denied")
    assert "The name differs from the one on record." in desktop.text()


def test_certificate_out_of_its_window_says_when_to_come_back(
    desktop: Window, applicant: User
) -> None:
    early = make_credential(applicant.person, days_left=400)
    desktop.enter(applicant)
    desktop.go("/account/")
    assert desktop.page.get_by_role("button", name="Renew Professional").count() == 0
    desktop.see("account")
    applying.start(desktop)

    reason = f"It is too early to renew certificate {early.number}. Come back on"
    assert reason in desktop.text()
    applying.save(desktop)
    desktop.see("nothing-to-renew")
    assert reason in desktop.page.locator("[data-error-summary]").inner_text()
