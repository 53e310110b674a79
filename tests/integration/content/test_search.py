"""The search of the public site: what it finds, what it never shows, and what it bears."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction

from content.pages.course_catalog import CourseCatalogPage
from content.pages.library import ResourceLibraryPage
from content.search import views
from portal.sdk.limits import Limit
from tests.demo_pages import lay_out_demo_pages
from tests.factories.pages import get_home, make_article, make_hub, make_page, make_service_page
from tests.factories.rows import make_course, make_resource

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RESULT = re.compile(r'usa-collection__heading"><a class="usa-link" href="([^"]*)"')
MOST_STATEMENTS_TO_SUGGEST = 9
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


@pytest.fixture(autouse=True)
def _services(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the services of the plugins out of what is found; one test brings its own."""
    monkeypatch.setattr("content.search.finding.list_services", list)


@pytest.fixture
def write(django_capture_on_commit_callbacks: Any) -> Any:
    """Return a function that makes pages and lets the index know, as a commit does."""

    def make(factory: Any, **fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return factory(**fields)

    return make


def look(visitor: Client, query: str, *, prefix: str = "") -> str:
    """Return the main part of the page of results."""
    answer = visitor.get(f"{prefix}/search/?{query}")
    assert answer.status_code == 200
    found = MAIN.search(answer.content.decode())
    assert found is not None
    return " ".join(found[0].split())


def list_found(visitor: Client, query: str, **headers: str) -> list[str]:
    """Return the addresses of what was found."""
    return RESULT.findall(look(visitor, query, **headers))


def test_page_is_found_by_its_title_its_summary_and_its_body(visitor: Client, write: Any) -> None:
    write(make_article, title="Walrus", slug="title")
    write(make_article, slug="summary", summary="About the walrus.")
    write(make_article, slug="body", body=[("text", "<p>Feed a <b>walrus</b> daily.</p>")])
    write(make_article, slug="other")

    assert set(list_found(visitor, "q=walrus")) == {"/title/", "/summary/", "/body/"}


def test_words_are_marked_in_titles_and_excerpts(visitor: Client, write: Any) -> None:
    write(make_article, title="Walrus care", body=[("text", "<p>Feed a walrus daily.</p>")])

    html = look(visitor, "q=WALRUS")

    assert "<mark>Walrus</mark> care" in html
    assert "Feed a <mark>walrus</mark> daily." in html


def test_excerpts_keep_texts_apart_and_addresses_out(visitor: Client, write: Any) -> None:
    link = {"text": "Ask us", "page": None, "address": "/contact/hippo/"}
    call = {"heading": "Walrus", "text": "Feed it.", "link": link}
    write(make_article, summary="Care", body=[("call_to_action", call)])

    assert "Care · <mark>Walrus</mark> · Feed it. · Ask us" in look(visitor, "q=walrus")
    assert not list_found(visitor, "q=hippo")


def test_what_pages_list_is_found_and_its_files_only_there(visitor: Client, write: Any) -> None:
    lay_out_demo_pages()

    guides = look(visitor, "q=checklist&kind=resource")
    courses = look(visitor, "q=concussion")
    form = look(visitor, "q=ED 174")

    assert "/district-resources/library/?q=" in guides
    assert "/coaches/approved-education/?q=" in courses
    assert "Courses (" in courses
    assert ".txt" not in form
    assert "ED 174" in form


def test_pages_whose_title_has_the_words_come_first(visitor: Client, write: Any) -> None:
    for number in range(5):
        write(make_article, slug=f"text-{number}", body=[("text", "<p>walrus</p>" * 9)])
    write(make_article, title="The walruses of our coast", slug="title", summary="x" * 300)

    assert list_found(visitor, "q=walrus")[0] == "/title/"


def test_contact_is_offered_in_the_readers_language(visitor: Client) -> None:
    lay_out_demo_pages()

    assert 'href="/es/contact/" lang="en"' in look(visitor, "q=zzzx", prefix="/es")


def test_title_is_found_while_the_word_is_unfinished(visitor: Client, write: Any) -> None:
    write(make_article, title="Walrus care", slug="walrus")

    assert list_found(visitor, "q=walr") == ["/walrus/"]
    titles = visitor.get("/search/suggestions/?q=walr").json()["titles"]
    assert titles == ["Walrus care"]


def test_titles_of_courses_and_resources_are_suggested_after_those_of_pages(
    visitor: Client, write: Any
) -> None:
    write(make_article, title="Concussion rules", slug="rules")
    make_page(CourseCatalogPage, title="Courses", slug="courses")
    make_page(ResourceLibraryPage, title="Library", slug="library")
    make_course(title="Concussion and the young athlete")
    make_resource(title="After a concussion")
    make_course(title="Concussion drafts", live=False)

    with CaptureQueriesContext(connection) as queries:
        titles = visitor.get("/search/suggestions/?q=conc").json()["titles"]

    assert titles == ["Concussion rules", "After a concussion", "Concussion and the young athlete"]
    assert len(queries) <= MOST_STATEMENTS_TO_SUGGEST


def test_pages_that_the_public_may_not_see_are_never_found(visitor: Client, write: Any) -> None:
    private = write(make_hub, title="Walrus club", slug="club")
    write(make_article, title="Walrus secrets", slug="secrets", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    write(make_article, title="Walrus draft", slug="draft").unpublish()

    html = look(visitor, "q=walrus")

    assert RESULT.findall(html) == []
    assert not re.search("club|secrets|draft", html)
    assert visitor.get("/search/suggestions/?q=walrus").json() == {"titles": []}


def test_private_page_is_found_without_the_guard(
    visitor: Client, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = write(make_hub, title="Walrus club", slug="club")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    monkeypatch.setattr("content.search.finding.is_restricted", lambda _path: Q(pk__in=[]))

    assert list_found(visitor, "q=walrus") == ["/club/"]


def test_change_that_is_not_published_is_not_found(visitor: Client, write: Any) -> None:
    page = write(make_article, title="Seal", slug="seal")
    page.title, page.summary = "Walrus", "Walrus"
    write(page.save_revision)

    assert list_found(visitor, "q=walrus") == []


def test_documents_are_found_unless_their_collection_is_closed(visitor: Client, write: Any) -> None:
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    for title, collection in (("Walrus form", None), ("Walrus secret", closed)):
        fields = {"collection": collection} if collection else {}
        write(
            Document.objects.create, title=title, file=ContentFile(b"x", f"{title}.txt"), **fields
        )

    html = look(visitor, "q=walrus")

    assert "<mark>Walrus</mark> form" in html
    assert "secret" not in html


def test_results_are_filtered_by_kind(visitor: Client, write: Any) -> None:
    write(make_article, title="Walrus facts", slug="facts")
    write(make_service_page, title="Walrus permit", slug="permit")

    html = look(visitor, "q=walrus")

    assert set(RESULT.findall(html)) == {"/facts/", "/permit/"}
    assert "Pages (1)" in html
    assert "Services (1)" in html
    assert list_found(visitor, "q=walrus&kind=service") == ["/permit/"]
    assert list_found(visitor, "q=walrus&kind=page") == ["/facts/"]
    assert len(list_found(visitor, "q=walrus&kind=nonsense")) == 2


def test_results_come_page_by_page(visitor: Client, write: Any) -> None:
    for n in range(23):
        write(make_article, title=f"Walrus {n}", slug=f"walrus-{n}")

    pages = [list_found(visitor, f"q=walrus&page={n}") for n in (1, 2, 3)]

    assert [len(page) for page in pages] == [10, 10, 3]
    assert len({address for page in pages for address in page}) == 23
    assert len(list_found(visitor, "q=walrus&page=999")) == 3
    assert len(list_found(visitor, "q=walrus&page=x")) == 10


def test_page_with_one_of_the_words_is_found_where_none_has_all(
    visitor: Client, write: Any
) -> None:
    write(make_article, title="Walrus", slug="walrus")

    assert list_found(visitor, "q=walrus+zebra") == ["/walrus/"]


def test_spanish_pages_come_first_for_spanish_readers(visitor: Client, write: Any) -> None:
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    english = get_home()
    home = english.copy_for_translation(spanish)
    write(lambda: home.save_revision().publish())
    write(make_article, title="Walrus one", slug="one", parent=english)
    both = write(make_article, title="Walrus two", slug="two", parent=english)
    translated = both.copy_for_translation(spanish)
    translated.title = "Walrus dos"
    write(lambda: translated.save_revision().publish())

    in_english = look(visitor, "q=walrus")
    in_spanish = look(visitor, "q=walrus", prefix="/es")

    assert re.findall(r"</mark> (\w+)<", in_spanish) == ["dos", "one"]
    assert set(re.findall(r"</mark> (\w+)<", in_english)) == {"one", "two"}


def test_what_staff_chose_stands_first_and_only_if_public(visitor: Client, write: Any) -> None:
    chosen, hidden = write(make_article, slug="chosen"), write(make_article, slug="hidden")
    query = Query.get("walrus")
    for order, page in enumerate((hidden, chosen)):
        SearchPromotion.objects.create(
            query=query, page=page, sort_order=order, description="Read."
        )
    SearchPromotion.objects.create(
        query=query, external_link_url="https://example.org/", external_link_text="<b>Out</b>"
    )
    hidden.unpublish()

    html = look(visitor, "q=Walrus")

    assert set(RESULT.findall(html)) == {"/chosen/", "https://example.org/"}
    assert "&lt;b&gt;Out&lt;/b&gt;" in html
    assert Query.objects.count() == 1


def test_nothing_found_helps_on(visitor: Client, write: Any) -> None:
    write(make_hub, title="Certificates", slug="certificates", show_in_menus=True)
    write(make_article, title="Contact", slug="contact")

    html = look(visitor, "q=certifcates")

    assert 'href="?q=certificates">certificates</a>?' in html
    assert 'href="/certificates/">Certificates</a>' in html
    assert 'href="/contact/">Contact</a>' in html


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "%00",
        "a%00b",
        "%22",
        "%22 AND (",
        "NOT",
        "a OR NEAR(b)",
        "*",
        "-x",
        "'; DROP TABLE",
        "%F0%9F%98%80",
        "%E2%80%AE",
        "a" * 10_000,
        "%25 _ \\",
        "col:x ^2 {a}",
        "word " * 1_000,
    ],
)
def test_odd_words_get_a_page_with_help(visitor: Client, typed: str) -> None:
    html = look(visitor, f"q={typed}")

    assert 'id="search"' in html
    assert "Search for a certificate" in html or "Nothing was found" in html
    assert visitor.get(f"/search/suggestions/?q={typed}").json() == {"titles": []}


def test_markup_in_what_was_typed_and_in_titles_is_shown_as_words(
    visitor: Client, write: Any
) -> None:
    write(make_article, title="<script>alert(1)</script> walrus", slug="x", summary="<img src=x>")

    html = look(visitor, "q=walrus<script>alert(1)</script>%22 onfocus=alert(1)")
    found = look(visitor, "q=walrus")

    assert "<script>alert" not in html
    assert 'onfocus="' not in html
    assert "<img src=x>" not in found
    assert list_found(visitor, "q=walrus") == ["/x/"]


def test_results_are_kept_out_of_search_engines(visitor: Client) -> None:
    assert '<meta name="robots" content="noindex">' in visitor.get("/search/").content.decode()


def test_whoever_searches_too_often_waits(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SEARCHES", Limit("searches", per_minute=2))

    answers = [visitor.get("/search/?q=walrus") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) <= 60
    assert visitor.get("/search/").status_code == 200
