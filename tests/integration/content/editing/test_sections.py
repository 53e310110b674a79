"""An editor of one section writes and translates it in every language, and nothing in other sections."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import Translation

from content.pages.article import ArticlePage
from content.trees import synchronize_languages
from portal.accounts.operations.roles import sync_roles
from portal.users.models import User
from tests.factories.pages import make_article, make_hub
from tests.integration.content.editing.conftest import browser_of

pytestmark = pytest.mark.django_db


def begin(account: User, page: Page) -> Any:
    """Choose "Translate this page" and Spanish."""
    spanish = Locale.objects.get(language_code="es")
    address = f"/admin/localize/submit/page/{page.pk}/"
    return browser_of(account).post(address, {"locales": [spanish.pk]}, follow=True)


def get_spanish(page: Page) -> Page:
    """Return what stands in the Spanish tree for a page."""
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="es")


def list_held() -> set[tuple[str, str, str]]:
    """Return where the editors of the coaches' section may do what."""
    held = GroupPagePermission.objects.filter(group__name="coaches_editor")
    return set(
        held.values_list("page__locale__language_code", "page__slug", "permission__codename")
    )


def list_wanted(*places: tuple[str, str]) -> set[tuple[str, str, str]]:
    """Return what they shall hold at places."""
    return {(*place, may) for place in places for may in ("add_page", "change_page")}


@pytest.fixture
def coaches() -> Page:
    """Return the section of the coaches; its counterpart is made later, as `synchronize_languages` does."""
    return make_hub(title="Coaches", slug="coaches")


@pytest.fixture
def inside(coaches: Page) -> ArticlePage:
    """Return a page of the section with its place in Spanish."""
    body = [("text", "<p>Read this.</p>")]
    page = make_article(title="Permits", slug="permits", body=body, parent=coaches)
    synchronize_languages()
    return page


@pytest.fixture
def outside() -> ArticlePage:
    """Return a page of another section with its place in Spanish."""
    page = make_article(title="Fees", slug="fees", parent=make_hub(slug="educators"))
    synchronize_languages()
    return page


def test_editor_of_a_section_translates_it_and_sends_it_for_review(
    inside: ArticlePage, coaches_editor: User, content_reviewer: User
) -> None:
    browser = browser_of(coaches_editor)

    answer = begin(coaches_editor, inside)
    assert answer.status_code == 200
    assert "you do not have permission" not in answer.content.decode()
    assert answer.context["translation"].target_locale.language_code == "es"

    translation = Translation.objects.get(source__object_id=inside.translation_key)
    for segment in translation.source.stringsegment_set.exclude(context__path="slug"):
        address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
        words = browser.put(
            address, "value=Permisos", content_type="application/x-www-form-urlencoded"
        )
        assert words.status_code in {200, 201}
    browser.post(f"/admin/localize/translate/{translation.pk}/review/")
    page = get_spanish(inside)
    assert page.workflow_in_progress
    assert page.get_latest_revision_as_object().title == "Permisos"

    names = [page.pk, "approve", page.current_workflow_task_state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=names)
    browser_of(content_reviewer).post(address, {"comment": ""})
    opened = browser.get(f"/admin/pages/{page.pk}/edit/")
    assert (opened.status_code, get_spanish(inside).title) == (200, "Permisos")


def test_editor_of_a_section_translates_nothing_in_another(
    coaches: Page, outside: ArticlePage, coaches_editor: User
) -> None:
    browser = browser_of(coaches_editor)
    assert browser.get(f"/admin/localize/submit/page/{outside.pk}/").status_code == 302

    begin(coaches_editor, outside)

    assert not Translation.objects.exists()
    for page in (outside, get_spanish(outside)):
        assert browser.get(f"/admin/pages/{page.pk}/edit/").status_code == 302
        assert page.permissions_for_user(coaches_editor).can_edit() is False


def test_editor_of_a_section_does_not_sync_translations_of_another(
    coaches: Page, outside: ArticlePage, editor: User, coaches_editor: User
) -> None:
    begin(editor, outside)
    translation = Translation.objects.get()
    before = translation.source.last_updated_at
    address = f"/admin/localize/update/{translation.source_id}/"

    assert browser_of(coaches_editor).post(address, {}).status_code == 302
    translation.source.refresh_from_db()
    assert translation.source.last_updated_at == before
    browser_of(editor).post(address, {})
    translation.source.refresh_from_db()
    assert translation.source.last_updated_at > before


def test_section_is_its_editors_as_soon_as_it_stands_in_a_language(coaches: Page) -> None:
    assert list_held() == list_wanted(("en", "coaches"))

    synchronize_languages()

    assert list_held() == list_wanted(("en", "coaches"), ("es", "coaches"))


def test_sync_gives_the_section_in_languages_that_were_there_before(inside: ArticlePage) -> None:
    GroupPagePermission.objects.filter(page__locale__language_code="es").delete()
    Page.objects.filter(slug="coaches", locale__language_code="es").update(slug="entrenadores")

    for _time in range(2):
        sync_roles()
        assert list_held() == list_wanted(("en", "coaches"), ("es", "entrenadores"))
        assert GroupPagePermission.objects.filter(group__name="coaches_editor").count() == 4


def test_section_that_moves_to_its_place_is_its_editors(editor: User) -> None:
    page = make_hub(slug="coaches", parent=make_hub(slug="archive"))
    synchronize_languages()
    assert list_held() == set()

    page.move(page.get_parent().get_parent(), pos="last-child")

    assert list_held() == list_wanted(("en", "coaches"), ("es", "coaches"))
