"""What the page cache never keeps, and that nobody can put into it what others then read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from config.messages import HostCookieStorage
from config.page_cache import application
from content.pages.article import ArticlePage
from content.pages.base import PortalPage
from portal.users.models import User
from tests.factories.pages import make_article, make_hub, make_service_page
from tests.integration.config.page_cache.browser import Portal
from tests.integration.content.conftest import Offer, make_tool_service

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(account: User) -> str:
    """Return the cookie of somebody signed in."""
    browser = Client()
    browser.force_login(account)
    return f"portal_session={browser.cookies['portal_session'].value}"


@pytest.mark.parametrize(
    "address",
    [
        "/account/",
        "/account/login/",
        "/admin/",
        "/api/v1/services",
        "/healthz",
        "/no-such-page/",
        "/documents/1/x.pdf",
        "/applications/",
    ],
)
def test_what_is_no_public_page_is_never_kept(
    portal: Portal, applicant: User, address: str
) -> None:
    session = sign_in(applicant)

    for cookie in ("", session, "", session):
        answer = portal.get(address, cookie=cookie)

        assert answer.by == ""
        assert answer.status == portal.get_uncached(address, cookie=cookie).status


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_restricted_page_is_kept_for_nobody(portal: Portal, applicant: User, kind: str) -> None:
    page = make_article(title="Inside", slug="inside", summary="For members.")
    portal.get("/inside/")
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open")
    session = sign_in(applicant)

    for _round in range(2):
        assert "For members." not in portal.get("/inside/").text
        answer = portal.get("/inside/", cookie=session)
        assert ("For members." in answer.text) is (kind == PageViewRestriction.LOGIN)
        assert answer.by == ""


def test_page_below_a_restricted_one_is_kept_for_nobody(portal: Portal) -> None:
    hub = make_hub(title="Members", slug="members")
    make_article(title="Inside", slug="inside", parent=hub, summary="For members.")
    assert portal.get("/members/inside/").by == "miss"

    PageViewRestriction.objects.create(page=hub, restriction_type=PageViewRestriction.LOGIN)

    assert portal.get("/members/inside/").status == 302


def test_message_is_shown_once_to_whom_it_is_for(portal: Portal) -> None:
    make_article(title="Renew", slug="renew")
    portal.get("/renew/")
    cookie = f"{HostCookieStorage.cookie_name}={_write_message('You have signed out.')}"

    answer = portal.get("/renew/", cookie=cookie)

    assert "You have signed out." in answer.text
    assert answer.by == ""
    assert "You have signed out." not in portal.get("/renew/").text


def _write_message(text: str) -> str:
    request, response = RequestFactory().get("/"), HttpResponse()
    storage = HostCookieStorage(request)
    storage.add(messages.SUCCESS, text)
    storage.update(response)
    return response.cookies[storage.cookie_name].coded_value


def refuse_by(change: Callable[[HttpResponse], None]) -> Callable[..., HttpResponse]:
    """Return a way to serve a page whose answer is changed."""

    def serve(page: ArticlePage, request: HttpRequest) -> HttpResponse:
        response = PortalPage.serve(page, request)
        change(response)
        return response

    return serve


def set_status(response: HttpResponse) -> None:
    """Make the page one that is busy."""
    response.status_code = 429


@pytest.mark.parametrize(
    "change",
    [
        lambda response: response.set_cookie("choice", "1"),
        lambda response: response.headers.update({"Cache-Control": "private"}),
        lambda response: response.headers.update({"Cache-Control": "max-age=5, no-store"}),
        lambda response: response.headers.update({"Vary": "User-Agent"}),
        set_status,
    ],
)
def test_answer_that_says_it_is_not_for_everybody_is_not_kept(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, change: Callable[[HttpResponse], None]
) -> None:
    make_article(title="Renew", slug="renew")
    monkeypatch.setattr(ArticlePage, "serve", refuse_by(change))

    assert [portal.get("/renew/").by for _round in range(3)] == ["", "", ""]


def test_page_made_from_a_table_about_people_is_not_kept(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(title="Renew", slug="renew")
    monkeypatch.setattr(ArticlePage, "serve", refuse_by(lambda response: User.objects.count()))

    assert [portal.get("/renew/").by for _round in range(2)] == ["", ""]


def test_answer_of_a_tool_is_never_kept(portal: Portal, offer: Offer) -> None:
    make_service_page(title="Look up", slug="look-up", service_key="example.tool")
    offer(make_tool_service(lambda request: {"title": f"Found {request.GET.get('name')}"}))

    for _round in range(2):
        answer = portal.get("/look-up/?name=Okafor")
        assert answer.by == ""
        assert "Found Okafor" in answer.text
    assert [portal.get("/look-up/").by, portal.get("/look-up/?utm_source=a").by] == ["miss", "hit"]
    assert "Okafor" not in portal.get("/look-up/").text


def test_tool_that_fails_is_asked_again_the_next_time(portal: Portal, offer: Offer) -> None:
    make_service_page(title="Look up", slug="look-up", service_key="example.tool")
    works = {"now": False}

    def fill(request: HttpRequest) -> dict[str, Any]:
        if not works["now"]:
            raise ValueError("not now")
        return {"title": "There it is"}

    offer(make_tool_service(fill))
    assert "temporarily unavailable" in portal.get("/look-up/").text
    works["now"] = True

    assert "There it is" in portal.get("/look-up/").text


@pytest.mark.parametrize(
    "headers",
    [
        {"x_forwarded_host": "evil.example"},
        {"x_forwarded_proto": "https", "x_forwarded_port": "444"},
        {"x_original_url": "/account/", "x_rewrite_url": "/account/"},
        {"x_http_method_override": "POST"},
        {"authorization": "Bearer stolen"},
        {"referer": "https://evil.example/", "user_agent": "<script>"},
        {"accept_language": "<script>" * 50},
        {"forwarded": "host=evil.example"},
    ],
)
def test_nobody_poisons_what_others_read(portal: Portal, headers: dict[str, str]) -> None:
    make_article(title="Renew", slug="renew")
    clean = Portal().get("/renew/")

    portal.get("/renew/", **headers)
    after = portal.get("/renew/")

    assert after.by == "hit"
    assert after.body == clean.body
    assert after.headers == {**clean.headers, "X-Page-Cache": "hit"}


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("/renew/", "evil.example"),
        ("/renew/", "localhost@evil.example"),
        ("/renew/", "localhost\\evil"),
        ("/renew/", ""),
        ("//evil.example/", "localhost"),
        ("//renew/", "localhost"),
        ("/renew//", "localhost"),
        ("/renew", "localhost"),
        ("/./renew/", "localhost"),
        ("/%00/", "localhost"),
        ("/" + "a" * 3_000 + "/", "localhost"),
        ("/renew/?" + "b" * 3_000 + "=1", "localhost"),
    ],
)
def test_odd_address_gets_django_s_answer(portal: Portal, address: str, host: str) -> None:
    make_article(title="Renew", slug="renew")
    portal.get("/renew/")

    for _round in range(2):
        answer, expected = portal.get(address, host=host), portal.get_uncached(address, host=host)

        assert answer.status == expected.status
        assert answer.headers.get("Location") == expected.headers.get("Location")


def test_plain_http_never_gets_the_page_of_https(portal: Portal, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    make_article(title="Renew", slug="renew")
    strict = Portal()

    secure = [strict.get("/renew/", x_forwarded_proto="https") for _round in range(2)]
    plain = strict.get("/renew/", x_forwarded_proto="http")

    assert [each.by for each in secure] == ["miss", "hit"]
    assert "Strict-Transport-Security" in secure[1].headers
    assert plain.status == 301
    assert plain.headers["Location"] == "https://localhost/renew/"


def test_memory_is_bounded_whatever_is_asked(portal: Portal, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    make_article(title="Renew", slug="renew")
    size = len(portal.get("/renew/").body)
    entries = portal.cache._entries
    entries.most_bytes = 5 * (application.MEGABYTE // 100 + 3 * size)

    for number in range(40):
        portal.get("/renew/", host=f"h{number}.example")

    assert 0 < entries.bytes <= entries.most_bytes
    assert entries.bytes == sum(entry.size for entry in entries.values())
    assert len(entries) < 40


def test_preview_shows_the_draft_and_leaves_nothing_behind(portal: Portal) -> None:
    page = make_article(title="Renew", slug="renew", summary="Published words.")
    portal.get("/renew/")
    draft = ArticlePage.objects.get(pk=page.pk)
    draft.summary = "Draft words."
    draft.save_revision()

    preview = draft.make_preview_request(preview_mode=draft.default_preview_mode)

    assert "Draft words." in preview.rendered_content
    assert "Draft words." not in portal.get("/renew/").text
    assert "Draft words." not in Portal().get("/renew/").text
