"""An editor announces something; readers see it everywhere at once, and put it away without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from content.notices.models import Level
from portal.users.models import User
from tests.factories.notices import make_notice
from tests.journeys.windows import Window

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("public_pages")]

PAGES = ("/", "/out-of-state/", "/look-up/", "/account/login/", "/no-such-page/")


def test_emergency_that_an_editor_publishes_is_on_every_page(
    desktop: Window, without_script: Window, editor: User
) -> None:
    desktop.enter(editor)
    desktop.go(reverse("wagtailsnippets_content_notice:add"))
    desktop.page.select_option("[name=level]", str(Level.EMERGENCY.value))
    desktop.page.fill("[name=title]", "Offices closed because of snow")
    desktop.page.locator(".public-DraftEditor-content").first.click()
    desktop.page.keyboard.type("Call on Monday.")
    expect(desktop.page.locator("[name=text]")).to_have_value(re.compile("Monday"))
    desktop.picture("written")
    desktop.page.get_by_role("button", name="More actions").click()
    desktop.click(desktop.page.get_by_role("button", name="Publish"))

    for path in PAGES:
        without_script.go(path)
        notice = without_script.page.get_by_role("region", name="Notices")
        assert "Offices closed because of snow" in notice.inner_text(), path
        assert "Call on Monday." in notice.inner_text()
        assert not notice.get_by_role("button").count()


@pytest.mark.long
def test_reader_puts_a_notice_away_without_script(without_script: Window) -> None:
    make_notice("Our telephones rest on Friday", level=Level.ADVICE)
    make_notice("Six weeks to wait", text="<p>It is the <b>busy</b> season.</p>")
    page = without_script.page
    without_script.go("/coaches/?from=letter")
    without_script.picture("two-notices")

    without_script.click(page.get_by_role("button", name=re.compile("Hide.*telephones")))

    assert page.url.endswith("/coaches/?from=letter")
    for path in PAGES:
        without_script.go(path)
        shown = page.get_by_role("region", name="Notices").inner_text()
        assert "Our telephones" not in shown
        assert "Six weeks to wait" in shown


def test_notices_of_all_levels_are_accessible(desktop: Window) -> None:
    for level in Level:
        make_notice(
            f"A notice of the level {level.label}",
            level=level,
            text="<p>With a text of <b>some</b> words.</p>",
            link_text="Read more",
            link_address="/help/",
        )
    desktop.go("/coaches/")
    desktop.see("all-levels")
    desktop.go("/notices/")
    desktop.see("list")


@pytest.mark.long
def test_level_is_told_without_colors(desktop: Window) -> None:
    make_notice("Roads are closed", level=Level.EMERGENCY)
    desktop.page.emulate_media(forced_colors="active")
    desktop.go("/coaches/")
    desktop.picture("forced-colors")

    level = desktop.page.locator(".portal-level").first.bounding_box()
    icon, behind = desktop.page.locator(".portal-notice__body").first.evaluate(
        """body => ["::before", null].map(part => getComputedStyle(body, part).backgroundColor)"""
    )
    assert level is not None
    assert level["x"] > 0
    assert icon != behind


def test_notice_stands_in_line_with_the_page(desktop: Window) -> None:
    make_notice("Roads are closed", level=Level.ADVICE)
    desktop.go("/coaches/")

    left, right = desktop.page.locator(".portal-notice__body").first.evaluate(
        """body => {
            const at = body.getBoundingClientRect().left;
            const left = at + parseFloat(getComputedStyle(body, "::before").left);
            return [left, body.querySelector("button").getBoundingClientRect().right];
        }"""
    )
    row = desktop.page.locator(".portal-header__row").evaluate(
        "row => [row.getBoundingClientRect(), getComputedStyle(row)]"
        ".flatMap((box, n) => n ? [parseFloat(box.paddingLeft)] : [box.left, box.right])"
    )
    assert (left, right) == (row[0] + row[2], row[1] - row[2])
