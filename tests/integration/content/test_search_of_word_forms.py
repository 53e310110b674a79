"""The search of the public site finds a word in its other forms, in both languages, with SQLite and PostgreSQL."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from tests.factories.pages import get_home, make_article

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _services(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the services of the plugins out of what is found."""
    monkeypatch.setattr("content.search.finding.list_services", list)


@pytest.fixture
def write(django_capture_on_commit_callbacks: Any) -> Any:
    """Return a function that makes an article and lets the index know, as a commit does."""

    def make(**fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return make_article(**fields)

    return make


@pytest.fixture
def spanish_home() -> Page:
    """Return the home page of the Spanish site."""
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    home: Page = get_home().copy_for_translation(spanish)
    home.save_revision().publish()
    return home


def list_titles(visitor: Client, words: str, prefix: str = "") -> list[str]:
    """Return the titles of the pages found."""
    answer = visitor.get(f"{prefix}/search/", {"q": words})
    return [hit.title for hit in answer.context["page_of_hits"].object_list]


@pytest.mark.parametrize("words", ["renewal", "Renewals", "renewing certificate", "renews"])
def test_title_is_found_by_other_forms_of_its_words(
    visitor: Client, write: Any, words: str
) -> None:
    write(title="Renew certificates", slug="renew")
    write(title="Other", slug="other")

    assert list_titles(visitor, words) == ["Renew certificates"]


def test_texts_are_found_by_other_forms_of_their_words_after_titles(
    visitor: Client, write: Any
) -> None:
    write(title="Renewing", slug="title", summary="Words.")
    write(title="Body", slug="body", body=[("text", "<p>About your renewal.</p>" * 9)])
    write(title="Summary", slug="summary", summary="How it is renewed.")

    found = list_titles(visitor, "renews")

    assert found[0] == "Renewing"
    assert set(found) == {"Renewing", "Body", "Summary"}


@pytest.mark.parametrize("words", ["renovación", "renovaciones", "renovando certificado"])
def test_spanish_title_is_found_by_other_forms_of_its_words(
    visitor: Client, write: Any, spanish_home: Page, words: str
) -> None:
    write(
        title="Renovar certificados",
        slug="renovar",
        parent=spanish_home,
        locale=spanish_home.locale,
    )

    assert list_titles(visitor, words, "/es") == ["Renovar certificados"]


def test_other_forms_are_marked(visitor: Client, write: Any) -> None:
    write(title="Renew a permit", slug="renew")

    assert "<mark>Renew</mark> a permit" in visitor.get("/search/?q=renewals").content.decode()


def test_control_other_forms_are_not_found_without_the_stems(
    visitor: Client, write: Any, spanish_home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.search.stems.ALGORITHMS", {})
    write(title="Renovar", slug="renovar", parent=spanish_home, locale=spanish_home.locale)

    assert list_titles(visitor, "renovaciones", "/es") == []
