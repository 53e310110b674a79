"""Pages are found by what the snippets on them say, from the moment these are published."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from content.pages.article import ArticlePage
from content.pages.contact import ContactPage
from content.pages.glossary import GlossaryPage
from tests.factories.pages import get_home, make_article, make_page
from tests.factories.rows import make_contact_point, make_passage, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _services(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the services of the plugins out of what is found."""
    monkeypatch.setattr("content.search.finding.list_services", list)


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Return a function that does something and lets the index know, as a commit does."""

    def do(act: Any, *args: Any, **fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **fields)

    return do


def list_found(visitor: Client, words: str) -> set[str]:
    """Return the titles of the pages that have all the words."""
    answer = visitor.get("/search/", {"q": words})
    return {hit.title for hit in answer.context["page_of_hits"].object_list}


def publish_with(row: Any, text: str) -> None:
    """Publish a change of a row, as the form of an editor does."""
    row.body = [("text", f"<p>{text}</p>")]
    row.save_revision().publish()


def test_page_is_found_by_each_kind_of_snippet_on_it(visitor: Client, commit: Any) -> None:
    terms = {"heading": "Words", "terms": [make_term(term="Walrus", definition="Has tusks.")]}
    blocks = {
        "Passage": ("reusable", make_passage("<p>Pay by <b>credit card</b>.</p>")),
        "Contact": ("contact_point", make_contact_point(postal_address="Hartford, CT 06115")),
        "Terms": ("terms", terms),
    }
    for title, block in blocks.items():
        commit(make_article, title=title, body=[block])

    found = [list_found(visitor, words) for words in ("credit card", "06115", "tusks")]

    assert found == [{"Passage"}, {"Contact"}, {"Terms"}]


def test_name_that_readers_never_see_finds_nothing(visitor: Client, commit: Any) -> None:
    passage = make_passage("<p>Words.</p>", title="Zebra")

    commit(make_article, title="Article", body=[("reusable", passage)])

    assert list_found(visitor, "zebra") == set()


def test_published_change_is_found_on_pages_that_show_it(visitor: Client, commit: Any) -> None:
    passage = make_passage("<p>Walrus.</p>")
    commit(make_article, title="With", body=[("reusable", passage)])
    commit(make_article, title="Without")

    commit(publish_with, passage, "Zebra.")

    assert (list_found(visitor, "zebra"), list_found(visitor, "walrus")) == ({"With"}, set())


def test_draft_and_what_is_taken_back_or_removed_are_not_found(
    visitor: Client, commit: Any
) -> None:
    draft, past, gone = (make_passage("<p>Walrus.</p>") for _ in range(3))
    for title, passage in (("Draft", draft), ("Past", past), ("Gone", gone)):
        commit(make_article, title=title, body=[("reusable", passage)])
    before = list_found(visitor, "walrus")

    draft.body = [("text", "<p>Zebra.</p>")]
    commit(draft.save_revision)
    commit(past.unpublish)
    commit(gone.delete)

    assert before == {"Draft", "Past", "Gone"}
    assert (list_found(visitor, "walrus"), list_found(visitor, "zebra")) == ({"Draft"}, set())


def test_page_is_found_by_the_translation_that_it_shows(visitor: Client, commit: Any) -> None:
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    passage = make_passage("<p>Walrus.</p>")
    page: ArticlePage = commit(make_article, title="Article", body=[("reusable", passage)])
    home = get_home().copy_for_translation(spanish)
    commit(home.save_revision().publish)
    translated = page.copy_for_translation(spanish)
    translated.title = "Artículo"
    commit(translated.save_revision().publish)

    commit(make_passage, "<p>Morsa.</p>", locale=spanish, translation_key=passage.translation_key)

    assert (list_found(visitor, "morsa"), list_found(visitor, "walrus")) == (
        {"Artículo"},
        {"Article"},
    )


def test_pages_that_list_every_snippet_of_a_kind_are_found_by_them(
    visitor: Client, commit: Any
) -> None:
    commit(make_page, ContactPage, title="Write to us", slug="write")
    commit(make_page, GlossaryPage, title="Glossary", slug="glossary")

    commit(make_contact_point, name="Walrus line")
    commit(make_term, term="Zebra", definition="Has stripes.")

    assert list_found(visitor, "walrus line") == {"Write to us"}
    assert list_found(visitor, "zebra stripes") == {"Glossary"}


def test_search_reads_the_index_and_no_snippet_for_its_words(
    visitor: Client, commit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(make_article, title="With", body=[("reusable", make_passage("<p>Walrus.</p>"))])

    def refuse(page: Any) -> list[str]:
        raise AssertionError(page)

    monkeypatch.setattr("content.pages.base.list_placed_words", refuse)

    assert list_found(visitor, "walrus") == {"With"}
