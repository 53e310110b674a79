"""An editor whose form is saved by itself while a button is pressed, as Wagtail does some seconds after it opens."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Request, Route, expect

from content.pages.article import ArticlePage
from portal.users.models import User
from tests.factories.pages import get_home
from tests.journeys.windows import Window

pytestmark = pytest.mark.usefixtures("public_pages")

FIRST_LOOK_MS = 12_000
"""Wagtail first looks for changes ten seconds after a form opened."""


def is_autosave(request: Request) -> bool:
    """Tell the form that is saved by itself from one that is sent."""
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def hold_back(route: Route) -> None:
    """Let the site save the form, but never tell the browser so: the button was quicker."""
    if not is_autosave(route.request):
        route.continue_()
        return
    with suppress(Error):
        route.fetch()


def wait_for(window: Window, happened: Callable[[], bool]) -> None:
    """Wait for something that the page does not show."""
    for _ in range(100):
        if happened():
            return
        window.page.wait_for_timeout(100)


def forgive_late_autosaves(window: Window) -> None:
    """Leave out what Wagtail asks for while a form is being sent, and is refused after it: nobody sees that."""
    window.settle()
    window.faults = [
        fault
        for fault in window.faults
        if "/editing-sessions/" not in fault and not fault.startswith("400 for")
    ]


def send(window: Window) -> None:
    """Send the page to the review."""
    window.page.get_by_role("button", name="More actions").click()
    window.click(window.page.get_by_role("button", name="Submit to"))


@pytest.mark.proof
def test_form_that_was_saved_by_itself_is_refused_corrected_and_sent(
    desktop: Window, editor: User
) -> None:
    desktop.enter(editor)
    address = f"/admin/pages/add/content/articlepage/{get_home().pk}/"
    desktop.page.clock.install()
    desktop.go(address)
    desktop.page.route(f"**{address}", hold_back)
    desktop.page.clock.run_for(FIRST_LOOK_MS)
    desktop.page.locator("[name=title]").press_sequentially("Snow days")
    desktop.page.get_by_role("tab", name="Promote").click()
    expect(desktop.page.locator("[name=slug]")).to_have_value("snow-days")
    with desktop.page.expect_request(is_autosave):
        desktop.page.clock.run_for(FIRST_LOOK_MS)
    wait_for(desktop, lambda: ArticlePage.objects.filter(slug="snow-days").exists())

    send(desktop)
    desktop.picture("refused")
    refused = desktop.text()
    assert "This field is required" in refused
    assert "in use" not in refused

    desktop.page.unroute(f"**{address}")
    desktop.page.fill("[name=summary]", "What happens when schools close.")
    send(desktop)
    desktop.picture("sent")
    assert "submitted for moderation" in desktop.text()
    page = ArticlePage.objects.get(slug="snow-days", alias_of=None)
    assert (page.summary, page.workflow_in_progress) == ("What happens when schools close.", True)
    forgive_late_autosaves(desktop)
