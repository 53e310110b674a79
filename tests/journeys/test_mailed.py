"""A batch of mail on the clerk's pages: entered, refused while it differs, closed, and what waits is opened."""

import pytest
from django.utils import timezone

from portal.payments.mailed.applying import finish_batch
from portal.users.models import User
from tests.factories.mail import enter, load_mailing_rows, open_mail
from tests.journeys.windows import Window

MAILED = "/admin/mailed-payments/"
AT_REST = "() => Promise.all(document.getAnimations().map(each => each.finished))"
CUT_OFF = """
    () => [...document.querySelectorAll('main *')].filter(each => !each.closest('header')).filter(each => {
        const box = each.getBoundingClientRect();
        if (!box.width || getComputedStyle(each).position === 'absolute') return false;
        for (let up = each.parentElement; up; up = up.parentElement) {
            const style = getComputedStyle(up), edge = up.getBoundingClientRect();
            if (style.overflowX === 'auto' && up.tabIndex === 0) return false;
            if (style.overflowX !== 'visible' && box.right > edge.right + 1) return true;
        }
        return box.right > document.documentElement.clientWidth + 1;
    }).map(each => each.outerHTML.slice(0, 120))
"""
"""What stands outside of the window, or is cut off by what holds it, and cannot be scrolled to by keyboard."""
TITLE_IS_SEEN = """
    () => {
        const title = [...document.querySelectorAll('header nav[aria-label=Breadcrumb] li')].pop();
        const box = title.getBoundingClientRect(), middle = box.top + box.height / 2;
        return [box.left + 4, box.right - 4].every(
            x => title.contains(document.elementFromPoint(x, middle))
        );
    }
"""


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
        window.page.evaluate(AT_REST)
        assert (name, window.page.evaluate(CUT_OFF)) == (name, [])
        assert (name, window.page.evaluate(TITLE_IS_SEEN)) == (name, True)

    assert "What does it pay for?" in window.text()
