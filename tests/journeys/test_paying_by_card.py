"""An applicant pays by card on the provider's own page, in every way in which it goes well or not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from benchmarks.fake_stripe.server import FakeStripe, serve_stripe
from portal.payments.reconciling import reconcile
from portal.records.models import Application, Payment
from portal.users.models import User
from tests.factories.certification import ask_for_duplicate
from tests.factories.credentials import make_credential
from tests.factories.mail import load_mailing_rows
from tests.journeys.windows import Window

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]
CREDIT = "Pay with a credit card"
DEBIT = "Pay with a debit card"
ASKS_BACK = "Pay with a card whose bank asks back"
DECLINED = "Pay with a card that is declined"


@pytest.fixture
def stripe(settings: Any) -> Iterator[FakeStripe]:
    """Serve a stand-in for Stripe, and have the portal work with it alone."""
    with serve_stripe() as fake:
        settings.STRIPE_SECRET_KEY = "sk_test_1"
        settings.STRIPE_API_BASE = fake.address
        settings.STRIPE_ACCOUNT = "acct_1"
        settings.PAYMENT_SANDBOX = False
        yield fake


@pytest.fixture
def application(applicant: User) -> Application:
    """Return a sent request for a duplicate, which costs 50 dollars."""
    load_mailing_rows()
    return ask_for_duplicate(applicant, make_credential(applicant.person, days_left=1_000))


def open_payment(
    window: Window, applicant: User, application: Application, fake: FakeStripe
) -> None:
    """Open the payment page, as the applicant."""
    window.others.append(fake.address)
    window.enter(applicant)
    window.go(f"/applications/{application.public_id}/pay/")


def begin(window: Window) -> None:
    """Choose the card, and go on to the provider's page."""
    window.page.locator("[value='stripe_payments.card'] + label").click()
    window.click(window.page.locator("main form button"))


def press(page: Page, name: str) -> None:
    """Press a button of the provider's page, and wait for what it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def go_back(page: Page) -> None:
    """Leave the provider's page without paying."""
    with page.expect_navigation():
        page.get_by_role("link", name="Back to the portal").click()


def follow_card(window: Window, fake: FakeStripe, said: dict[str, str]) -> None:
    """Cancel, be declined, have a debit card released, and pay in the end with a card whose bank asks back."""
    begin(window)
    press(window.page, DECLINED)
    assert window.page.get_by_role("alert").inner_text() == "Your card was declined."
    go_back(window.page)
    assert said["not yet"] in window.text()
    window.see("back")
    begin(window)
    press(window.page, DEBIT)
    assert said["released"] in window.text()
    assert window.page.locator("main [type=radio]").count() == 2
    window.see("released")
    begin(window)
    press(window.page, ASKS_BACK)
    press(window.page, "No")
    press(window.page, ASKS_BACK)
    press(window.page, "Yes, it is me")
    assert said["received"] in window.text()
    window.see("paid")
    window.click(window.page.locator("main a[href*='/receipts/']").first)
    window.see("receipt")
    assert [each["status"] for each in fake.account.intents.values()] == ["canceled", "succeeded"]


ENGLISH = {
    "not yet": "You have not paid yet. Nothing was charged.",
    "released": "Only credit cards are accepted, and this card is not one.",
    "received": "Your payment was received. Thank you.",
}
SPANISH = {
    "not yet": "Aún no ha pagado. No se cobró nada.",
    "released": "Solo se aceptan tarjetas de crédito, y esta no lo es.",
    "received": "Recibimos su pago. Gracias.",
}


def test_canceled_declined_debit_and_challenged_cards_end_with_a_receipt(
    desktop: Window, applicant: User, application: Application, stripe: FakeStripe
) -> None:
    open_payment(desktop, applicant, application, stripe)
    desktop.see("due")

    follow_card(desktop, stripe, ENGLISH)

    assert list(Payment.objects.values_list("status", flat=True)) == ["released", "paid"]


@pytest.mark.long
def test_the_same_on_a_phone(
    phone: Window, applicant: User, application: Application, stripe: FakeStripe
) -> None:
    open_payment(phone, applicant, application, stripe)

    follow_card(phone, stripe, ENGLISH)


def test_account_says_what_is_left_to_do_and_staff_see_what_is_disputed(
    desktop: Window,
    second_desktop: Window,
    applicant: User,
    supervisor: User,
    application: Application,
    stripe: FakeStripe,
) -> None:
    open_payment(desktop, applicant, application, stripe)
    begin(desktop)
    press(desktop.page, DEBIT)
    desktop.go("/account/")
    assert "This card is not accepted." in desktop.text()
    desktop.see("to-do")
    desktop.click(desktop.page.get_by_role("link", name="Try again"))
    begin(desktop)
    press(desktop.page, CREDIT)

    payment = Payment.objects.get(status="paid")
    session = stripe.account.sessions[payment.provider_reference or ""]
    stripe.account.dispute(session["payment_intent"])
    reconcile(at=timezone.now())
    staff = second_desktop
    staff.enter(supervisor)
    for width in (1280, 390):
        staff.page.set_viewport_size({"width": width, "height": 900})
        staff.go("/admin/payments/")
        assert "Disputed" in staff.text()
        staff.see(f"exceptions-{width}", within="main")
        staff.go(f"/admin/payments/{payment.public_id}/")
        assert "Disputed at the bank" in staff.text()
        staff.see(f"payment-{width}", within="main")


@pytest.mark.long
def test_the_same_without_script(
    without_script: Window, applicant: User, application: Application, stripe: FakeStripe
) -> None:
    open_payment(without_script, applicant, application, stripe)

    begin(without_script)
    press(without_script.page, CREDIT)

    assert ENGLISH["received"] in without_script.text()


@pytest.mark.long
def test_the_same_in_spanish(
    spanish: Window, applicant: User, application: Application, stripe: FakeStripe
) -> None:
    open_payment(spanish, applicant, application, stripe)
    spanish.see("due")

    follow_card(spanish, stripe, SPANISH)


def test_time_out_and_the_second_tab_lose_nothing_and_pay_once(
    desktop: Window, applicant: User, application: Application, stripe: FakeStripe
) -> None:
    open_payment(desktop, applicant, application, stripe)
    begin(desktop)
    (late,) = stripe.account.sessions
    stripe.account.expire(late)
    press(desktop.page, CREDIT)
    assert "This page is over" in desktop.page.content()

    desktop.go(f"/applications/{application.public_id}/pay/")
    begin(desktop)
    second = desktop.open_tab()
    second.go(f"/applications/{application.public_id}/pay/")
    second.see("under-way")
    begin(second)
    assert second.page.url == desktop.page.url
    press(desktop.page, CREDIT)
    press(second.page, CREDIT)
    assert "This page is over" in second.page.content()
    second.go(f"/applications/{application.public_id}/pay/")

    assert "Nothing is to be paid now" in second.text()
    second.see("nothing-due")
    statuses = list(Payment.objects.order_by("number").values_list("status", flat=True))
    assert statuses in (["expired", "paid"], ["canceled", "paid"])


def test_card_is_chosen_and_begun_by_keyboard(
    desktop: Window, applicant: User, application: Application, stripe: FakeStripe
) -> None:
    open_payment(desktop, applicant, application, stripe)
    page = desktop.page
    page.locator("main [type=radio]").first.focus()
    card = page.locator("[value='stripe_payments.card']")
    while not card.is_checked():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.startswith(f"{stripe.address}/c/pay/")
