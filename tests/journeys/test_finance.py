"""Every page of finance in every state: fit for a phone and a desktop, and passed by axe."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.payments.issues import list_issue
from portal.payments.refunding import decide_refund, request_refund
from portal.records.ledger.remittances import BY_MAIL
from portal.records.models import Payment, PaymentIssue, Refund, SettlementFile
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application
from tests.factories.paying import pay
from tests.factories.settlements import CARD, charge_line, hand_in, line, record
from tests.journeys.accessibility import check_nothing_is_cut_off
from tests.journeys.windows import PHONE, Window

pytestmark = pytest.mark.django_db(transaction=True)
PAYMENTS, SETTLEMENTS = "/admin/payments/", "/admin/settlements/"


def make_payment(name: str, *, method: str = CARD, days: int = 0) -> Payment:
    """Return fifty dollars that came in from somebody, so many days ago."""
    application = make_application(make_educator(username=name))
    pay(application, 5_000, method=method, at=timezone.now() - timedelta(days=days))
    return Payment.objects.get(application=application)


def ask_back(payment: Payment, by: User, cents: int = 1_000) -> Refund:
    """Return a refund that somebody asked for."""
    return request_refund(
        payment_id=payment.pk, cents=cents, reason="asked twice", by_id=by.pk, at=timezone.now()
    )


def look(window: Window, name: str, path: str, *, says: str) -> None:
    """Open a page, and look at it at both sizes."""
    window.go(path)
    look_here(window, name, says=says)


def look_here(window: Window, name: str, *, says: str) -> None:
    """Look at the page that stands there."""
    assert says in window.text()
    window.see(name, within="main")
    for width in (PHONE["width"], 1280):
        window.page.set_viewport_size({"width": width, "height": 900})
        window.picture(f"{name}-{width}")
        check_nothing_is_cut_off(window.page, name)


def find_by_keyboard(window: Window, payment: Payment) -> None:
    """Find a payment by the number of its receipt, and open it."""
    window.go(PAYMENTS)
    window.page.get_by_label("Number of a receipt").fill(payment.receipt.number)
    window.page.keyboard.press("Enter")
    found = window.page.get_by_role("group", name="Payments that were found")
    found.wait_for()
    look_here(window, "found", says=payment.receipt.number)
    found.get_by_role("link").focus()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")


@pytest.mark.proof
def test_pages_with_nothing_on_them(desktop: Window, fiscal_clerk: User) -> None:
    desktop.enter(fiscal_clerk)

    look(desktop, "overview", PAYMENTS, says="Everything matches.")
    look(desktop, "differences", f"{PAYMENTS}differences/", says="Everything agrees.")
    look(desktop, "months", f"{PAYMENTS}months/", says="Nothing came in, and nothing left.")
    look(desktop, "vouchers", f"{PAYMENTS}vouchers/", says="No voucher waits.")
    look(desktop, "ledger", f"{PAYMENTS}ledger/", says="Choose these days")
    look(desktop, "reports", SETTLEMENTS, says="There is nothing here yet.")


@pytest.mark.proof
def test_payments_refunds_exceptions_and_what_differs(
    desktop: Window, second_desktop: Window, fiscal_clerk: User, supervisor: User
) -> None:
    by_card, by_mail = make_payment("payer", days=2), make_payment("sender", method=BY_MAIL)
    ask_back(by_card, fiscal_clerk)
    for number in range(2):
        refund = ask_back(by_mail, fiscal_clerk, 1_000 + number)
        decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=timezone.now())
    list_issue(
        kind=PaymentIssue.Kind.UNKNOWN,
        provider=CARD,
        reference="cs_test_of_nobody_with_a_name_that_is_as_long_as_those_of_providers_are",
        cents=5_000,
        at=timezone.now(),
    )
    days = [f"{timezone.localdate() - timedelta(days=number)} 09:00:00" for number in range(5)]
    record(
        fiscal_clerk,
        [
            line("txn_first", "fee", "0.00", created=days[4]),
            charge_line(by_card, gross="49.00", net="47.25", created=days[2]),
            line("txn_u", "charge", "20.00", payment_intent_id="pi_of_nobody"),
            line("txn_p", "payout", "-1.00", source_id="po_1"),
        ],
    )
    window, approves = desktop, second_desktop
    window.enter(fiscal_clerk)
    approves.enter(supervisor)

    look(approves, "overview", PAYMENTS, says="Approve")
    find_by_keyboard(window, by_card)
    look_here(window, "by-card", says="asked twice")
    look(window, "by-mail", f"{PAYMENTS}{by_mail.public_id}/", says="Up to $")
    look(window, "differences", f"{PAYMENTS}differences/", says="A payout is not what its lines")
    look(window, "months", f"{PAYMENTS}months/", says="$50.00")
    look(window, "wrong-year", f"{PAYMENTS}months/?year=1", says="Show")
    look(window, "vouchers", f"{PAYMENTS}vouchers/", says="Record as sent")
    window.click(window.page.get_by_role("button", name="Record as sent").first)
    look_here(window, "voucher-without-number", says="Record as sent")
    window.page.get_by_label("Number").first.fill("V-1")
    window.click(window.page.get_by_role("button", name="Record as sent").first)
    look_here(window, "voucher-sent", says="V-1")
    today = timezone.localdate().isoformat()
    look(window, "ledger", f"{PAYMENTS}ledger/?first={today}&last={today}", says="CSV")
    look(
        window,
        "no-days",
        f"{PAYMENTS}ledger/?first={today}&last=2001-01-01",
        says="Choose these days",
    )


@pytest.mark.proof
def test_settlement_reports_in_every_state(desktop: Window, fiscal_clerk: User) -> None:
    payment = make_payment("payer")
    wrong = [
        line(f"txn_{number}", "charge", "5.00", currency="eur", charge_id=f"ch_{number}" * 6)
        for number in range(3)
    ]
    window = desktop
    window.enter(fiscal_clerk)

    look(window, "new", f"{SETTLEMENTS}new/", says="These must be there")
    window.click(window.page.get_by_role("button", name="Check the file"))
    look_here(window, "without-file", says="Choose a file.")
    staged = hand_in(fiscal_clerk, [charge_line(payment), *wrong])
    address = f"{SETTLEMENTS}{staged.public_id}/"
    look(window, "with-errors", address, says="Only US dollars are taken.")
    with window.page.expect_download() as saved:
        window.page.get_by_role("link", name="Download the lines with errors").click()
    assert saved.value.suggested_filename == "lines-with-errors.csv"
    window.click(window.page.get_by_role("button", name="Record it without the lines"))
    look_here(window, "recorded", says="Recorded")
    nothing = hand_in(fiscal_clerk, [charge_line(payment)])
    look(window, "nothing", f"{SETTLEMENTS}{nothing.public_id}/", says="There is nothing new")
    window.click(window.page.get_by_role("button", name="Put it aside"))
    look_here(window, "reports", says="put aside")
    look(window, "aside", f"{SETTLEMENTS}{nothing.public_id}/", says="Put aside")
    assert SettlementFile.objects.count() == 2
