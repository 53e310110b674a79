"""Every page of the demonstration, taken apart: markup, headings, pictures, links, and what machines are told of it."""

import gzip
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Page

from tests.demo_pages import lay_out_demo_pages
from tests.markup import Markup

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

MOST_BYTES = 15_000
MOST_PREVIEW_BYTES = 40_000
REQUIRED = {
    "FAQPage": {"mainEntity"},
    "Event": {"name", "startDate", "endDate", "location", "eventAttendanceMode"},
    "GovernmentOffice": {"name", "url", "telephone", "address"},
    "BreadcrumbList": {"itemListElement"},
    "VideoObject": {"name", "description", "thumbnailUrl", "uploadDate", "contentUrl"},
}
PREVIEW = (
    *("og:title", "og:description", "og:image", "og:url"),
    *("twitter:card", "description", "canonical"),
)
SIGN_IN = ("/account/", "/services/", "/es/account/", "/es/services/")


_drawn: dict[str, bytes] = {}
"""Every page by its address, drawn once a process: these tests only read them."""


@pytest.fixture
def drawn(visitor: Client, files_on_disk: None) -> dict[str, bytes]:
    """Return every page of the demonstration by its address."""
    if not _drawn:
        lay_out_demo_pages()
        pages = Page.objects.filter(depth__gte=2).live()
        answers = {page.url: visitor.get(page.url) for page in pages}
        assert {answer.status_code for answer in answers.values()} == {200}
        _drawn.update((url, answer.content) for url, answer in answers.items())
    return _drawn


def test_pages_of_the_demonstration_are_well_made(drawn: dict[str, bytes]) -> None:
    faults = []
    for url, content in drawn.items():
        page = Markup(content.decode())
        faults += [f"{url}: {fault}" for fault in page.faults]
        faults += [f"{url}: heading skips {levels}" for levels in page.skipped_levels]
        if page.headings.count(1) != 1:
            faults.append(f"{url}: {page.headings.count(1)} main headings")
        faults += [f"{url}: no alt on {each}" for each in page.pictures if each.get("alt") is None]
        if len(gzip.compress(content)) > MOST_BYTES:
            faults.append(f"{url}: {len(gzip.compress(content))} bytes compressed")

    assert faults == []


def test_links_and_places_of_the_demonstration_exist(
    drawn: dict[str, bytes], visitor: Client
) -> None:
    lay_out_demo_pages()  # with its files, which are asked for
    broken, asked = [], dict.fromkeys(drawn, 200)
    ids = {url: Markup(content.decode()).ids for url, content in drawn.items()}
    for url, content in drawn.items():
        for link in Markup(content.decode()).links:
            parts = urlsplit(link)
            if parts.scheme in {"https", "http", "mailto", "tel"}:
                continue
            path = parts.path or url
            if path not in asked:
                answer = visitor.get(path)
                asked[path] = answer.status_code
                if answer.streaming:
                    list(answer.streaming_content)  # a file is closed once it was read
            if asked[path] != 200 and not path.startswith(SIGN_IN):
                broken.append(f"{url}: {link} answers {asked[path]}")
            if parts.fragment and path in ids and parts.fragment not in ids[path]:
                broken.append(f"{url}: {link} leads to no place")

    assert broken == []


def test_search_engines_are_told_what_they_need(drawn: dict[str, bytes]) -> None:
    told = [data for content in drawn.values() for data in Markup(content.decode()).data]

    assert {data["@type"] for data in told} == set(REQUIRED)
    assert {data["@context"] for data in told} == {"https://schema.org"}
    for data in told:
        assert {key for key in REQUIRED[data["@type"]] if not data.get(key)} == set()


def test_previews_of_other_sites_have_a_picture_and_words(drawn: dict[str, bytes]) -> None:
    for url, content in drawn.items():
        metas = Markup(content.decode()).metas
        assert (url, [name for name in PREVIEW if not metas.get(name)]) == (url, [])
        assert metas["canonical"] == metas["og:url"]
        if not url.startswith("/es/"):  # an alias names its original
            assert metas["canonical"] == f"http://testserver{url}"

    picture = finders.find(urlsplit(metas["og:image"]).path.removeprefix("/static/"))
    with open(picture, "rb") as file:  # noqa: PTH123 - finders answer with a name
        content = file.read()
    assert content.startswith(b"\x89PNG")
    assert len(content) <= MOST_PREVIEW_BYTES


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<p><b>x</p>", "</p> closes ['b'] at (1, 7)"),
        ("<p><div></div></p>", "<div> inside <p> at (1, 3)"),
        ("<a href='/'><button>x</button></a>", "<button> inside another control at (1, 12)"),
        ("<i id=a></i><b id=a></b>", "id a stands twice"),
        ("<div>", "<div> is never closed"),
    ],
)
def test_faults_of_markup_are_noticed(markup: str, fault: str) -> None:
    assert fault in Markup(markup).faults


def test_heading_that_skips_a_level_is_noticed() -> None:
    assert Markup("<h1></h1><h2></h2><h4></h4><h2></h2>").skipped_levels == [(2, 4)]


def list_data(drawn: dict[str, bytes], address: str) -> dict[str, dict[str, Any]]:
    """Return what a page tells search engines, by type."""
    return {data["@type"]: data for data in Markup(drawn[address].decode()).data}


def test_office_is_told_on_the_home_page_and_the_way_on_every_other(
    drawn: dict[str, bytes],
) -> None:
    assert set(list_data(drawn, "/")) == set(list_data(drawn, "/es/")) == {"GovernmentOffice"}
    for address in ("/", "/es/", "/contact/"):
        office = list_data(drawn, address)["GovernmentOffice"]
        assert office["telephone"] == "+18605550110"
        assert office["address"]["streetAddress"].endswith("Hartford, CT 06115-0471")
    assert "contactPoint" in office

    trail = list_data(drawn, "/coaches/renew-permit/")["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], urlsplit(step["item"]).path) for step in trail] == [
        (1, "/"),
        (2, "/coaches/"),
        (3, "/coaches/renew-permit/"),
    ]
    ways = [url for url in drawn if "BreadcrumbList" not in list_data(drawn, url)]
    assert ways == ["/", "/es/"]


def test_length_of_a_short_film_is_told_as_it_is(drawn: dict[str, bytes]) -> None:
    html = drawn["/help/tutorials/applying-online/"].decode()

    assert "Less than a minute" in html
    assert "1 minute" not in html


def test_page_of_the_online_system_leads_to_the_account(drawn: dict[str, bytes]) -> None:
    html = drawn["/help/online-system/"].decode()

    assert re.search(r'<a class="usa-button[^"]*" href="/account/">Sign in</a>', html)
