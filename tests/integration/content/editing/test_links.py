"""The report of links that lead nowhere: what it finds, for whom, how it is exported, and what it costs."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from content.editing.links.report import URL_NAME
from portal.accounts.operations.roles import sync_roles
from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.notices import make_notice
from tests.factories.pages import get_home, make_article, make_cards, make_hub
from tests.factories.rows import make_contact_point, make_passage
from tests.integration.content.editing.conftest import browser_of

pytestmark = pytest.mark.django_db


def report(account: User, **query: str) -> list[tuple[str, str, str]]:
    """Return the rows of the report: page, link and problem."""
    answer = browser_of(account).get(reverse(URL_NAME), {**query, "export": "csv"})
    rows = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    return [(row["Page"], row["Link"], row["Problem"]) for row in rows]


def write(*links: str, **fields: Any) -> Any:
    """Publish an article with links in its text."""
    text = "".join(f"<p><a {link}>Words</a></p>" for link in links)
    return make_article(
        title="Source", body=json.dumps([{"type": "text", "value": text}]), **fields
    )


def test_links_inside_the_site_are_followed(editor: User) -> None:
    live, draft = make_article(title="Live", slug="live"), make_article(title="Draft", slug="draft")
    draft.unpublish()
    Redirect.add_redirect("/moved/", "/live/")
    host = Site.objects.get().hostname
    write(
        f'linktype="page" id="{live.pk}"',
        f'linktype="page" id="{draft.pk}"',
        'linktype="page" id="999999"',
        'linktype="document" id="77"',
        'href="/live/"',
        'href="/live"',
        'href="/draft/"',
        'href="/nowhere/"',
        'href="/moved/"',
        'href="/account/login/"',
        'href="/documents/77/rules.pdf"',
        'href="/live/#main-content"',
        'href="/live/#nothing"',
        'href="#main-content"',
        f'href="http://{host}/nowhere/"',
        'href="http://example.org/"',
    )

    assert report(editor) == [
        ("Source", "Draft", "The page is not published"),
        ("Source", "page 999999", "What it leads to does not exist"),
        ("Source", "document 77", "What it leads to does not exist"),
        ("Source", "/draft/", "The page is not published"),
        ("Source", "/nowhere/", "What it leads to does not exist"),
        ("Source", "/documents/77/rules.pdf", "What it leads to does not exist"),
        ("Source", "/live/#nothing", "The page has no place of that name"),
        ("Source", f"http://{host}/nowhere/", "What it leads to does not exist"),
        ("Source", "http://example.org/", "The address is not encrypted (http)"),
    ]


def test_blocks_and_fields_are_read_with_their_place(editor: User) -> None:
    gone = make_article(title="Gone", slug="gone")
    make_hub(title="Hub", slug="hub", body=make_cards(1, page=gone))
    home = get_home()
    home.look_up_page = gone
    home.save()
    gone.unpublish()

    answer = browser_of(editor).get(reverse(URL_NAME))

    places = {link.place for link in answer.context["object_list"]}
    assert places == {"Look-up page", "Body › Cards › Cards › Leads to › Page"}


def test_addresses_of_notices_are_read(editor: User) -> None:
    make_notice("Closed", link_text="What to do", link_address="/no/such/place/")
    make_notice("Open", link_text="Where to go", link_address="/account/login/")

    answer = browser_of(editor).get(reverse(URL_NAME))

    found = [(link.source, link.place, link.target) for link in answer.context["object_list"]]
    assert found == [("Closed", "Or an address", "/no/such/place/")]


def test_links_of_drafts_are_listed_once_these_are_published(editor: User) -> None:
    notice = make_notice("Draft", link_text="What to do", link_address="/no/such/place/")
    passage = make_passage('<p><a href="/nowhere/">Words</a></p>')
    notice.unpublish()
    passage.unpublish()
    changed = make_notice("Live", link_text="What to do", link_address="/account/login/")
    changed.link_address = "/not/yet/"
    changed.save_revision()

    before = report(editor)
    for each in (notice, passage):
        each.get_latest_revision_as_object().save_revision().publish()

    assert before == []
    assert {(name, link) for name, link, _problem in report(editor)} == {
        ("Draft", "/no/such/place/"),
        ("Passage", "/nowhere/"),
    }


def test_addresses_that_are_no_links_are_left_alone(editor: User) -> None:
    make_contact_point(postal_address="P.O. Box 1")

    assert report(editor) == []


def test_row_leads_to_the_form_and_says_what_is_wrong(editor: User) -> None:
    page = write('href="/nowhere/"')

    html = browser_of(editor).get(reverse(URL_NAME)).content.decode()

    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert "What it leads to does not exist" in html


def test_filter_leaves_one_problem(editor: User) -> None:
    write('href="/nowhere/"', 'href="http://example.org/"')

    rows = report(editor, problem="not_encrypted")

    assert [link for _page, link, _problem in rows] == ["http://example.org/"]


def test_editor_of_a_section_sees_only_its_pages() -> None:
    coaches = make_hub(title="Coaches", slug="coaches")
    write('href="/inside/"', parent=coaches)
    write('href="/outside/"')
    account = make_account(Role.COACHES_EDITOR)
    sync_roles()

    assert [link for _page, link, _problem in report(account)] == ["/inside/"]


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.SPECIALIST, 302)])
def test_report_is_for_those_who_edit_pages(role: Role, status: int) -> None:
    assert browser_of(make_account(role)).get(reverse(URL_NAME)).status_code == status


def count_statements(account: User) -> int:
    """Return how many statements the report takes."""
    browser = browser_of(account)
    browser.get(reverse(URL_NAME))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        browser.get(reverse(URL_NAME))
    return len(captured)


@pytest.mark.proof
def test_report_takes_the_same_statements_for_10_and_40_pages(editor: User) -> None:
    target = make_article(title="Target", slug="target")
    for _ in range(10):
        make_hub(body=make_cards(3, page=target))
    few = count_statements(editor)
    for _ in range(30):
        make_hub(body=make_cards(3, page=target))

    assert count_statements(editor) == few
