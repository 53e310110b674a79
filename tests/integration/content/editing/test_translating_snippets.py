"""Translations of snippets: judged when they are published, as every snippet is, with each fault at its sentence."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from content.notices.models import Notice
from content.snippets.reusable import ReusableContent
from portal.users.models import User
from tests.factories.notices import make_notice
from tests.factories.rows import make_passage
from tests.integration.content.editing.conftest import browser_of

pytestmark = pytest.mark.django_db

FAULT = "“clic aquí” does not say where the link leads. Name its target."
LINK = '<p>Read this.</p><p>See <a href="https://example.org/">the dates</a>.</p>'


def begin(account: User, snippet: Any) -> Translation:
    """Choose "Translate this", and Spanish."""
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    model = snippet._meta.model_name
    address = f"/admin/localize/submit/snippet/content/{model}/{snippet.pk}/"
    assert browser_of(account).post(address, {"locales": [spanish.pk]}).status_code == 302
    return Translation.objects.get(source__object_id=snippet.translation_key)


def write(account: User, translation: Translation, text: str, words: str) -> None:
    """Write words for each text that contains another, as the translator's screen does."""
    for segment in translation.source.stringsegment_set.filter(string__data__contains=text):
        address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
        body, kind = urlencode({"value": words}), "application/x-www-form-urlencoded"
        assert browser_of(account).put(address, body, content_type=kind).status_code in {200, 201}


def publish(account: User, translation: Translation) -> str:
    """Press Publish in the translator's screen, and return what it says then."""
    target = translation.get_target_instance()
    address = reverse(target.snippet_viewset.get_url_name("edit"), args=[target.pk])
    answer = browser_of(account).post(address, {"action": "publish"}, follow=True)
    return str(answer.content.decode())


def list_errors() -> dict[str, str]:
    """Return what is wrong, by the words that it is shown at."""
    return dict(StringTranslation.objects.filter(has_error=True).values_list("data", "field_error"))


def test_translated_notice_with_words_that_say_nothing_is_refused_at_its_field(
    editor: User,
) -> None:
    notice = make_notice("Snow", link_text="What to do", link_address="/help/")
    translation = begin(editor, notice)
    write(editor, translation, "Snow", "Nieve")
    write(editor, translation, "What to do", "clic aquí")

    screen = publish(editor, translation)

    assert f"“Snow” is not published: {FAULT}" in screen
    assert list_errors() == {"clic aquí": FAULT}
    assert Notice.objects.get(locale__language_code="es").live is False


def test_translated_passage_is_refused_at_its_sentence_and_published_once_mended(
    editor: User,
) -> None:
    translation = begin(editor, make_passage(LINK))
    write(editor, translation, "Read this", "Lea esto.")
    write(editor, translation, "the dates", 'Vea <a id="a1">clic aquí</a>.')

    refused = publish(editor, translation)
    errors = list_errors()
    write(editor, translation, "the dates", 'Vea <a id="a1">las fechas</a>.')
    publish(editor, translation)

    spanish = ReusableContent.objects.get(locale__language_code="es")
    assert FAULT in refused
    assert errors == {'Vea <a id="a1">clic aquí</a>.': FAULT}
    assert spanish.live is True
    assert "Lea esto." in str(spanish.body)
    assert "las fechas" in str(spanish.body)
    assert list_errors() == {}


def test_published_translation_keeps_its_words_when_it_is_synchronized_with_faulty_ones(
    editor: User,
) -> None:
    translation = begin(editor, make_passage(LINK))
    write(editor, translation, "the dates", 'Vea <a id="a1">las fechas</a>.')
    publish(editor, translation)
    write(editor, translation, "the dates", 'Vea <a id="a1">clic aquí</a>.')

    answer = browser_of(editor).post(
        f"/admin/localize/update/{translation.source_id}/",
        {"publish_translations": "on"},
        follow=True,
    )

    assert FAULT in answer.content.decode()
    assert "las fechas" in str(ReusableContent.objects.get(locale__language_code="es").body)


def test_control_faulty_translation_is_published_without_the_judging(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    translation = begin(editor, make_passage(LINK))
    write(editor, translation, "the dates", 'Vea <a id="a1">clic aquí</a>.')
    for name in ("find_faults", "check_faults"):
        monkeypatch.setattr(f"content.editing.translation.judging.{name}", lambda _target: [])

    publish(editor, translation)

    assert "clic aquí" in str(ReusableContent.objects.get(locale__language_code="es").body)
