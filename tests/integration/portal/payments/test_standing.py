"""The box of an application's money: due, paid and how, what comes next, for applicant and reviewer alike."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.lifecycle.eligibility import find_eligible
from portal.payments.standing import get_money_box, say_next
from portal.records.ledger.remittances import BY_MAIL
from portal.records.models import Application, ChargeLine
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.certification import apply_first
from tests.factories.mail import load_mailing_rows
from tests.factories.paying import pay

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def box(application: Application) -> tuple[str, str, str, str]:
    """Return what is due, due later and paid, and what comes next."""
    application.refresh_from_db()
    money = get_money_box(application, "en")
    assert money is not None
    return money.due, money.later, money.paid, money.next


def test_box_follows_the_money_from_filing_to_the_last_payment(
    applicant: User, specialist: User
) -> None:
    application = apply_first(applicant)
    filed = box(application)
    pay(application)
    reviewed = box(application)
    find_eligible(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
    eligible = box(application)
    pay(application)
    done = box(application)

    assert filed == (
        "$50.00",
        "$150.00",
        "",
        (
            "We go on with the application once what is due is paid. The rest of $150.00 follows once a specialist has "
            "found you eligible."
        ),
    )
    assert reviewed == (
        "",
        "$150.00",
        "$50.00",
        (
            "Nothing is due now. The rest of $150.00 is due once a specialist has found you eligible; we write to you "
            "then."
        ),
    )
    assert eligible == (
        "$150.00",
        "",
        "$50.00",
        "We go on with the application once what is due is paid.",
    )
    assert done == ("", "", "$200.00", "Everything is paid. Nothing more is due.")


def test_applicant_and_reviewer_read_the_same_and_the_applicant_alone_pays(
    applicant: User, specialist: User
) -> None:
    application = apply_first(applicant)
    pay(application, 2_000)
    own, staff = Client(), Client()
    own.force_login(applicant)
    staff.force_login(specialist)

    page = own.get(f"/applications/{application.public_id}/").content.decode()
    file = staff.get(f"/admin/applications/{application.public_id}/").content.decode()

    receipt = application.payments.get().receipt.number
    for each in (page, file):
        assert "<dt>Due now</dt><dd>$30.00</dd>" in each
        assert "<dt>Due later</dt><dd>$150.00</dd>" in each
        assert "<dt>Paid</dt><dd>$20.00</dd>" in each
        assert "demo.card, visa credit" in each
        assert f"Receipt {receipt}" in each
    assert "Pay $30.00" in page
    assert f"/applications/{application.public_id}/pay/" in page
    assert "/pay/" not in file


def test_payment_under_way_is_said_to_be() -> None:
    said = say_next(due=5_000, later=0, is_under_way=True, is_open=True)

    assert said == "A payment is under way. It is shown here as soon as it has come in."


def test_decided_application_has_nothing_more_to_pay() -> None:
    said = say_next(due=0, later=15_000, is_under_way=False, is_open=False)

    assert said == "The application is decided: nothing more is to be paid."


def test_box_says_what_became_of_the_last_attempt(applicant: User) -> None:
    load_mailing_rows()
    application = apply_first(applicant)
    own = Client()
    own.force_login(applicant)
    page = f"/applications/{application.public_id}/"

    def try_by(method: str) -> str:
        return own.post(f"{page}pay/", {"method": method})["Location"]

    before = own.get(f"{page}pay/").content.decode()
    own.post(try_by("portal.sandbox"), {"choice": "declined"}, follow=True)
    declined = own.get(page).content.decode()
    try_by(BY_MAIL)
    mailed = own.get(page).content.decode()

    assert "wait for your payment of the fee that is due" in before
    assert "The payment was declined. Your bank did not allow it." in declined
    assert "Pay $50.00" in declined
    assert "We wait for your payment by mail." in mailed
    assert "See where it stands" in mailed
    assert "Pay $50.00" not in mailed


def test_nothing_is_asked_for_an_application_that_was_decided_unpaid(
    applicant: User, specialist: User
) -> None:
    application = apply_first(applicant)
    decide_application(
        application_id=application.pk,
        outcome="denied",
        reason="The program is not approved.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )
    own = Client()
    own.force_login(applicant)
    page = f"/applications/{application.public_id}/pay/"

    sent = own.post(page, {"method": "portal.sandbox"}, follow=True).content.decode()

    assert "Nothing is to be paid now" in sent
    assert not application.payments.exists()
    assert box(application)[0] == ""


def test_zero_total_skips_payment_altogether(applicant: User) -> None:
    application = make_application(applicant)
    own = Client()
    own.force_login(applicant)

    page = own.get(f"/applications/{application.public_id}/").content.decode()

    assert not ChargeLine.objects.exists()
    assert application.statuses == ["waiting_for_review"]
    assert application.action_required_by == "staff"
    assert "No fee" in page
    assert "/pay/" not in page
    assert "Due now" not in page


def test_account_page_says_what_is_left_to_pay_and_what_became_of_the_last_attempt(
    applicant: User,
) -> None:
    application = apply_first(applicant)
    own = Client()
    own.force_login(applicant)

    def page() -> str:
        return own.get("/account/").content.decode()

    before = page()
    address = f"/applications/{application.public_id}/pay/"
    sandbox = own.post(address, {"method": "portal.sandbox"})["Location"]
    under_way = page()
    own.post(sandbox, {"choice": "declined"}, follow=True)
    declined = page()
    pay(application)
    after = page()

    for shown in (before, under_way, declined):
        assert "Pay $50.00" in shown
        assert f'href="{address}"' in shown
    assert "Pay now" in before
    assert "You began to pay and have not finished." in under_way
    assert "The payment was declined. Your bank did not allow it." in declined
    assert "Try again" in declined
    assert address not in after
    assert "To do" not in after
