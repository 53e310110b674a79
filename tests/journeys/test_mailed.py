"""A batch of mail on the clerk's pages: entered, refused while it differs, closed, and what waits is opened."""

import pytest
from django.utils import timezone

from portal.payments.mailed.applying import finish_batch
from portal.users.models import User
from tests.factories.mail import enter, load_mailing_rows, open_mail
from tests.journeys.accessibility import check_nothing_is_cut_off
from tests.journeys.windows import Window

MAILED = "/admin/mailed-payments/"


@pytest.mark.proof
@pytest.mark.parametrize("width", [1280, 390])
def test_clerk_sees_batches_what_differs_and_what_waits(
    desktop: Window, fiscal_clerk: User, width: int
) -> None:
    load_mailing_rows()
    differs, closed = open_mail(fiscal_clerk, items=2, cents=9_000), open_mail(fiscal_clerk)
    enter(differs)
    waits = enter(closed)
    finish_batch(batch_id=closed.pk, by_id=fiscal_clerk.pk, at=timezone.now())
    window = desktop
    window.enter(fiscal_clerk)
    window.page.set_viewport_size({"width": width, "height": 900})

    for name, path in (
        ("batches", ""),
        ("new", "new/"),
        ("differs", f"{differs.pk}/"),
        ("closed", f"{closed.pk}/"),
        ("waiting", "waiting/"),
        ("item", f"items/{waits.pk}/"),
    ):
        window.go(f"{MAILED}{path}")
        window.see(f"mailed-{name}-{width}", within="main")
        check_nothing_is_cut_off(window.page, name)

    assert "What does it pay for?" in window.text()
