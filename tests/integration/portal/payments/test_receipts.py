"""A receipt as a PDF says what its page says, in the reader's language, to its payer and to who oversees payments."""

from typing import Any

import pypdfium2
import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.records.models import Payment, Receipt
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.integration.portal.payments.conftest import begin_service
from tests.integration.portal.payments.test_paying import choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk() -> Walk:
    """Return an applicant who has paid fifty dollars."""
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    choose(walk, "paid")
    return walk


def read(answer: Any) -> str:
    """Return the text of a PDF."""
    document = pypdfium2.PdfDocument(answer.content)
    return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", ("Receipt", "Received: $50.00")), ("/es", ("Recibo", "Recibido: $50.00"))],
)
def test_pdf_says_what_the_page_says(walk: Walk, prefix: str, words: tuple[str, ...]) -> None:
    receipt = Receipt.objects.get()
    page = f"{prefix}/applications/{walk.public_id}/receipts/{receipt.number}/"

    shown = walk.browser.get(page)
    answer = walk.browser.get(f"{page}receipt.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert f"{page}receipt.pdf" in shown.content.decode()
    for word in (*words, receipt.number, str(receipt.payment.application.reference)):
        assert word in read(answer)


def test_pdf_is_for_its_payer_and_for_who_oversees_payments(
    walk: Walk, other_applicant: User, specialist: User
) -> None:
    receipt, payment = Receipt.objects.get(), Payment.objects.get()
    own = f"/applications/{walk.public_id}/receipts/{receipt.number}/receipt.pdf"
    staff = f"/admin/payments/{payment.public_id}/receipt.pdf"
    found = {}
    for user in (other_applicant, specialist, make_account(Role.FISCAL_CLERK)):
        browser = Client()
        browser.force_login(user)
        found[user.username] = (browser.get(own).status_code, browser.get(staff))

    assert {status for status, _answer in found.values()} == {404}
    assert [answer.status_code for _status, answer in found.values()] == [403, 302, 200]
    assert receipt.number in read(found["fiscal_clerk"][1])
    assert "no-store" in found["fiscal_clerk"][1]["Cache-Control"]
