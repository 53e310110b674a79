"""A reviewer comments on a page in the browser, where the comment is saved by itself, and approves it afterwards."""

import pytest
from playwright.sync_api import Request

from content.pages.article import ArticlePage
from portal.users.models import User
from tests.factories.pages import make_article
from tests.journeys.windows import Window

pytestmark = pytest.mark.usefixtures("public_pages")

FIRST_LOOK_MS = 12_000
"""Wagtail first looks for changes ten seconds after a form opened."""


def is_autosave(request: Request) -> bool:
    """Tell the form that is saved by itself from one that is sent."""
    return request.method == "POST" and request.headers.get("accept") == "application/json"


@pytest.mark.proof
def test_reviewer_who_commented_approves_all_the_same(
    desktop: Window, editor: User, content_reviewer: User
) -> None:
    body = [("text", '<p>Lost days are <a href="https://example.org/">made up later</a>.</p>')]
    page = make_article(title="Snow days", slug="snow-days", body=body)
    page.title = "Snow and ice"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    address = f"/admin/pages/{page.pk}/edit/"
    desktop.enter(content_reviewer)
    desktop.page.clock.install()
    desktop.go(address)
    desktop.page.clock.run_for(FIRST_LOOK_MS)
    desktop.page.locator("#panel-child-content-title-section").hover()
    desktop.page.locator("#panel-child-content-title-section [data-comment-add]").click(force=True)
    desktop.page.locator(".comment textarea").fill("Which winter?")
    desktop.page.get_by_role("button", name="Comment", exact=True).click()
    with desktop.page.expect_response(lambda answer: is_autosave(answer.request)):
        desktop.page.clock.run_for(FIRST_LOOK_MS)
    desktop.settle()
    assert ArticlePage.objects.get(pk=page.pk).latest_revision.user == content_reviewer

    desktop.go(address)
    desktop.picture("commented")
    footer = desktop.page.get_by_role("navigation", name="Actions (footer)")
    footer.get_by_role("button", name="More actions").click()
    desktop.click(footer.get_by_role("button", name="Approve and Publish", exact=True))
    desktop.go("/snow-days/")
    assert desktop.heading() == "Snow and ice"
