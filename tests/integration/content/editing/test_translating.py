"""Translations: written by an editor, approved by a second person, and seen by readers only then."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from content.pages.article import ArticlePage
from content.trees import synchronize_languages
from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.pages import make_article, make_hub
from tests.factories.rows import make_passage
from tests.integration.content.editing.conftest import browser_of

pytestmark = pytest.mark.django_db


def begin(account: User, page: Page) -> Translation:
    """Choose "Translate this page" and Spanish."""
    spanish = Locale.objects.get(language_code="es")
    address = f"/admin/localize/submit/page/{page.pk}/"
    assert browser_of(account).post(address, {"locales": [spanish.pk]}).status_code == 302
    return Translation.objects.get(source__object_id=page.translation_key)


def write(account: User, translation: Translation, words: str, only: str = "") -> None:
    """Write the same words for every text but the address, as the editor's screen does."""
    segments = translation.source.stringsegment_set.filter(context__path__startswith=only)
    for segment in segments.exclude(context__path="slug"):
        address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
        body, kind = urlencode({"value": words}), "application/x-www-form-urlencoded"
        answer = browser_of(account).put(address, body, content_type=kind)
        assert answer.status_code in {200, 201}


def press(account: User, translation: Translation, name: str) -> Any:
    """Press a button of the screen, sent with its form."""
    address = f"/admin/localize/translate/{translation.pk}/{name}/"
    return browser_of(account).post(address, follow=True)


def judge(account: User, page: Page, action: str) -> Any:
    """Press a reviewer's button."""
    names = [page.pk, action, page.current_workflow_task_state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=names)
    return browser_of(account).post(address, {"comment": "Too short."})


def get_spanish(page: Page) -> ArticlePage:
    """Return what stands at the Spanish address."""
    return ArticlePage.objects.get(translation_key=page.translation_key, locale__language_code="es")


def read_screen(account: User, page: Page) -> str:
    """Return the screen in which somebody translates a page."""
    return str(browser_of(account).get(f"/admin/pages/{page.pk}/edit/").content.decode())


@pytest.fixture
def page() -> ArticlePage:
    """Return a published page with its place in Spanish."""
    page = make_article(title="News", slug="news", body=[("text", "<p>Read this.</p>")])
    synchronize_languages()
    return page


def test_translation_is_public_once_a_second_person_approved_it(
    page: ArticlePage, visitor: Client, editor: User, content_reviewer: User
) -> None:
    translation = begin(editor, page)
    write(editor, translation, "Noticias")
    before = visitor.get("/es/news/").content.decode()
    assert "<h1>News</h1>" in before
    assert "content-original" in before
    assert "/es/news/" not in visitor.get("/sitemap.xml").content.decode()

    assert "Submit to Review by a second person" in read_screen(editor, get_spanish(page))
    press(editor, translation, "review")
    assert "<h1>News</h1>" in visitor.get("/es/news/").content.decode()
    assert "Approve and publish" in read_screen(content_reviewer, get_spanish(page))
    judge(content_reviewer, get_spanish(page), "approve")

    after = visitor.get("/es/news/").content.decode()
    assert "<h1>Noticias</h1>" in after
    assert "content-original" not in after
    assert "/es/news/" in visitor.get("/sitemap.xml").content.decode()
    assert "<h1>News</h1>" in visitor.get("/news/").content.decode()


def test_passage_that_nobody_translated_stays_on_the_translated_page(
    visitor: Client, editor: User, content_reviewer: User
) -> None:
    page = make_article(slug="news", body=[("reusable", make_passage("P.O. Box 1"))])
    synchronize_languages()
    translation = begin(editor, page)
    write(editor, translation, "Noticias")
    press(editor, translation, "review")
    judge(content_reviewer, get_spanish(page), "approve")

    html = visitor.get("/es/news/").content.decode()

    assert "<h1>Noticias</h1>" in html
    assert re.search(r'<div lang="en">.*P.O. Box 1', html, re.DOTALL)


def test_later_words_wait_for_the_review_too(
    page: ArticlePage, visitor: Client, editor: User, content_reviewer: User
) -> None:
    translation = begin(editor, page)
    write(editor, translation, "Noticias")
    press(editor, translation, "review")
    judge(content_reviewer, get_spanish(page), "approve")
    write(editor, translation, "Avisos")
    browser_of(editor).post(
        f"/admin/localize/update/{translation.source_id}/", {"publish_translations": "on"}
    )
    assert "<h1>Noticias</h1>" in visitor.get("/es/news/").content.decode()

    press(editor, translation, "review")
    assert "<h1>Noticias</h1>" in visitor.get("/es/news/").content.decode()
    judge(content_reviewer, get_spanish(page), "approve")
    assert "<h1>Avisos</h1>" in visitor.get("/es/news/").content.decode()


