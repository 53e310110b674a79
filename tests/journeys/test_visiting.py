"""A form without an account in the browser: on a phone, without script, by keyboard, in Spanish, and come back to."""

import pytest
from django.core.cache import cache

from portal.records.models import Application
from portal.users.models import User
from tests.factories.visiting import ADDRESS, START, link_url, newest_link
from tests.journeys.test_keyboard import Keyboard
from tests.journeys.windows import Window

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("public_pages")]
ENGLISH = {
    "start": "Start",
    "continue": "Continue",
    "save": "Save and continue",
    "subject": "A question about a certificate",
    "message": "What do you want to tell us?",
    "yes": "Yes",
    "email": "Email address",
    "read": "I have read this",
    "submit": "Submit application",
    "later": "Save and come back later",
    "mail": "Mail me a link",
    "open": "Open my form",
}
SPANISH = {
    "start": "Comenzar",
    "continue": "Continuar",
    "save": "Guardar y continuar",
    "subject": "Una pregunta de un certificado",
    "message": "¿Qué quiere decirnos?",
    "yes": "Sí",
    "email": "Correo electrónico",
    "read": "He leído esto",
    "submit": "Enviar la solicitud",
    "later": "Guardar y volver más tarde",
    "mail": "Envíenme un enlace",
    "open": "Abrir mi formulario",
}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def look(window: Window, state: str, *, closely: bool) -> None:
    """Take a picture of a state, and check it where the browser runs what checks."""
    window.see(state) if closely else window.picture(state)


def press(window: Window, name: str) -> None:
    """Press a button or link of the main part that leads to another page."""
    main = window.page.get_by_role("main")
    button = main.get_by_role("button", name=name, exact=True)
    link = main.get_by_role("link", name=name, exact=True)
    window.click(button.or_(link).first)


def stop_and_come_back(window: Window, words: dict[str, str], *, closely: bool) -> None:
    """Leave in the middle of the message, and come back by the mailed link."""
    window.page.get_by_label(words["message"]).fill("How long is it valid?")
    press(window, words["later"])
    look(window, "asked-for-address", closely=closely)
    press(window, words["mail"])
    look(window, "no-address", closely=closely)
    window.page.get_by_label(words["email"]).fill(ADDRESS)
    press(window, words["mail"])
    look(window, "link-mailed", closely=closely)
    window.lose_session()
    window.go(link_url(newest_link()))
    look(window, "link", closely=closely)
    press(window, words["open"])
    look(window, "come-back-to", closely=closely)
    press(window, words["continue"])


def send(window: Window, words: dict[str, str], *, closely: bool) -> str:
    """Fill in the whole form, and return its reference."""
    window.go(START)
    look(window, "start", closely=closely)
    press(window, words["start"])
    look(window, "parts", closely=closely)
    press(window, words["continue"])
    window.page.get_by_text(words["subject"], exact=True).click()
    look(window, "first-part", closely=closely)
    press(window, words["save"])
    stop_and_come_back(window, words, closely=closely)
    window.page.get_by_text(words["yes"], exact=True).click()
    press(window, words["save"])
    press(window, words["save"])
    look(window, "refused", closely=closely)
    window.page.get_by_label(words["email"]).fill(ADDRESS)
    press(window, words["save"])
    window.page.get_by_text(words["read"], exact=True).click()
    press(window, words["save"])
    look(window, "read-back", closely=closely)
    press(window, words["submit"])
    look(window, "sent", closely=closely)
    return window.page.locator(".portal-reference").inner_text()


@pytest.mark.parametrize(
    ("size", "words"), [("phone", ENGLISH), ("without_script", ENGLISH), ("spanish", SPANISH)]
)
def test_visitor_writes_stops_and_comes_back(
    request: pytest.FixtureRequest, size: str, words: dict[str, str]
) -> None:
    window: Window = request.getfixturevalue(size)

    closely = size != "without_script"
    reference = send(window, words, closely=closely)

    application = Application.objects.get()
    assert (application.reference, application.person_id) == (reference, None)
    assert application.contact_email == ADDRESS
    window.go(link_url(newest_link()))
    look(window, "link-of-what-was-sent", closely=closely)


def test_other_browser_is_told_what_to_do(desktop: Window, second_desktop: Window) -> None:
    desktop.go(START)
    press(desktop, "Start")
    path = desktop.path
    second_desktop.go(path)
    second_desktop.see("not-here")
    assert second_desktop.heading() == "This form cannot be opened here"
    press(second_desktop, "Come back to a form")
    second_desktop.see("lost-link")
    second_desktop.page.get_by_label("Email address").fill("nobody@example.org")
    press(second_desktop, "Mail me a link")
    second_desktop.see("neutral-answer")


def test_used_link_offers_another(desktop: Window) -> None:
    desktop.go(START)
    press(desktop, "Start")
    press(desktop, "Save and come back later")
    desktop.page.get_by_label("Email address").fill(ADDRESS)
    press(desktop, "Mail me a link")
    link = link_url(newest_link())
    desktop.go(link)
    press(desktop, "Open my form")
    desktop.go(link)
    desktop.see("link-was-used")
    assert desktop.heading() == "This link was used"
    press(desktop, "Mail me a new link to the same address")
    desktop.see("another-mailed")
    assert newest_link().number == 2


def test_whole_form_by_keyboard(desktop: Window) -> None:
    keys = Keyboard(desktop.page)
    desktop.go(START)
    keys.activate("Start")
    keys.activate("Continue")
    keys.reach("A question about a certificate")
    keys.press("Space")
    keys.activate("Save and continue")
    keys.reach("What do you want to tell us?")
    desktop.page.keyboard.type("Thank you.")
    keys.answer_no("Yes")
    keys.activate("Save and continue")
    keys.reach("I have read this")
    keys.press("Space")
    keys.activate("Save and continue")
    keys.activate("Submit application")

    assert desktop.page.locator(".portal-reference").is_visible()


def test_contact_page_leads_to_the_form_and_staff_read_it(
    desktop: Window, second_desktop: Window, specialist: User
) -> None:
    desktop.go("/contact/")
    desktop.click(desktop.page.get_by_role("main").get_by_role("link", name="Write to us"))
    desktop.see("service-page")
    press(desktop, "Start now")
    press(desktop, "Start")
    desktop.go(desktop.path)
    application = Application.objects.get()
    assert application.person_id is None
    second_desktop.enter(specialist)
    second_desktop.go("/admin/applications/")
    second_desktop.see("queue", within="main")
