"""The whole renewal by keyboard: every stop shows its focus, and nothing needs a mouse."""

import pytest

from portal.users.models import User
from tests.factories.accounts import PASSWORD
from tests.factories.credentials import make_credential
from tests.journeys.applying import CONTACT, START
from tests.journeys.hands import Keyboard
from tests.journeys.windows import Window


@pytest.fixture
def keys(desktop: Window) -> Keyboard:
    """Return the hands on the desktop's keyboard."""
    return Keyboard(desktop.page)


def test_skip_link_is_first_and_leads_past_the_menu(desktop: Window, keys: Keyboard) -> None:
    desktop.go("/account/login/")

    keys.reach("Skip to main content")
    desktop.picture("skip-link", full_page=False)
    keys.press("Enter")
    assert desktop.page.evaluate("document.activeElement.id") == "main-content"
    desktop.picture("after-skipping", full_page=False)
    keys.press("Tab")
    assert desktop.page.evaluate("document.activeElement.name") == "login"


def test_renewal_by_keyboard(desktop: Window, keys: Keyboard, applicant: User) -> None:
    held = make_credential(applicant.person)
    desktop.go(START)
    keys.activate("Sign in to start")
    keys.type("Email address or user name", applicant.username)
    keys.type("Password", PASSWORD)
    keys.activate("Sign in")
    keys.activate("Start the application")
    keys.activate("Continue")

    keys.reach("Professional Educator Certificate")
    keys.press("Space")
    desktop.picture("tile-with-focus", full_page=False)
    keys.activate("Save and continue")
    correct_a_mistake(desktop, keys)
    for _question in range(3):
        keys.answer_no("Yes")
    keys.activate("Save and continue")
    keys.reach("I acknowledge this statement")
    keys.press("Space")
    keys.activate("Save and continue")
    keys.activate("Submit application")

    assert desktop.page.locator(".portal-reference").is_visible()
    held.refresh_from_db()
    assert held.events.filter(kind="filed").exists()


def correct_a_mistake(desktop: Window, keys: Keyboard) -> None:
    """Fill in the contact step; the list of mistakes takes the focus and leads to the field."""
    labels = ("Email address", "Phone number", "Street address", "Town", "State", "ZIP code")
    for label, (name, value) in zip(labels, CONTACT.items(), strict=True):
        keys.type(label, "6" if name == "address_zip" else value)
    keys.activate("Save and continue")
    assert desktop.page.evaluate("document.activeElement.matches('[data-error-summary]')")
    keys.reach("ZIP code: Enter a ZIP code of five digits")
    keys.press("Enter")
    assert desktop.page.evaluate("document.activeElement.name") == "contact-address_zip"
    keys.press("ControlOrMeta+a")
    desktop.page.keyboard.type("06115")
    keys.activate("Save and continue")
