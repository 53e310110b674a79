"""An editor at work on notices in the admin, and who may not."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text

from content.notices.models import Level, Notice
from portal.users.models import User
from tests.factories.notices import make_notice
from tests.factories.pages import make_hub

pytestmark = pytest.mark.django_db

NEW = "wagtailsnippets_content_notice:add"
EDIT = "wagtailsnippets_content_notice:edit"
KEY = re.compile(r'name="form_key" value="([^"]*)"')


@pytest.fixture
def desk(visitor: Client, editor: User) -> Client:
    """Return the editor's browser, signed in."""
    visitor.force_login(editor)
    return visitor


def write_notice(*, pages: tuple[int, ...] = (), **fields: object) -> dict[str, str]:
    """Return what the editor's form sends for a notice."""
    sections = {
        "TOTAL_FORMS": len(pages),
        "INITIAL_FORMS": 0,
        **{str(n): {"page": page, "ORDER": n + 1} for n, page in enumerate(pages)},
    }
    values = {
        "level": Level.EMERGENCY.value,
        "title": "Offices closed",
        "text": rich_text("<p>Because of snow.</p>", features=["bold", "italic"]),
        "sections": sections,
        **fields,
    }
    return nested_form_data(values)


def test_published_notice_is_on_every_page_at_once(desk: Client) -> None:
    sent = {**write_notice(), "action-publish": "yes"}

    answer = desk.post(reverse(NEW), sent)

    assert answer.status_code == 302
    assert "Because of snow." in Client().get("/").content.decode()


def test_draft_without_a_title_has_a_name_that_editors_understand(desk: Client) -> None:
    answer = desk.post(reverse(NEW), write_notice(title=""), follow=True)

    page = answer.content.decode()
    assert "Without a title" in page
    assert "Notice object" not in page


def test_notice_kept_as_a_draft_is_on_none(desk: Client) -> None:
    desk.post(reverse(NEW), write_notice())

    assert Notice.objects.get().title == "Offices closed"
    assert "Offices closed" not in Client().get("/").content.decode()


def test_form_that_was_saved_by_itself_before_and_after_makes_one_notice(desk: Client) -> None:
    key = KEY.search(desk.get(reverse(NEW)).content.decode())[1]
    sent = write_notice(form_key=key)

    by_itself = {"Accept": "application/json"}
    early = desk.post(reverse(NEW), sent, headers=by_itself)
    published = desk.post(reverse(NEW), {**sent, "action-publish": "yes"})
    late = desk.post(reverse(NEW), sent, headers=by_itself)

    assert [each.status_code for each in (early, published, late)] == [200, 302, 400]
    assert [notice.live for notice in Notice.objects.all()] == [True]
    assert "Shown now" in desk.get(reverse("wagtailsnippets_content_notice:list")).content.decode()


def test_change_kept_as_a_draft_leaves_what_readers_see(desk: Client) -> None:
    hub = make_hub(title="Coaches", slug="coaches")
    notice = make_notice("As it was", level=Level.EMERGENCY)

    desk.post(reverse(EDIT, args=[notice.pk]), write_notice(title="As it will be", pages=(hub.pk,)))

    html = Client().get("/").content.decode()
    assert "As it was" in html
    assert "As it will be" not in html


def test_preview_shows_the_draft_in_the_frame_of_the_site(desk: Client) -> None:
    address = reverse("wagtailsnippets_content_notice:preview_on_add")

    assert desk.post(address, write_notice()).json()["is_valid"]
    html = desk.get(address).content.decode()

    assert "Because of snow." in html
    assert html.count("Offices closed") >= 1
    assert "usa-alert--emergency" in html


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"link_address": "javascript:alert(1)", "link_text": "x"}, "Begin with / for an address"),
        ({"link_address": "https://example.org/"}, "Say in words where the address leads."),
        (
            {"starts_at": "2026-06-02 12:00", "ends_at": "2026-06-01 12:00"},
            "A notice must end after it starts.",
        ),
    ],
)
def test_notice_that_cannot_stand_is_refused(
    desk: Client, fields: dict[str, str], refusal: str
) -> None:
    answer = desk.post(reverse(NEW), {**write_notice(**fields), "action-publish": "yes"})

    assert answer.status_code == 200
    assert "__all__" not in answer.context["form"].errors
    assert refusal in answer.content.decode()
    assert not Notice.objects.exists()


def test_script_sent_in_the_place_of_rich_text_is_not_kept(desk: Client) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    block = {"key": "a", "text": attack, "type": "unstyled", "depth": 0}
    raw = {
        "blocks": [{**block, "inlineStyleRanges": [], "entityRanges": []}],
        "entityMap": {},
    }
    sent = {**write_notice(text=json.dumps(raw)), "action-publish": "yes"}

    desk.post(reverse(NEW), sent)

    html = Client().get("/").content.decode()
    assert attack not in html
    assert "&lt;script&gt;alert(1)" in html


def test_notices_are_closed_to_those_who_edit_no_pages(visitor: Client, specialist: User) -> None:
    visitor.force_login(specialist)

    answer = visitor.post(reverse(NEW), {**write_notice(), "action-publish": "yes"})

    assert answer.headers["Location"] == "/admin/"
    assert not Notice.objects.exists()
