"""Suggestions of the search: in the language that is read, then what nobody has translated into it."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from content.pages.course_catalog import CourseCatalogPage
from content.trees import synchronize_languages
from tests.factories.pages import get_home, make_article, make_page
from tests.factories.rows import make_course

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Return a function that does something and lets the index know, as a commit does."""

    def do(act: Any, *args: Any, **fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **fields)

    return do


@pytest.fixture
def pages(commit: Any) -> None:
    """Publish a page in both languages, one in English only and one in Spanish only."""
    Locale.objects.get_or_create(language_code="es")
    both = commit(make_article, title="Central register", slug="both")
    commit(make_article, title="Central office", slug="english")
    commit(synchronize_languages)
    spanish: Page = both.get_translation(Locale.objects.get(language_code="es"))
    spanish.title, spanish.alias_of = "Central de registros", None
    commit(spanish.save_revision().publish)
    home = get_home().get_translation(spanish.locale)
    commit(
        make_article, title="Centralita", slug="spanish", parent=home.specific, locale=home.locale
    )


def suggest(visitor: Client, prefix: str = "") -> list[str]:
    """Return what is suggested for the beginning of a word."""
    titles: list[str] = visitor.get(f"{prefix}/search/suggestions/?q=centr").json()["titles"]
    return titles


@pytest.mark.usefixtures("pages")
def test_english_readers_get_english_titles_then_what_is_spanish_only(visitor: Client) -> None:
    titles = suggest(visitor)

    assert set(titles[:2]) == {"Central register", "Central office"}
    assert titles[2:] == ["Centralita"]


@pytest.mark.usefixtures("pages")
def test_spanish_readers_get_spanish_titles_then_what_is_english_only(visitor: Client) -> None:
    titles = suggest(visitor, "/es")

    assert set(titles[:2]) == {"Central de registros", "Centralita"}
    assert titles[2:] == ["Central office"]


def test_titles_of_rows_are_suggested_in_the_language_that_is_read(
    visitor: Client, commit: Any
) -> None:
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    commit(make_page, CourseCatalogPage, title="Courses", slug="courses")
    commit(synchronize_languages)
    make_course(title="Central exam")
    both = make_course(title="Central course")
    make_course(title="Centro de cursos", locale=spanish, translation_key=both.translation_key)

    assert suggest(visitor) == ["Central course", "Central exam"]
    assert suggest(visitor, "/es") == ["Centro de cursos", "Central exam"]
