"""The applicant's side of paying by mail: choosing it, the slip, where it stands, and another way instead."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import segno
from django.test import Client
from django.utils import timezone

from portal.payments.fulfilling import Outcome, fulfil
from portal.records.ledger.remittances import REMITTANCES
from portal.records.models import InstrumentTerms, MailingTerms, Payment
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.integration.portal.payments.conftest import walk
from tests.integration.portal.payments.mailed.conftest import BY_MAIL, _rows, choose_mail

pytestmark = [pytest.mark.django_db, pytest.mark.database]
__all__ = ["_rows", "walk"]


def pay_page(walk: Walk) -> str:
    """Return the payment page."""
    return walk.browser.get(f"/applications/{walk.public_id}/pay/").content.decode()


def test_payment_page_says_what_is_accepted_by_the_rows_of_today(walk: Walk) -> None:
    InstrumentTerms.objects.filter(instrument__key="cash").update(title="Coins and bills")

    page = pay_page(walk)

    assert "Accepted: certified or bank check, money order." in page
    assert "Not accepted: coins and bills, personal check." in page


def test_slip_has_all_that_goes_on_paper(walk: Walk) -> None:
    payment = choose_mail(walk)

    page = walk.browser.get(payment.address).content.decode()

    assert REMITTANCES.is_well_formed(payment.provider_reference or "")
    for word in (
        payment.provider_reference,
        payment.application.reference,
        "$50.00",
        "Treasurer, State of Connecticut",
        "PO Box 150471",
        "Hartford, CT 06115-0471",
        "Personal check",
        "Waiting for your mail",
    ):
        assert str(word) in page


def test_code_holds_the_number_of_the_slip(walk: Walk) -> None:
    payment = choose_mail(walk)
    same = BytesIO()
    code = segno.make(payment.provider_reference, error="m", micro=False)
    code.save(same, kind="svg", scale=5, border=2, svgclass=None, lineclass=None, nl=False)

    drawn = walk.browser.get(f"{payment.address}code.svg")

    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content == same.getvalue()


def test_slip_as_a_pdf_has_the_same(walk: Walk) -> None:
    payment = choose_mail(walk)

    answer = walk.browser.get(f"{payment.address}slip.pdf")

    text = " ".join(
        pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range().split()
    )
    assert "no-store" in answer["Cache-Control"]
    for word in (
        payment.provider_reference,
        payment.application.reference,
        "Amount: $50.00",
        "Treasurer, State of Connecticut",
        "PO Box 150471",
        "What is not accepted is sent back.",
    ):
        assert str(word) in text


def test_slip_is_its_owners_alone(walk: Walk, other_applicant: User) -> None:
    payment = choose_mail(walk)
    stranger = Client()
    stranger.force_login(other_applicant)

    assert stranger.get(payment.address).status_code == 404
    assert stranger.get(f"{payment.address}code.svg").status_code == 404
    assert stranger.get(f"{payment.address}slip.pdf").status_code == 404
    assert Client().get(payment.address).status_code == 302


def test_choosing_it_again_shows_the_same_slip(walk: Walk) -> None:
    first, second = choose_mail(walk), choose_mail(walk)

    page = pay_page(walk)

    assert first == second
    assert f"slip {first.provider_reference}" in page
    assert first.address in page


def test_card_instead_ends_what_was_expected(walk: Walk) -> None:
    payment = choose_mail(walk)

    walk.browser.post(f"/applications/{walk.public_id}/pay/", {"method": "portal.sandbox"})
    slip = walk.browser.get(payment.address).content.decode()

    assert list(Payment.objects.values_list("method", "status")) == [
        (BY_MAIL, "canceled"),
        ("portal.sandbox", "open"),
    ]
    assert "This slip is not waited for any more" in slip


def test_waiting_ends_after_the_days_of_the_setting(walk: Walk, settings: Any) -> None:
    settings.MAIL_DAYS = 30
    payment = choose_mail(walk)
    at = timezone.now()
    assert payment.expires_at is not None

    assert timedelta(days=29) < payment.expires_at - at <= timedelta(days=30)
    assert fulfil(payment_id=payment.pk, at=at).outcome is Outcome.OPEN
    Payment.objects.update(expires_at=at - timedelta(seconds=1))
    assert fulfil(payment_id=payment.pk, at=at).outcome is Outcome.ENDED
    assert Payment.objects.get().status == "expired"


def test_mail_is_not_offered_where_no_address_is_on_record(walk: Walk) -> None:
    MailingTerms.objects.update(is_active=False)

    assert BY_MAIL not in pay_page(walk)
