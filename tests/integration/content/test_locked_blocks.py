"""A page with a block whose plugin is gone: edited, saved and published by HTTP in the Wagtail admin."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.pages.article import ArticlePage
from portal.definitions.building.kept import LOCKED, Kept, LockedBlock
from portal.users.models import User
from tests.factories.pages import make_article

pytestmark = pytest.mark.django_db

CHART = {"type": "weather__chart", "value": {"town": "Windham"}, "id": "2"}
STORED = [{"type": "text", "value": "<p>Before.</p>", "id": "1"}, CHART]


@pytest.fixture
def page() -> ArticlePage:
    """Return a page that was saved while the plugin was there."""
    article = make_article()
    ArticlePage.objects.filter(pk=article.pk).update(body=STORED)
    return ArticlePage.objects.get(pk=article.pk)


@pytest.fixture
def desk(visitor: Client, admin: User) -> Client:
    """Return the browser of somebody who may publish without a second person, signed in."""
    visitor.force_login(admin)
    return visitor


def body_of(page: ArticlePage) -> list[dict[str, Any]]:
    """Return the blocks as they stand in the database."""
    stored = ArticlePage.objects.get(pk=page.pk)
    body: list[dict[str, Any]] = ArticlePage._meta.get_field("body").get_prep_value(stored.body)
    return body


def edit(page: ArticlePage, **changes: str) -> dict[str, str]:
    """Return what the editor's form sends when a title was changed and nothing else."""
    locked = LockedBlock().get_form_state(Kept("weather__chart", CHART["value"]))
    values = {
        "title": "A better title",
        "slug": page.slug,
        "summary": page.summary,
        "body": streamfield([("text", rich_text("<p>Before.</p>")), (LOCKED, locked)]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    return nested_form_data(values) | {"body-0-id": "1", "body-1-id": "2"} | changes


def test_page_is_shown_without_the_block(visitor: Client, page: ArticlePage) -> None:
    answer = visitor.get(page.get_url())

    assert (answer.status_code, b"Before." in answer.content) == (200, True)
    assert b"Windham" not in answer.content


def test_saving_the_page_keeps_the_block(page: ArticlePage) -> None:
    page.title = "Changed"
    page.save()
    page.save_revision().publish()

    assert body_of(page)[1] == CHART


def test_editor_sees_a_locked_placeholder_and_saves_a_draft(
    desk: Client, page: ArticlePage
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    opened = desk.get(address).content.decode()
    assert "Part of a plugin that is not installed" in opened
    assert "Windham" in opened

    assert desk.post(address, edit(page)).status_code == 302

    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.title == "A better title"
    assert ArticlePage._meta.get_field("body").get_prep_value(draft.body)[1] == CHART
    assert body_of(page) == STORED


def test_editor_cannot_publish_and_is_told_why(desk: Client, page: ArticlePage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    answer = desk.post(address, edit(page) | {"action-publish": "1"})

    assert answer.status_code == 200
    assert "which is not installed" in json.dumps(answer.content.decode())
    assert body_of(page) == STORED


def test_editor_publishes_once_the_block_is_removed(desk: Client, page: ArticlePage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    removed = {"body-1-deleted": "1", "action-publish": "1"}

    assert desk.post(address, edit(page) | removed).status_code == 302

    assert [block["type"] for block in body_of(page)] == ["text"]
