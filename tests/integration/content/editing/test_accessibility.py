"""Faults that keep a page off the site: refused at each way to it, named at the block, and the draft is kept."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import rich_text

from content.editing.accessibility import find_faults, judge_values, to_errors
from content.editing.forms import PortalPageForm
from content.pages.article import ArticlePage
from content.pages.base import PortalPage
from portal.users.models import User
from tests.demo_pages import lay_out_demo_pages
from tests.factories.images import make_image
from tests.factories.pages import make_article
from tests.integration.content.editing.conftest import (
    add_article,
    browser_of,
    change_article,
    fill_article,
    get_article,
)

pytestmark = pytest.mark.django_db

HERE = '<p>Read it <a href="/help/">here</a>.</p>'
LINK = {"text": "click here", "page": "", "address": "/help/"}
FAULTY_BLOCKS: dict[str, tuple[str, Any]] = {
    "text": ("text", rich_text(HERE)),
    "heading": ("text", rich_text("<p>x</p><h3>One</h3>")),
    "answer": (
        "questions",
        {
            "heading": "Questions",
            "questions": {
                "count": "1",
                "0-order": "0",
                "0-deleted": "",
                "0-id": "",
                "0-type": "item",
                "0-value-question": "When?",
                "0-value-answer": rich_text(HERE),
            },
        },
    ),
    "button": ("call_to_action", {"heading": "Renew", "text": "", "link": LINK}),
}
UNCLOSED = "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
"""Wagtail leaves the file of a size that it makes to the garbage collector."""
WAYS = {"publish": "action-publish", "send": "action-submit"}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("block", FAULTY_BLOCKS.values(), ids=FAULTY_BLOCKS)
def test_faulty_page_is_refused_and_its_draft_kept(admin: User, block: Any, way: str) -> None:
    browser, data = browser_of(admin), fill_article(block)

    saved = add_article(browser, data)
    refused = change_article(browser, get_article(), data, way)

    assert (saved.status_code, refused.status_code) == (302, 200)
    page = get_article()
    assert (page.live, page.workflow_in_progress, len(page.body)) == (False, False, 1)


def test_sound_page_is_published(admin: User) -> None:
    add_article(browser_of(admin), fill_article(), "action-publish")

    assert get_article().live is True


def test_faulty_page_is_not_scheduled_either(admin: User) -> None:
    data = fill_article(FAULTY_BLOCKS["text"], go_live_at="2099-01-01 08:00")

    answer = add_article(browser_of(admin), data, "action-publish")

    assert answer.status_code == 200
    assert not ArticlePage.objects.exists()


def test_faults_stand_at_their_blocks(admin: User) -> None:
    data = fill_article(FAULTY_BLOCKS["answer"], FAULTY_BLOCKS["button"])

    answer = add_article(browser_of(admin), data, "action-publish")

    error = answer.context["form"].errors.as_data()["body"][0]
    question = error.block_errors[0].block_errors["questions"].block_errors[0]
    assert "“here”" in question.block_errors["answer"].messages[0]
    assert (
        "“click here”"
        in error.block_errors[1].block_errors["link"].block_errors["text"].messages[0]
    )


def test_publishing_for_somebody_in_any_other_way_is_refused(admin: User) -> None:
    page = make_article(slug="dates")
    page.body = [("text", HERE)]
    revision = page.save_revision()

    with pytest.raises(ValidationError):
        revision.publish(user=admin)


class Clip(blocks.StructBlock):
    """A block as the page of another kind may have it."""

    video = blocks.URLBlock(required=False)
    transcript = blocks.RichTextBlock(required=False)


class Anything(blocks.StreamBlock):
    """Blocks that this site does not offer now."""

    clip = Clip()
    table = TableBlock()
    photo = ImageChooserBlock()


def judge(name: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the faults of one block in a body of other blocks."""
    block = Anything()
    monkeypatch.setattr(ArticlePage._meta.get_field("body"), "stream_block", block)
    stream = blocks.StreamValue(block, [(name, block.child_blocks[name].normalize(value))])
    faults = judge_values(ArticlePage, {"body": stream})
    assert set(to_errors(faults)) <= {"body"}
    return [fault.message for fault in faults]


@pytest.mark.parametrize(
    ("transcript", "count"), [("", 1), ("<p>Good morning.</p>", 0)], ids=["without", "with"]
)
def test_video_needs_captions_or_a_transcript(
    monkeypatch: pytest.MonkeyPatch, transcript: str, count: int
) -> None:
    value = {"video": "https://video.example.org/1", "transcript": transcript}

    assert len(judge("clip", value, monkeypatch)) == count


@pytest.mark.parametrize(("header", "count"), [(False, 1), (True, 0)], ids=["without", "with"])
def test_table_needs_header_cells(
    monkeypatch: pytest.MonkeyPatch, header: bool, count: int
) -> None:
    value = {"data": [["1", "2"]], "first_row_is_table_header": header}

    assert len(judge("table", value, monkeypatch)) == count


@pytest.mark.parametrize(
    ("description", "count"), [("", 1), ("A class at work", 0)], ids=["without", "with"]
)
def test_picture_needs_words(monkeypatch: pytest.MonkeyPatch, description: str, count: int) -> None:
    assert len(judge("photo", make_image(description=description), monkeypatch)) == count


@pytest.mark.filterwarnings(UNCLOSED)
def test_picture_without_alternative_text_is_refused(admin: User) -> None:
    image = {"image": make_image().pk, "decorative": ""}
    texts = ("", "IMG_1.jpg", "IMG_0042", "Classroom", "A class at work")

    def publish(words: str) -> int:
        block = ("picture", {"image": {**image, "alt_text": words}, "caption": ""})
        answer = add_article(browser_of(admin), fill_article(block), "action-publish")
        return int(answer.status_code)

    assert [publish(words) for words in texts] == [200, 200, 200, 200, 302]


@pytest.mark.filterwarnings(UNCLOSED)
def test_chooser_offers_what_somebody_wrote_and_never_the_name_of_the_file(editor: User) -> None:
    named, described = make_image(title="IMG_0042.png"), make_image(description="A class at work")

    def offer(pk: int) -> str:
        answer = browser_of(editor).get(reverse("wagtailimages_chooser:chosen", args=[pk]))
        return str(json.loads(answer.content)["result"]["default_alt_text"])

    assert (offer(named.pk), offer(described.pk)) == ("", "A class at work")


def test_every_page_type_has_the_checks() -> None:
    types = [model for model in get_page_models() if issubclass(model, PortalPage)]

    assert types
    assert all(
        issubclass(model.get_edit_handler().get_form_class(), PortalPageForm) for model in types
    )


@pytest.mark.proof
def test_demo_content_has_no_fault() -> None:
    lay_out_demo_pages()

    faults = {
        (page.slug, fault.message)
        for page in Page.objects.specific()
        for fault in find_faults(page)
    }
    assert faults == set()


def test_control_without_the_checks_the_page_is_published(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.editing.forms.judge_values", lambda *_args: [])
    monkeypatch.setattr("content.editing.judging.check_faults", lambda _page: None)

    add_article(browser_of(admin), fill_article(FAULTY_BLOCKS["text"]), "action-publish")

    assert get_article().live is True
