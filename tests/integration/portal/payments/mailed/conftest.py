"""An applicant who has sent what costs 50 dollars, and mail for it."""

from collections.abc import Callable

import pytest

from portal.records.ledger.paying import Payment
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.mail import load_mailing_rows, open_mail

BY_MAIL = "mail_in_payments.mail"


@pytest.fixture(autouse=True)
def _rows(db: None) -> None:
    """Have the rows about mail on record."""
    load_mailing_rows()


def choose_mail(walk: Walk) -> Payment:
    """Choose on the payment page to pay by mail, and return what is expected then."""
    walk.browser.post(f"/applications/{walk.public_id}/pay/", {"method": BY_MAIL})
    return Payment.objects.latest("number")


@pytest.fixture
def expected(walk: Walk) -> Payment:
    """Return the remittance that the applicant announced."""
    return choose_mail(walk)


@pytest.fixture
def batch_of(fiscal_clerk: User) -> Callable[..., object]:
    """Return a function that opens a batch of the fiscal clerk's."""
    return lambda **facts: open_mail(fiscal_clerk, **facts)
