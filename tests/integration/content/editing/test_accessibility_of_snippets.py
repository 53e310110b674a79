"""Faults that keep what pages show besides their own blocks off the site: reusable content, notices, menus."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.editing.accessibility import find_faults
from content.editing.forms import JudgingForm
from content.editing.judging import JudgedPublication
from content.notices.models import Level, Notice
from content.snippets.reusable import ReusableContent
from portal.users.models import User
from tests.demo_pages import lay_out_demo_pages
from tests.factories.notices import make_notice
from tests.factories.rows import make_passage
from tests.integration.content.editing.conftest import browser_of

pytestmark = pytest.mark.django_db

VAGUE = "“click here” does not say where the link leads."
PUBLISH = {"action-publish": "yes"}


def write_passage(*, words: str = "click here", html: str = "<p>Words.</p>") -> dict[str, str]:
    """Return what the form of reusable content sends: a text and a call to action."""
    link = {"text": words, "page": "", "address": "/help/"}
    button = {"heading": "Renew", "text": "", "link": link}
    body = streamfield([("text", rich_text(html)), ("call_to_action", button)])
    return dict(nested_form_data({"title": "Renew now", "body": body}))


def write_notice(words: str, **fields: Any) -> dict[str, str]:
    """Return what the form of a notice sends, with a link of these words."""
    values = {
        "level": Level.ADVICE.value,
        "title": "Offices closed",
        "text": rich_text("<p>Because of snow.</p>", features=["bold", "italic"]),
        "link_text": words,
        "link_address": "/help/",
        "sections": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    return dict(nested_form_data({**values, **fields}))


def send(account: User, model: type[Any], data: dict[str, str], *key: int) -> Any:
    """Send the form that adds a snippet, or changes the one of a key."""
    view = "edit" if key else "add"
    address = reverse(f"wagtailsnippets_content_{model._meta.model_name}:{view}", args=key)
    return browser_of(account).post(address, data)


def test_reusable_content_with_vague_words_is_refused_at_the_block(editor: User) -> None:
    answer = send(editor, ReusableContent, {**write_passage(), **PUBLISH})

    assert answer.status_code == 200
    error = answer.context["form"].errors.as_data()["body"][0]
    button = error.block_errors[1].block_errors["link"].block_errors["text"]
    assert VAGUE in button.messages[0]
    assert not ReusableContent.objects.exists()


def test_published_passage_keeps_its_words_until_the_change_is_mended(editor: User) -> None:
    passage = make_passage("<p>As it was.</p>")

    refused = send(editor, ReusableContent, {**write_passage(), **PUBLISH}, passage.pk)
    passage.refresh_from_db()
    kept = len(passage.body)
    send(editor, ReusableContent, {**write_passage(words="Renew"), **PUBLISH}, passage.pk)

    passage.refresh_from_db()
    assert (refused.status_code, kept, len(passage.body)) == (200, 1, 2)


def test_headings_of_reusable_content_begin_at_the_second_level(editor: User) -> None:
    data = write_passage(words="Renew", html="<p>x</p><h3>Too low</h3><p>Words.</p>")

    assert send(editor, ReusableContent, {**data, **PUBLISH}).status_code == 200
    assert not ReusableContent.objects.exists()


def test_draft_of_reusable_content_may_be_faulty(editor: User) -> None:
    answer = send(editor, ReusableContent, write_passage())

    assert answer.status_code == 302
    assert ReusableContent.objects.get().live is False


@pytest.mark.parametrize("words", ["click here", "https://example.org/"])
def test_notice_with_words_that_say_nothing_is_refused_at_the_field(
    editor: User, words: str
) -> None:
    answer = send(editor, Notice, {**write_notice(words), **PUBLISH})

    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert {name: len(said) for name, said in errors.items()} == {"link_text": 1}
    assert not Notice.objects.exists()


def test_notice_with_good_words_is_published_and_a_draft_may_be_faulty(editor: User) -> None:
    send(editor, Notice, {**write_notice("What to do in snow"), **PUBLISH})
    send(editor, Notice, write_notice("click here", title="Draft"))

    assert dict(Notice.objects.values_list("title", "live")) == {
        "Offices closed": True,
        "Draft": False,
    }


def test_publishing_for_somebody_in_any_other_way_is_refused(editor: User) -> None:
    notice, passage = make_notice(), make_passage("<p>Words.</p>")
    notice.link_text, notice.link_address = "click here", "/help/"
    passage.body = [("text", '<p>Read it <a href="/help/">here</a>.</p>')]

    for each in (notice, passage):
        with pytest.raises(ValidationError):
            each.save_revision().publish(user=editor)


def test_every_snippet_with_drafts_has_the_checks() -> None:
    models = [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]
    own = [model for model in models if model._meta.app_label == "content"]
    forms = [model.snippet_viewset.get_edit_handler().get_form_class() for model in own]

    assert len(own) == len(
        [
            model
            for model in apps.get_app_config("content").get_models()
            if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
        ]
    )
    assert all(issubclass(model, JudgedPublication) for model in own)
    assert all(issubclass(form, JudgingForm) for form in forms)


def test_demo_snippets_have_no_fault() -> None:
    lay_out_demo_pages()

    objects = [each for model in get_snippet_models() for each in model._default_manager.all()]
    faults = {(str(each), fault.message) for each in objects for fault in find_faults(each)}

    assert objects
    assert faults == set()
