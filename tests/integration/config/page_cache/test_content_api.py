"""The content API behind the page cache: kept for everybody by its whole query, and new after a change."""

import pytest

from tests.factories.pages import make_article
from tests.integration.config.page_cache.browser import Portal
from tests.integration.config.page_cache.test_changes import edit

pytestmark = pytest.mark.django_db(transaction=True)


def test_list_and_detail_are_kept_with_an_etag(portal: Portal) -> None:
    page = make_article(title="Renew", slug="renew")

    for address in ("/api/v3/pages/", "/api/v3/pages/?limit=1", f"/api/v3/pages/{page.pk}/"):
        first, second = portal.get(address), portal.get(address)

        assert (first.by, second.by, second.statements) == ("miss", "hit", 0), address
        assert second.body == first.body == portal.get_uncached(address).body
        assert portal.get(address, if_none_match=second.headers["ETag"]).status == 304


def test_every_parameter_counts(portal: Portal) -> None:
    make_article(title="Renew", slug="renew")
    make_article(title="First", slug="first")

    answers = [portal.get(f"/api/v3/pages/?limit={limit}") for limit in (1, 2)]

    assert answers[0].body != answers[1].body


def test_search_and_refusals_are_not_kept(portal: Portal) -> None:
    make_article(title="Renew", slug="renew")

    for address in (
        "/api/v3/pages/?search=renew",
        "/api/v3/pages/999999/",
        "/api/v3/schema/pages/",
    ):
        assert [portal.get(address).by for _round in range(2)] == ["", ""], address


def test_change_is_in_the_next_answer(portal: Portal) -> None:
    page = make_article(title="Renew", slug="renew")
    for address in ("/api/v3/pages/", f"/api/v3/pages/{page.pk}/"):
        portal.get(address)

    edit(page, title="Renew a permit")

    for address in ("/api/v3/pages/", f"/api/v3/pages/{page.pk}/"):
        assert "Renew a permit" in portal.get(address).text


def test_token_is_looked_at_where_an_answer_is_kept(portal: Portal) -> None:
    make_article(title="Renew", slug="renew")
    kept = portal.get("/api/v3/pages/")

    refused = portal.get("/api/v3/pages/", authorization="Bearer x")

    assert (kept.status, refused.status, refused.by) == (200, 401, "")


def test_answer_for_another_origin_is_kept_apart(portal: Portal) -> None:
    make_article(title="Renew", slug="renew")
    portal.get("/api/v3/pages/")

    foreign = [portal.get("/api/v3/pages/", origin="https://front.example") for _round in range(2)]

    assert [each.by for each in foreign] == ["miss", "hit"]


def test_each_language_asked_for_is_kept_by_itself(portal: Portal) -> None:
    make_article(title="Renew", slug="renew")
    spoken = [
        [portal.get("/api/v3/pages/", accept_language=asked) for _round in range(2)]
        for asked in ("es-MX,es;q=0.9", "en", "de")
    ]

    languages = [kept.headers["Content-Language"] for _made, kept in spoken]
    assert languages == ["es", "en", "en"]
    assert [kept.by for _made, kept in spoken] == ["hit", "hit", "hit"]