def test_original_that_changes_meanwhile_is_what_readers_see(
    page: ArticlePage, visitor: Client, editor: User, content_reviewer: User
) -> None:
    translation = begin(editor, page)
    write(editor, translation, "Noticias")
    press(editor, translation, "review")
    page.title = "Late news"
    page.save_revision().publish()
    assert "<h1>Late news</h1>" in visitor.get("/es/news/").content.decode()

    judge(content_reviewer, get_spanish(page), "approve")
    assert "<h1>Noticias</h1>" in visitor.get("/es/news/").content.decode()


def test_translation_is_mended_and_sent_again(
    page: ArticlePage, visitor: Client, editor: User, content_reviewer: User
) -> None:
    translation = begin(editor, page)
    press(editor, translation, "review")
    judge(content_reviewer, get_spanish(page), "reject")
    screen = read_screen(editor, get_spanish(page))
    assert ("<q>Too short.</q>" in screen, "asks for changes" in screen) == (True, False)

    write(editor, translation, "Noticias")
    press(editor, translation, "review")
    judge(content_reviewer, get_spanish(page), "approve")
    assert "<h1>Noticias</h1>" in visitor.get("/es/news/").content.decode()


def test_translation_is_taken_back_by_whoever_sent_it(
    page: ArticlePage, editor: User, content_reviewer: User
) -> None:
    translation = begin(editor, page)
    press(editor, translation, "review")
    other = make_account(Role.EDITOR, username="other_editor")

    press(other, translation, "withdraw")
    assert get_spanish(page).workflow_in_progress
    press(editor, translation, "withdraw")
    assert not get_spanish(page).workflow_in_progress


def test_nobody_approves_a_translation_of_their_own(
    page: ArticlePage, visitor: Client, content_reviewer: User
) -> None:
    translation = begin(content_reviewer, page)
    write(content_reviewer, translation, "Noticias")
    press(content_reviewer, translation, "review")

    judge(content_reviewer, get_spanish(page), "approve")
    browser_of(content_reviewer).post(
        f"/admin/pages/{get_spanish(page).pk}/edit/", {"action": "publish"}
    )

    assert "<h1>News</h1>" in visitor.get("/es/news/").content.decode()


def test_text_that_some_readers_cannot_use_is_named_instead_of_sent(editor: User) -> None:
    text = '<p>Read <a href="https://example.org/">the dates</a>.</p>'
    page = make_article(title="News", slug="news", body=[("text", text)])
    synchronize_languages()
    translation = begin(editor, page)
    write(editor, translation, '<a id="a1">aquí</a>', only="body")

    answer = press(editor, translation, "review")

    assert not get_spanish(page).workflow_in_progress
    assert "does not say where the link leads" in answer.content.decode()


def test_editor_of_a_section_sends_no_page_outside_it(page: ArticlePage, editor: User) -> None:
    make_hub(slug="coaches")
    translation = begin(editor, page)

    press(make_account(Role.COACHES_EDITOR), translation, "review")

    assert not get_spanish(page).workflow_in_progress


def test_editor_cannot_take_approved_words_from_readers(
    page: ArticlePage, visitor: Client, editor: User, content_reviewer: User
) -> None:
    translation = begin(editor, page)
    write(editor, translation, "Noticias")
    press(editor, translation, "review")
    judge(content_reviewer, get_spanish(page), "approve")
    address = f"/admin/localize/page/{get_spanish(page).pk}/convert_to_alias/"

    browser_of(editor).post(address)
    assert "<h1>Noticias</h1>" in visitor.get("/es/news/").content.decode()
    browser_of(content_reviewer).post(address)
    assert "<h1>News</h1>" in visitor.get("/es/news/").content.decode()


def test_form_of_a_page_that_is_not_translated_yet_has_a_title(editor: User) -> None:
    page = make_article(title="Renewal dates", slug="dates")
    synchronize_languages()

    address = reverse("wagtailadmin_pages:edit", args=[get_spanish(page).pk])
    form = browser_of(editor).get(address).text

    (title,) = re.findall("<title>(.*?)</title>", form, re.DOTALL)
    assert "Renewal dates: not translated into Español yet" in title
