"""A holder keeps the contact details up to date: by keyboard, on a phone without script, and in two tabs."""

import pytest

from portal.users.models import User
from tests.journeys import applying
from tests.journeys.hands import Keyboard
from tests.journeys.windows import Window

SAVE = "Save contact details"


@pytest.mark.proof
def test_contact_details_are_changed_by_keyboard(desktop: Window, applicant: User) -> None:
    keys = Keyboard(desktop.page)
    desktop.enter(applicant)
    desktop.go("/account/")
    keys.activate("Change address and telephone")
    desktop.see("details")
    keys.type("Phone number", "call me")
    keys.activate(SAVE)
    desktop.see("details-refused")
    assert desktop.page.evaluate("document.activeElement.matches('[data-error-summary]')")
    keys.reach("Phone number: Enter a phone number")
    keys.press("Enter")
    keys.press("ControlOrMeta+a")
    desktop.page.keyboard.type("860-555-0123")
    keys.type("Street address", "12 Elm Street")
    keys.type("Town", "Hartford")
    keys.type("State", "CT")
    keys.type("ZIP code", "06115")
    keys.activate(SAVE)

    assert "Your contact details are kept." in desktop.text()
    assert "12 Elm Street" in desktop.text()
    desktop.see("account")


@pytest.mark.proof
def test_second_tab_on_a_phone_chooses_what_to_keep(phone: Window, applicant: User) -> None:
    phone.enter(applicant)
    phone.go("/account/contact/")
    tab = phone.open_tab()
    tab.go("/account/contact/")
    for window, town in ((phone, "New Haven"), (tab, "Stamford")):
        window.page.fill("[name=address_line]", "12 Elm Street")
        window.page.fill("[name=address_town]", town)
        window.page.fill("[name=address_state]", "CT")
        window.page.fill("[name=address_zip]", "06115")
    phone.see("details")
    applying.press(phone, SAVE)

    applying.press(tab, SAVE)

    assert tab.heading() == "Your contact details were changed elsewhere"
    tab.see("both-versions")
    applying.press(tab, "Keep what I typed here")
    assert "Stamford, CT 06115" in tab.text()


@pytest.mark.proof
def test_contact_details_are_changed_in_spanish(spanish: Window, applicant: User) -> None:
    spanish.enter(applicant)
    spanish.go("/account/contact/")
    applying.press(spanish, "Guardar los datos de contacto")
    spanish.see("datos-rechazados")

    assert "Sus datos de contacto" in spanish.heading()


@pytest.mark.proof
def test_contact_details_are_changed_without_script(
    without_script: Window, applicant: User
) -> None:
    without_script.enter(applicant)
    without_script.go("/account/contact/")
    for name in ("address_line", "address_town", "address_state", "address_zip"):
        without_script.page.fill(f"[name={name}]", applying.CONTACT[name])
    applying.press(without_script, SAVE)

    assert "Hartford, CT 06115" in without_script.text()
