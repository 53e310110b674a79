"""The preview beside the form: every width, the checker, and pages of every type that were only just begun."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models

from content.editing.checker import RULES
from content.pages.base import PortalPage
from portal.users.models import User
from tests.factories.notices import make_notice
from tests.factories.pages import get_home, make_article
from tests.integration.content.editing.conftest import browser_of, fill_article, get_article

pytestmark = pytest.mark.django_db

TYPES = [model for model in get_page_models() if issubclass(model, PortalPage)]
CONFIGURATION = re.compile(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', re.DOTALL)


def preview(account: User, page: Page, data: dict[str, str], query: str = "") -> str:
    """Send a form to the preview of a page and return what it draws."""
    browser, address = (
        browser_of(account),
        reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]),
    )
    answer = browser.post(address, data).json()
    assert answer["is_available"] is True
    return browser.get(f"{address}{query}").content.decode()


@pytest.mark.parametrize("page_type", TYPES, ids=lambda each: each.__name__)
def test_draft_of_every_type_that_was_only_begun_is_drawn(page_type: type, editor: User) -> None:
    page = page_type(title="Begun", slug="begun", locale=get_home().locale)
    if page_type.can_create_at(get_home()):
        page.summary, page.live = "", False
        for field in ("heading", "service_key"):
            if hasattr(page, field):
                setattr(page, field, "x")
        get_home().add_child(instance=page)
    else:
        page = page_type.objects.first()
    for mode, _label in page.preview_modes:
        answer = page.make_preview_request(preview_mode=mode)
        assert answer.status_code == 200


@pytest.mark.parametrize("make", [make_article, make_notice], ids=["page", "notice"])
def test_every_width_is_offered(make: Callable[[], Any], editor: User) -> None:
    page = make()
    sizes = page.preview_sizes

    assert [size["device_width"] for size in sizes] == [320, 375, 768, 1280]
    assert len({size["icon"] for size in sizes}) == len({size["label"] for size in sizes}) == 4
    assert page.default_preview_size == "mobile"
    assert 'id="icon-narrowest"' in browser_of(editor).get("/admin/sprite/").content.decode()


def test_preview_of_an_unsound_draft_is_drawn(editor: User) -> None:
    page = make_article(slug="dates")
    body = ("text", json.dumps({"blocks": [], "entityMap": {}}))

    html = preview(editor, page, fill_article(body, title="", summary=""))

    assert 'id="main-content"' in html


def test_checker_tries_every_rule_in_the_preview_and_nowhere_else(editor: User) -> None:
    page = make_article(slug="dates")

    html = preview(editor, page, fill_article(), "?in_preview_panel=true")
    public = browser_of(editor).get("/dates/").content.decode()

    (configuration,) = CONFIGURATION.findall(html)
    assert json.loads(configuration)["options"]["runOnly"] == RULES
    assert "wagtail-userbar" not in public
    assert get_article().live
