"""Writing through the content API: a good token, the permission on the page, limits, and an entry in the log."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.api.v3.urls import api
from wagtail.models import APIToken, Page, PageLogEntry

from content import writing_api
from content.pages.article import ArticlePage
from content.trees import synchronize_languages
from portal.accounts.limits import Limit
from portal.users.models import User
from tests.factories.pages import get_home, make_article
from tests.integration.content.test_api import fill, list_write_operations

pytestmark = pytest.mark.django_db

OFFERED = {
    ("post", "/api/v3/pages/"),
    ("patch", "/api/v3/pages/{page_id}/"),
    ("post", "/api/v3/pages/{page_id}/actions/publish/"),
    ("post", "/api/v3/pages/{page_id}/actions/unpublish/"),
}
Write = Callable[..., HttpResponse]


@pytest.fixture
def page() -> ArticlePage:
    """Return a published page."""
    return make_article(title="Dates", slug="dates")


def give_token(user: User) -> tuple[APIToken, str]:
    """Return a token and what its holder keeps."""
    token, plain = APIToken.create_token(user=user, name="test")
    return token, plain


def ask(method: str, address: str, token: str = "", **body: Any) -> HttpResponse:
    """Send a request as a program does: no session, no cookie."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer: HttpResponse = Client().generic(
        method,
        f"/api/v3/{address}",
        json.dumps(body) if body else "",
        content_type="application/json",
        headers=headers,
    )
    return answer


def rename(page: Page, token: str, title: str = "New dates", action: str = "publish") -> int:
    """Change the title of a page and return the status."""
    meta = {"type": "content.ArticlePage", "action": action}
    return ask("PATCH", f"pages/{page.pk}/", token, title=title, meta=meta).status_code


def test_holder_writes_publishes_and_takes_back_a_page(admin: User) -> None:
    synchronize_languages()
    _token, plain = give_token(admin)
    meta = {"type": "content.ArticlePage", "parent_id": get_home().pk, "action": "publish"}

    body = [{"type": "text", "value": "<p>Read.</p>"}]

    made = ask(
        "POST", "pages/", plain, title="News", slug="news", summary="S.", body=body, meta=meta
    )

    assert made.status_code == 201, made.content
    page = Page.objects.get(pk=made.json()["id"])
    assert page.live
    shown = Client().get(f"/api/v3/pages/{page.pk}/").json()
    assert made.json()["meta"]["first_published_at"] == shown["meta"]["first_published_at"]
    assert ask("POST", f"pages/{page.pk}/actions/unpublish/", plain).status_code == 200
    assert ask("POST", f"pages/{page.pk}/actions/publish/", plain).status_code == 200
    assert Client().get("/es/news/").status_code == 200


def test_content_that_is_refused_is_told_block_by_block(admin: User) -> None:
    _token, plain = give_token(admin)
    meta = {"type": "content.ArticlePage", "parent_id": get_home().pk, "action": "publish"}
    body = [
        {"type": "text", "value": "<p>Read.</p>"},
        {"type": "text", "value": '<p><a href="/help/">click here</a></p>'},
    ]

    refused = ask(
        "POST", "pages/", plain, title="News", slug="news", summary="S.", body=body, meta=meta
    )

    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert error["loc"] == ["body"]
    assert error["msg"].startswith("Block 2: ")
    assert "click here" in error["msg"]


def test_every_write_is_in_the_log_under_the_holder_of_the_token(
    admin: User, page: ArticlePage
) -> None:
    _token, plain = give_token(admin)

    assert rename(page, plain) == 200

    written = PageLogEntry.objects.filter(page=page, user=admin).values_list("action", flat=True)
    assert {"wagtail.edit", "wagtail.publish"} <= set(written)
    page.refresh_from_db()
    assert page.title == "New dates"


def test_page_outside_the_holders_permissions_is_refused(
    specialist: User, page: ArticlePage
) -> None:
    _token, plain = give_token(specialist)

    assert rename(page, plain) == 403
    assert ask("POST", f"pages/{page.pk}/actions/unpublish/", plain).status_code == 403
    page.refresh_from_db()
    assert (page.title, page.live) == ("Dates", True)


def test_token_of_somebody_without_rights_is_known_but_may_do_nothing(
    applicant: User, page: ArticlePage
) -> None:
    _token, plain = give_token(applicant)

    assert rename(page, plain) == 403
    assert ask("GET", "pages/", plain).status_code == 403


def test_token_that_is_not_good_is_refused(admin: User, page: ArticlePage) -> None:
    revoked, revoked_key = give_token(admin)
    APIToken.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    old, old_key = give_token(admin)
    APIToken.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=91))

    for key in ("", "nonsense", "wagtail_" + "0" * 40, revoked_key, old_key):
        assert rename(page, key) == 401
        if key:
            assert ask("GET", "pages/", key).status_code == 401
    page.refresh_from_db()
    assert page.title == "Dates"


def test_token_of_somebody_who_left_is_refused(admin: User, page: ArticlePage) -> None:
    _token, plain = give_token(admin)
    User.objects.filter(pk=admin.pk).update(is_active=False)

    assert rename(page, plain) == 401


def test_token_does_not_pass_by_the_second_factor(
    admin: User, page: ArticlePage, settings: Settings
) -> None:
    settings.PORTAL_STAFF_MFA_REQUIRED = True
    _token, plain = give_token(admin)

    assert rename(page, plain) == 401
    Authenticator.objects.create(user=admin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert rename(page, plain) == 200


def test_token_that_is_old_writes_without_the_portals_rule(
    admin: User, page: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: Wagtail itself asks for nothing but the key."""
    monkeypatch.setattr("content.api.refuse_token", lambda _request: None)
    old, plain = give_token(admin)
    APIToken.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=9999))

    assert rename(page, plain) == 200


def test_requests_are_counted_by_token_and_by_address(
    admin: User, page: ArticlePage, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CONTENT_API_TOKEN_RATE = "2/m"
    _token, plain = give_token(admin)
    assert [rename(page, plain, f"Title {n}") for n in range(3)] == [200, 200, 429]

    monkeypatch.setattr(writing_api, "ADDRESS_LIMIT", Limit("test", per_minute=2))
    guesses = [ask("PATCH", f"pages/{page.pk}/", f"guess {n}") for n in range(3)]
    assert [each.status_code for each in guesses] == [401, 401, 429]
    assert int(guesses[-1]["Retry-After"]) > 0


def test_nothing_else_of_wagtails_api_writes_with_a_token(
    admin: User, page: ArticlePage, settings: Settings
) -> None:
    settings.CONTENT_API_TOKEN_RATE = "1000/m"
    _token, plain = give_token(admin)
    others = [each for each in list_write_operations() if each not in OFFERED]

    answers = {
        (method, address): ask(
            method.upper(), fill(address, page_id=page.pk).removeprefix("/api/v3/"), plain
        ).status_code
        for method, address in others
    }

    assert len(others) > 20
    assert {key: status for key, status in answers.items() if status not in {403, 405}} == {}
    assert set(list_write_operations()) >= OFFERED
    assert api.urls_namespace == "wagtailapi_v3"


def test_other_sites_may_not_read_the_api_from_a_browser(page: ArticlePage) -> None:
    answer = Client().get("/api/v3/pages/", headers={"Origin": "https://elsewhere.example"})

    assert "Access-Control-Allow-Origin" not in answer
