"""The whole renewal by keyboard: every stop shows its focus, and nothing needs a mouse."""

import pytest
from playwright.sync_api import Page

from portal.users.models import User
from tests.factories.accounts import PASSWORD
from tests.factories.credentials import make_credential
from tests.journeys.applying import CONTACT, START
from tests.journeys.windows import Window

MOST_STOPS = 60
# Radio buttons and checkboxes are drawn by their label: there the ring is around the label's own mark.
SHOWS_FOCUS = """() => {
  const at = document.activeElement;
  const drawn = at.matches("[type=radio], [type=checkbox]")
    ? [getComputedStyle(at.nextElementSibling, "::before"), getComputedStyle(at.nextElementSibling)]
    : [getComputedStyle(at)];
  return drawn.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
}"""
NAME = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0] : at;
  return label.textContent.replace(/\\s+/g, " ").trim();
}"""
STATE = "() => document.activeElement.matches('[type=radio], [type=checkbox]') && document.activeElement.checked"


class Keyboard:
    """Hands that know Tab, Enter, Space, the arrows and letters."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def reach(self, name: str) -> None:
        """Press Tab until what is named has the focus; each stop on the way must show it."""
        stops = []
        for _stop in range(MOST_STOPS):
            self.press("Tab")
            stops.append(self.page.evaluate(NAME))
            assert self.page.evaluate(SHOWS_FOCUS), f"no visible focus on “{stops[-1]}”"
            if stops[-1].startswith(name):
                return
        raise AssertionError(f"“{name}” is not among the stops {stops}")

    def activate(self, name: str) -> None:
        """Reach a link or button, and press Enter there until the next page stands."""
        self.reach(name)
        with self.page.expect_navigation():
            self.press("Enter")

    def type(self, name: str, text: str) -> None:
        """Reach a field, and write over what stands there."""
        self.reach(name)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def answer_no(self, question: str) -> None:
        """Reach a question and move on to its second answer."""
        self.reach(question)
        self.press("ArrowDown")
        assert self.page.evaluate(STATE)


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
