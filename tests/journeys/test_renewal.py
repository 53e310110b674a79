"""The renewal from the service page to the public look-up, as an educator and a specialist see it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format

from portal.notifications.delivery import deliver_due
from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.accounts import PASSWORD
from tests.factories.credentials import make_credential
from tests.journeys import applying
from tests.journeys.windows import Window


@pytest.mark.usefixtures("public_pages")
def test_renewal_from_the_service_page_to_the_public_look_up(
    desktop: Window, second_desktop: Window, applicant: User, specialist: User
) -> None:
    held = make_credential(applicant.person)
    page = desktop.page

    desktop.go("/")
    desktop.see("home")
    desktop.go("/certified-educators/renew-professional/")
    desktop.see("service")
    applying.follow(desktop, "Start now")
    desktop.see("start")
    applying.press(desktop, "Sign in to start")
    desktop.see("sign-in")
    applying.sign_in(desktop, applicant.username)
    applying.press(desktop, "Start the application")
    desktop.see("task-list")
    applying.follow(desktop, "Continue")

    desktop.see("certificate")
    applying.choose_certificate(desktop, held.number)
    desktop.see("contact")
    applying.fill_contact(desktop, email="maren at example", address_zip="6")
    applying.save(desktop)
    desktop.see("contact-refused")
    assert page.locator("[data-error-summary] li").count() == 2
    applying.fill_contact(desktop)
    applying.save(desktop)
    desktop.see("questions")
    applying.answer_questions(desktop, convicted="yes")
    applying.save(desktop)
    desktop.see("explanation")
    page.fill("[name=statement-explanation]", "A fine for a loud radio in Avon, paid in 2011.")
    applying.save(desktop)
    desktop.see("statement")
    applying.acknowledge(desktop)
    desktop.see("read-back")
    page.get_by_role("link", name="Change Have you ever been convicted").click()
    applying.answer_questions(desktop)
    applying.save(desktop)
    applying.acknowledge(desktop)
    assert "loud radio" not in page.get_by_role("main").inner_text()
    applying.press(desktop, "Submit application")
    desktop.see("submitted")

    application = Application.objects.get()
    assert application.reference in desktop.heading()
    deliver_due(at=timezone.now())
    assert application.reference in mail.outbox[-1].body
    desktop.go("/account/")
    desktop.see("account-with-application")

    approve(second_desktop, specialist, application)
    deliver_due(at=timezone.now())
    assert len(mail.outbox) == 2
    page.reload()
    desktop.see("account-after-approval")
    desktop.go(f"/applications/{application.public_id}/")
    desktop.see("approved")

    held.refresh_from_db()
    assert held.expires_on >= timezone.localdate() + timedelta(days=4 * 365)
    desktop.go("/look-up/")
    desktop.see("look-up")
    page.fill("[name=name]", applicant.person.last_name)
    applying.press(desktop, "Search by name")
    desktop.see("look-up-results")
    new_date = date_format(held.expires_on)
    assert new_date in page.locator("#results").inner_text()
    desktop.go(f"/verify/{held.number}/")
    desktop.see("verify")
    assert new_date in page.get_by_role("main").inner_text()


def approve(window: Window, specialist: User, application: Application) -> None:
    """Approve an application in the staff area."""
    page = window.page
    window.go("/admin/")
    page.fill("[name=login]", specialist.username)
    page.fill("[name=password]", PASSWORD)
    applying.press(window, "Sign in")
    page.get_by_role("link", name="Applications", exact=True).first.click()
    window.picture("queue")
    page.get_by_role("link", name=application.reference).click()
    window.picture("file")
    page.get_by_role("button", name="Take it up").click()
    page.get_by_label("Approve").check()
    page.get_by_role("button", name="Record the decision").click()
    window.picture("decided")
