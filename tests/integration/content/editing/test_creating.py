"""A form that makes a page and is sent more than once: by autosave, refused, sent again. One page comes of it."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import rich_text

from content.editing.creating import EveryPageViewSet
from content.pages.article import ArticlePage
from content.pages.hub import HubPage
from content.trees import synchronize_languages
from portal.sdk.creating import FormKey
from portal.users.models import User
from tests.factories.pages import get_home
from tests.integration.content.editing.conftest import (
    add_article,
    browser_of,
    change_article,
    fill_article,
    get_article,
)

IN_USE = "is already in use"
KEY = re.compile(r'name="form_key" value="([^"]*)"')

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def open_form(browser: Client) -> str:
    """Open the form that adds an article; return the key it carries."""
    names = ["content", "articlepage", get_home().pk]
    answer = browser.get(reverse("wagtailadmin_pages:add", args=names))
    return read_key(answer)


def read_key(answer: Any) -> str:
    """Return the key in a form that was answered."""
    return KEY.search(answer.content.decode())[1]


def autosave(browser: Client, data: dict[str, str]) -> Any:
    """Send the form as Wagtail's autosave does."""
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", get_home().pk])
    return browser.post(address, data, headers={"Accept": "application/json"})


def list_articles() -> list[Page]:
    """Return the articles, and what stands for them in other languages."""
    return list(ArticlePage.objects.order_by("pk"))


@pytest.fixture
def desk(editor: User) -> Client:
    """Return the browser of an editor."""
    return browser_of(editor)


def test_form_sent_while_it_was_saved_takes_the_place_of_that_draft(desk: Client) -> None:
    key = open_form(desk)
    assert autosave(desk, fill_article(form_key=key, summary="Half")).status_code == 200

    answer = add_article(desk, fill_article(form_key=key), "action-submit")

    assert answer.status_code == 302
    page = get_article()
    assert (page.summary, page.workflow_in_progress, str(page.translation_key)) == (
        "When to renew.",
        True,
        str(FormKey(UUID(key)).sent),
    )


def test_refused_form_keeps_its_key_and_leaves_the_draft_alone(desk: Client) -> None:
    key = open_form(desk)
    autosave(desk, fill_article(form_key=key))
    before = get_article()

    refused = add_article(desk, fill_article(form_key=key, summary=""), "action-submit")

    assert (refused.status_code, read_key(refused)) == (200, key)
    assert IN_USE not in refused.content.decode()
    assert get_article() == before
    answer = autosave(desk, fill_article(form_key=key, summary="Better"))
    assert answer.status_code == 200
    assert [page.summary for page in list_articles()] == ["Better"]


def test_stand_ins_in_other_languages_go_with_the_draft(desk: Client) -> None:
    synchronize_languages()
    key = open_form(desk)
    autosave(desk, fill_article(form_key=key))

    add_article(desk, fill_article(form_key=key), "action-submit")

    assert [page.locale.language_code for page in list_articles()] == ["en", "es"]
    assert {page.translation_key for page in list_articles()} == {FormKey(UUID(key)).sent}


def test_autosave_that_comes_after_the_form_saves_nothing(desk: Client) -> None:
    key = open_form(desk)
    add_article(desk, fill_article(form_key=key))

    late = autosave(desk, fill_article(form_key=key, summary="Half"))

    assert (late.status_code, late.json()["error_code"]) == (400, "saved_already")
    assert [page.summary for page in list_articles()] == ["When to renew."]


def test_other_forms_and_older_ones_are_told_that_the_address_is_in_use(desk: Client) -> None:
    autosave(desk, fill_article(form_key=open_form(desk)))

    for key in (open_form(desk), "", "nonsense", str(uuid4())):
        answer = add_article(desk, fill_article(form_key=key))
        assert IN_USE in answer.content.decode()
    assert len(list_articles()) == 1


def test_page_that_somebody_worked_on_since_is_not_replaced(desk: Client) -> None:
    key = open_form(desk)
    autosave(desk, fill_article(form_key=key))
    change_article(desk, get_article(), fill_article(summary="Worked on"))

    answer = add_article(desk, fill_article(form_key=key), "action-submit")

    assert IN_USE in answer.content.decode()
    assert get_article().get_latest_revision_as_object().summary == "Worked on"


@pytest.mark.parametrize("whose", ["public", "foreign", "of another kind"])
def test_key_of_another_page_gives_no_power_over_it(
    desk: Client, content_reviewer: User, whose: str
) -> None:
    key = open_form(desk)
    autosave(desk, fill_article(form_key=key, slug="theirs"))
    theirs = Page.objects.filter(translation_key=key)
    match whose:
        case "public":
            theirs.update(live=True)
        case "foreign":
            Revision.objects.update(user=content_reviewer)
        case _:
            theirs.update(content_type=ContentType.objects.get_for_model(HubPage))

    answer = add_article(desk, fill_article(form_key=key))

    assert answer.status_code == 302
    assert theirs.get().slug == "theirs"
    assert str(get_article().translation_key) != key


def test_control_wagtails_own_view_is_told_that_the_address_is_in_use(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = open_form(desk)
    autosave(desk, fill_article(form_key=key))
    view = EveryPageViewSet(add_view_class=CreateView).add_view
    monkeypatch.setattr(EveryPageViewSet, "get_view_by_name", lambda viewset, name: view)

    answer = add_article(desk, fill_article(form_key=key), "action-submit")

    assert IN_USE in answer.content.decode()


def test_rich_text_of_the_form_is_what_is_kept(desk: Client) -> None:
    key = open_form(desk)
    autosave(desk, fill_article(("text", rich_text("<p>One.</p>")), form_key=key))

    add_article(desk, fill_article(("text", rich_text("<p>Two.</p>")), form_key=key))

    assert "Two." in get_article().body[0].value.source
