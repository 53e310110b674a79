"""What the page cache answers: the same as Django, without Django, to everybody."""

import gzip

import brotli
import pytest
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.test import Client

from content.pages.article import ArticlePage
from content.pages.base import PortalPage
from portal.users.models import User
from tests.factories.pages import make_article, make_hub
from tests.integration.config.page_cache.browser import Portal

pytestmark = pytest.mark.django_db(transaction=True)
OWN = {"X-Page-Cache", "ETag", "Cache-Control", "Vary", "Content-Length"}


@pytest.fixture
def article() -> str:
    """Return the address of a page."""
    hub = make_hub(title="Coaches", slug="coaches", show_in_menus=True)
    make_article(title="Renew", slug="renew", parent=hub, body=[("text", "<p>Read on.</p>")])
    return "/coaches/renew/"


def test_second_reader_gets_the_page_without_a_statement(portal: Portal, article: str) -> None:
    first = portal.get(article)
    second = portal.get(article)

    assert (first.by, second.by) == ("miss", "hit")
    assert second.statements == 0
    assert second.status == 200
    assert second.body == first.body == portal.get_uncached(article).body


def test_kept_answer_has_every_header_of_an_uncached_one(portal: Portal, article: str) -> None:
    portal.get(article)

    kept, made = portal.get(article).headers, portal.get_uncached(article).headers

    assert {name: value for name, value in kept.items() if name not in OWN} == {
        name: value for name, value in made.items() if name not in OWN
    }
    assert "default-src 'self'" in kept["Content-Security-Policy"]
    assert kept["Cache-Control"] == "no-cache"
    assert kept["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "cookies",
    [
        "_ga=GA1.1.7; _gid=x",
        "portal_session=stolen",
        "portal_csrf=abc",
        "a_messages=1",
        "messages=",
    ],
)
def test_foreign_cookies_make_no_difference(portal: Portal, article: str, cookies: str) -> None:
    portal.get(article)

    assert portal.get(article, cookie=cookies).by == "hit"


@pytest.mark.parametrize(
    "query", ["utm_source=mail", "fbclid=1&x=2", "page=2", "a=%2F&a=%00", "&&="]
)
def test_parameters_that_no_page_reads_make_no_difference(
    portal: Portal, article: str, query: str
) -> None:
    first = portal.get(f"{article}?{query}")
    second = portal.get(f"{article}?other={query}")

    assert (first.by, second.by, portal.get(article).by) == ("miss", "hit", "hit")
    assert "other" not in first.text + second.text


def test_reader_who_is_signed_in_gets_what_everybody_gets(
    portal: Portal, article: str, applicant: User
) -> None:
    browser = Client()
    browser.force_login(applicant)
    session = f"portal_session={browser.cookies['portal_session'].value}"
    portal.get(article)

    answer = portal.get(article, cookie=session)

    assert answer.by == "hit"
    assert answer.body == portal.get_uncached(article, cookie=session).body


def test_unchanged_page_is_not_sent_again(portal: Portal, article: str) -> None:
    etag = portal.get(article).headers["ETag"]

    for known in (etag, f'"other", W/{etag}', "*"):
        answer = portal.get(article, if_none_match=known)

        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert "Content-Security-Policy" in answer.headers
        assert "Content-Length" not in answer.headers
    assert portal.get(article, if_none_match='"other"').status == 200


def test_head_has_the_headers_and_no_body(portal: Portal, article: str) -> None:
    asked_first = portal.get(article, "HEAD")
    full = portal.get(article)
    again = portal.get(article, "HEAD")

    assert (asked_first.body, again.body) == (b"", b"")
    assert (full.by, again.by) == ("hit", "hit")
    assert again.headers == full.headers


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_page_is_kept_compressed(
    portal: Portal, article: str, accepted: str, encoding: str | None, unpack: object
) -> None:
    plain = portal.get(article)
    made = Portal().get(article, accept_encoding=accepted)
    kept = portal.get(article, accept_encoding=accepted)

    for answer in (made, kept):
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert unpack(answer.body) == plain.body  # type: ignore[operator]
    assert (kept.headers["ETag"] == plain.headers["ETag"]) is (encoding is None)


def test_each_language_has_a_page_of_its_own(portal: Portal, article: str) -> None:
    english = portal.get(article)
    spanish = portal.get(f"/es{article}")
    asked = portal.get(article, accept_language="es-MX,es;q=0.9", cookie="portal_language=es")

    assert [each.by for each in (english, spanish, asked)] == ["miss", "miss", "hit"]
    assert '<html lang="en"' in english.text
    assert '<html lang="es"' in spanish.text
    assert asked.body == english.body


def test_page_that_reads_a_parameter_has_one_answer_for_each_value(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(title="List", slug="list")

    def serve(page: ArticlePage, request: HttpRequest) -> TemplateResponse:
        response = PortalPage.serve(page, request)
        response["X-Listed"] = request.GET.get("page", "1")
        return response

    monkeypatch.setattr(ArticlePage, "serve", serve)

    pages = [portal.get(f"/list/{query}") for query in ("?page=2&x=1", "?page=2", "", "?page=3")]

    assert [each.by for each in pages] == ["miss", "hit", "miss", "miss"]
    assert [each.headers["X-Listed"] for each in pages] == ["2", "2", "1", "3"]


def test_search_is_answered_anew_each_time(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    make_article(title="List", slug="list")

    def serve(page: ArticlePage, request: HttpRequest) -> TemplateResponse:
        response = PortalPage.serve(page, request)
        response["X-Asked"] = request.GET.get("q", "")
        return response

    monkeypatch.setattr(ArticlePage, "serve", serve)

    answers = [portal.get("/list/?q=Okafor&utm_source=x") for _round in range(2)]

    assert [each.by for each in answers] == ["", ""]
    assert answers[1].headers["X-Asked"] == "Okafor"
    assert portal.get("/list/").headers["X-Asked"] == ""
