"""An applicant pays by mail: the printed slip, the clerk's batch, where it stands, and the printed receipt."""

from collections.abc import Callable

import pytest

from portal.records.models import Application, Payment
from portal.users.models import User
from tests.factories.certification import ask_for_duplicate
from tests.factories.credentials import make_credential
from tests.factories.mail import load_mailing_rows
from tests.journeys.hands import Keyboard
from tests.journeys.windows import Window

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]
MAILED = "/admin/mailed-payments/"


@pytest.fixture
def application(applicant: User) -> Application:
    """Return a sent request for a duplicate, which costs 50 dollars."""
    load_mailing_rows()
    return ask_for_duplicate(applicant, make_credential(applicant.person, days_left=1_000))


def choose_mail(window: Window, application: Application) -> Payment:
    """Choose mail on the payment page, which leads to the slip."""
    window.go(f"/applications/{application.public_id}/pay/")
    window.page.locator("[value='mail_in_payments.mail'] + label").click()
    window.click(window.page.locator("main form button"))
    return Payment.objects.get(application=application)


def print_out(window: Window, state: str) -> None:
    """Take a picture of what comes out on paper."""
    window.page.emulate_media(media="print")
    window.picture(f"{state}-printed")
    window.page.emulate_media(media="screen")


def open_batch(window: Window) -> None:
    """Open a batch of one item over what is due."""
    window.go(f"{MAILED}new/")
    window.page.fill("[name=items]", "1")
    window.page.fill("[name=cents]", "50.00")
    window.click(window.page.locator("#main form button[type=submit]").last)


def enter_item(window: Window, number: str) -> None:
    """Type what stands on the paper."""
    window.page.fill("[name=reference]", number)
    window.page.select_option("[name=instrument]", label="Money order")
    window.page.fill("[name=issuer]", "Postal Service")
    window.page.fill("[name=serial]", "MO-4711")
    window.page.fill("[name=cents]", "50.00")
    window.click(window.page.get_by_role("button", name="Enter", exact=True))


def pay_by_mail(
    own: Window, clerk: Window, application: Application, look: Callable[[str], None]
) -> None:
    """Walk the paper's way from the slip to the receipt; ``look`` is told each state of the applicant's page."""
    payment = choose_mail(own, application)
    number = payment.provider_reference or ""
    assert own.path.endswith(payment.address)
    assert number in own.text()
    look("slip")
    print_out(own, "slip")
    own.go(f"/applications/{application.public_id}/pay/")
    look("waiting")

    open_batch(clerk)
    enter_item(clerk, number)
    clerk.see("batch", within="main")
    own.go(f"/applications/{application.public_id}/pay/")
    look("arrived")

    clerk.click(clerk.page.get_by_role("button", name="Close the batch"))
    assert "1 item paid." in clerk.page.inner_text("body")
    own.go(f"/applications/{application.public_id}/")
    look("paid")

    own.click(own.page.locator("main a[href*='/receipts/']").first)
    look("receipt")
    print_out(own, "receipt")


def test_slip_batch_standing_and_receipt(
    desktop: Window,
    second_desktop: Window,
    applicant: User,
    fiscal_clerk: User,
    application: Application,
) -> None:
    desktop.enter(applicant)
    second_desktop.enter(fiscal_clerk)
    seen = {}

    def look(state: str) -> None:
        seen[state] = desktop.text()
        desktop.see(state)

    pay_by_mail(desktop, second_desktop, application, look)

    assert "We have waited for $50.00 by mail since" in seen["waiting"]
    assert "$50.00, arrived on" in seen["arrived"]
    assert "It arrived and is being looked at." in seen["arrived"]
    assert "Receipt" in seen["paid"]
    assert "Money order MO4711, Postal Service" in seen["receipt"]


@pytest.mark.long
def test_the_same_on_a_phone_in_spanish(
    phone: Window,
    second_desktop: Window,
    applicant: User,
    fiscal_clerk: User,
    application: Application,
) -> None:
    phone.language = "es"
    phone.enter(applicant)
    second_desktop.enter(fiscal_clerk)

    pay_by_mail(phone, second_desktop, application, phone.see)


def test_the_same_without_script_in_spanish(
    without_script: Window,
    second_desktop: Window,
    applicant: User,
    fiscal_clerk: User,
    application: Application,
) -> None:
    own = without_script
    own.language = "es"
    own.enter(applicant)
    second_desktop.enter(fiscal_clerk)
    seen = {}

    def look(state: str) -> None:
        seen[state] = own.text()
        own.picture(state)

    pay_by_mail(own, second_desktop, application, look)

    assert "Pagar por correo" in seen["slip"]
    assert "Esperamos $50.00 por correo desde" in seen["waiting"]
    assert "$50.00, llegó el" in seen["arrived"]
    assert "Money order MO4711, Postal Service" in seen["receipt"]


def test_slip_and_receipt_are_reached_by_keyboard(
    desktop: Window,
    second_desktop: Window,
    applicant: User,
    fiscal_clerk: User,
    application: Application,
) -> None:
    desktop.enter(applicant)
    second_desktop.enter(fiscal_clerk)
    keys = Keyboard(desktop.page)
    desktop.go("/account/")

    keys.activate("Pay")
    keys.reach("Test payment")
    chosen = desktop.page.locator("[value='mail_in_payments.mail']")
    while not chosen.is_checked():
        keys.press("ArrowDown")
    keys.activate("Pay $50.00")
    keys.reach("The slip as a PDF")
    payment = Payment.objects.get(application=application)
    assert desktop.path.endswith(payment.address)

    open_batch(second_desktop)
    enter_item(second_desktop, payment.provider_reference or "")
    second_desktop.click(second_desktop.page.get_by_role("button", name="Close the batch"))
    desktop.go(f"/applications/{application.public_id}/")
    keys.activate("Receipt")
    keys.reach("Receipt as a PDF")
