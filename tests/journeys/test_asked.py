"""Somebody whom an applicant named answers by a link, on a page of their own; what becomes of it is shown."""

import pytest
from django.urls import reverse

from portal.users.models import User
from tests.factories.asked import employ, link_of
from tests.journeys.windows import Window

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_employer_answers_without_an_account(
    request: pytest.FixtureRequest, site: str, size: str, applicant: User, specialist: User
) -> None:
    window: Window = request.getfixturevalue(size)
    _browser, application = employ(applicant)
    asked = application.requests.get()

    window.go(link_of(asked))
    window.see("asked")
    window.click(window.page.get_by_role("button", name="Send my answers"))
    window.see("refused")
    assert window.page.get_by_text("Since which month?").is_hidden()
    window.page.get_by_text("Yes", exact=True).click()
    assert window.page.get_by_text("Since which month?").is_visible()
    window.page.get_by_label("Anything we should know").fill("Since the spring.")
    window.click(window.page.get_by_role("button", name="Send my answers"))
    window.see("thanked")
    assert window.heading() == "Thank you"

    window.enter(applicant)
    window.go(f"/applications/{application.public_id}/")
    window.see("applicant")
    assert "Answered" in window.text()
    assert "Since the spring." not in window.text()

    window.enter(specialist)
    window.go(reverse("casework:file", args=[application.public_id]))
    window.picture("reviewer")
    assert "Since the spring." in window.text()


def test_applicant_names_somebody_else(site: str, desktop: Window, applicant: User) -> None:
    _browser, application = employ(applicant)
    desktop.enter(applicant)
    desktop.go(f"/applications/{application.public_id}/")
    desktop.page.get_by_text("Name somebody else instead").click()
    desktop.see("naming")
    desktop.click(desktop.page.get_by_role("button", name="Ask this person"))
    desktop.see("refused")
    desktop.page.get_by_label("Name", exact=True).fill("Bea Voss")
    desktop.page.get_by_label("Email address").fill("bea@example.org")
    desktop.click(desktop.page.get_by_role("button", name="Ask this person"))
    desktop.see("asked")
    assert "Bea Voss" in desktop.text()
