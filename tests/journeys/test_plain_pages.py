"""What a person sees when something cannot be done: each page says so plainly, with a way on."""

import pytest

from portal.records.wizards.models import Wizard
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.journeys import applying
from tests.journeys.windows import Window

REFUSED = {
    "not-found": ("/no/such/page/", "We cannot find that page"),
    "application-not-found": (
        "/applications/00000000-0000-4000-8000-000000000000/",
        "We cannot find that page",
    ),
    "verify-malformed": ("/verify/ABC/", "This is not a certificate number"),
}


@pytest.mark.parametrize("state", REFUSED)
def test_unknown_address_is_a_plain_page(desktop: Window, applicant: User, state: str) -> None:
    path, heading = REFUSED[state]
    desktop.enter(applicant)
    desktop.go(path)

    assert desktop.heading() == heading
    desktop.see(state)


def test_tampered_form_is_a_plain_page(desktop: Window, applicant: User) -> None:
    make_credential(applicant.person)
    desktop.enter(applicant)
    applying.start(desktop)
    desktop.page.evaluate("document.querySelector('[name$=current_step]').value = 'nothing'")
    applying.save(desktop)

    assert desktop.heading() == "This form does not fit the page"
    desktop.see("bad-form")


def test_form_that_expired_is_a_plain_page(desktop: Window) -> None:
    desktop.go("/account/login/")
    desktop.page.context.clear_cookies()
    applying.press(desktop, "Sign in")

    assert desktop.heading() == "This form has expired"
    desktop.see("expired-form")


def test_staff_area_is_closed_to_educators(desktop: Window, applicant: User) -> None:
    desktop.enter(applicant)
    desktop.go("/admin/applications/")

    assert desktop.heading() == "You cannot open this page"
    desktop.see("staff-area-closed")


def test_service_that_is_off_is_a_plain_page(desktop: Window, applicant: User) -> None:
    desktop.enter(applicant)
    Wizard.objects.update(is_on=False)
    desktop.go(applying.START)

    assert desktop.heading() == "This service is temporarily unavailable"
    desktop.see("service-off")


def test_fault_is_a_plain_page(
    desktop: Window, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("a fault for the test")

    monkeypatch.setattr("portal.accounts.views.get_dashboard", fail)
    desktop.enter(applicant)
    desktop.go("/account/")

    assert desktop.heading() == "Something went wrong on our side"
    desktop.see("fault")
    assert [fault.partition(" ")[0] for fault in desktop.faults] == ["500"]
    desktop.faults.clear()
