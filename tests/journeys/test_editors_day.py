"""An editor's day: a page is written, checked, sent to a second person, approved for later, and read at its time.

Pages are made of each block, move and are translated. The emergency notice of such a day has its own journeys in
test_notices, forms that are saved by themselves in test_autosave.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as site_settings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as Late

from content.blocks.body import BodyBlock
from content.pages.article import ArticlePage
from content.trees import synchronize_languages
from portal.notifications import regular
from portal.users.models import User
from tests.factories.images import make_image
from tests.factories.pages import get_home, make_article, make_cards, make_hub
from tests.journeys.windows import Window

UNCLOSED = "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
ALT_TEXT = "[name=body-1-value-image-alt_text]"
SPANISH = {
    "When schools close.": "Cuando cierran las escuelas.",
    "Lost days are made up.": "Los días perdidos se recuperan.",
}
AT = "%Y-%m-%d %H:%M"

pytestmark = [pytest.mark.usefixtures("public_pages"), pytest.mark.filterwarnings(UNCLOSED)]


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    """Leave saving to the buttons: Wagtail would begin some seconds after a form opens, in the midst of a journey."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture(autouse=True)
def _pictures_are_served(settings: Any) -> None:
    """Keep uploads where the site serves them from."""
    storage = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**site_settings.STORAGES, "default": {"BACKEND": storage}}


def add_block(window: Window, name: str) -> None:
    """Add a block at the end of the body."""
    window.page.locator("button.c-sf-add-button").last.click()
    window.page.get_by_role("option", name=name, exact=True).first.click()


def begin_article(window: Window, title: str, summary: str) -> None:
    """Write what every page has."""
    window.go(f"/admin/pages/add/content/articlepage/{get_home().pk}/")
    window.page.fill("[name=title]", title)
    window.page.fill("[name=summary]", summary)


def write_article(window: Window) -> None:
    """Write an article of some words and a picture that has no words yet."""
    begin_article(window, "Snow days", "What happens when schools close.")
    add_block(window, "Text")
    window.page.locator("[contenteditable=true]").last.click()
    window.page.keyboard.type("Lost days are made up in June.")
    add_block(window, "Image")
    window.page.get_by_text("Choose an image").last.click()
    window.page.locator(".modal-body .image-choice").first.click()
    expect(window.page.locator(".chooser__title").last).to_have_text("classroom.png")
    expect(window.page.locator(ALT_TEXT)).to_have_value("")  # the file's name is not offered


def schedule(window: Window, when: str) -> None:
    """Say when the page is to be published."""
    page = window.page
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    typed = page.locator("[name=go_live_at]")
    typed.evaluate(
        "(field, when) => { field.value = when; }", when
    )  # its calendar would hide the button
    window.click(page.get_by_role("button", name="Save schedule"))


def press(window: Window, name: str) -> None:
    """Press a button out of the menu at the foot of the form."""
    window.settle()
    window.page.get_by_role("button", name="More actions").click()
    window.click(window.page.get_by_role("button", name=name))


@pytest.mark.proof
def test_page_is_written_checked_reviewed_and_read_at_its_time(
    desktop: Window, second_desktop: Window, editor: User, content_reviewer: User
) -> None:
    make_image()
    opens = timezone.now() + timedelta(hours=3)
    desktop.enter(editor)
    write_article(desktop)
    schedule(desktop, timezone.localtime(opens).strftime(AT))
    press(desktop, "Submit to")
    desktop.picture("refused")
    assert "Please add some alt text" in desktop.text()

    desktop.page.locator(ALT_TEXT).fill("A snowed-in school")
    press(desktop, "Submit to")
    desktop.picture("sent")
    assert "submitted for moderation" in desktop.text()

    second_desktop.enter(content_reviewer)
    second_desktop.go("/admin/")
    second_desktop.picture("home")
    second_desktop.click(second_desktop.page.get_by_role("link", name="Snow days").first)
    press(second_desktop, "Approve and Publish")
    second_desktop.picture("approved")

    page = ArticlePage.objects.get(slug="snow-days", alias_of=None)
    assert (page.live, page.status_string) == (False, "scheduled")
    second_desktop.go("/snow-days/")
    assert second_desktop.heading() == "We cannot find that page"
    regular.WORK["publish_scheduled"].done_at = None
    with time_machine.travel(opens + timedelta(minutes=1)):
        call_command("deliver_messages", "--once", verbosity=0)
    second_desktop.go("/snow-days/")
    second_desktop.see("read")
    assert second_desktop.heading() == "Snow days"


def fill_block(window: Window, place: int) -> None:
    """Fill every field of the block at a place of the body: words, sentences, addresses, what is chosen."""
    page, own = window.page, f"body-{place}-value"
    page.locator(f"[name^={own}]").first.wait_for(state="attached")
    for field in page.locator(f":is(input[type=text], textarea)[name^={own}]:visible").all():
        is_address = str(field.get_attribute("name")).endswith("-address")
        field.fill("/help/" if is_address else f"Words of block {place}")
    for text in page.locator(f":has(> [name^={own}]) > * [contenteditable=true]").all():
        text.click()
        page.keyboard.type(f"Sentence of block {place}.")
    for chooser in page.locator(f"[id^={own}][id$=-chooser]:not([id$=-page-chooser])").all():
        choose_first(window, chooser)


def choose_first(window: Window, chooser: Locator) -> None:
    """Open a chooser, which may not listen yet where its block was drawn a moment ago, and take what is first in it."""
    body = window.page.locator(".modal-body")
    for _attempt in range(3):
        chooser.locator("[data-chooser-action-choose]:visible").click()
        with suppress(Late):
            body.wait_for(timeout=5_000)
            break
    body.locator(":is([data-chooser-modal-choice], .image-choice)").first.click()
    body.wait_for(state="detached")


@pytest.mark.long
def test_page_with_each_block_is_written_and_read(desktop: Window, admin: User) -> None:
    make_image()
    blocks = [block for name, block in BodyBlock().child_blocks.items() if name != "locked"]
    desktop.enter(admin)
    begin_article(desktop, "Everything at once", "One of each.")
    for place, block in enumerate(blocks):
        add_block(desktop, str(block.label))
        fill_block(desktop, place)
    desktop.picture("written")
    press(desktop, "Publish")
    desktop.picture("published")

    page = ArticlePage.objects.get(slug="everything-at-once", alias_of=None)
    assert page.live
    assert [child.block.name for child in page.body] == [block.name for block in blocks]
    desktop.go("/everything-at-once/")
    desktop.see("read")


@pytest.mark.long
def test_blocks_that_nobody_can_add_are_not_offered(desktop: Window, editor: User) -> None:
    desktop.enter(editor)
    begin_article(desktop, "Snow days", "What happens when schools close.")
    desktop.page.locator("button.c-sf-add-button").last.click()
    offered = desktop.page.get_by_role("option")
    offered.first.wait_for()
    desktop.picture("offered")

    assert offered.filter(has_text="Reusable content").locator("svg use").count() == 1
    assert offered.count() == len(BodyBlock().child_blocks) - 1
    assert offered.filter(has_text="not installed").count() == 0


@pytest.mark.long
def test_home_page_and_report_are_accessible(desktop: Window, editor: User) -> None:
    gone = make_article(title="Gone", slug="gone")
    make_hub(title="Leads nowhere", body=make_cards(2, page=gone))
    gone.unpublish()
    desktop.enter(editor)

    desktop.go("/admin/")
    counted = desktop.page.get_by_role("link", name="links lead nowhere")
    counted.wait_for()
    desktop.see("home", within="main")
    desktop.click(counted)
    desktop.see("report", within="main")
    assert "The page is not published" in desktop.text()


@pytest.mark.proof
def test_visitor_at_the_old_address_of_a_moved_page_comes_to_the_new_one(
    desktop: Window, without_script: Window, content_reviewer: User
) -> None:
    make_hub(title="Weather")
    article = make_article(title="Snow days", parent=make_hub(title="Winter"))
    synchronize_languages()
    desktop.enter(content_reviewer)
    desktop.go(f"/admin/pages/{article.pk}/move/")
    desktop.page.locator(".chooser").get_by_role("button", name="Actions").click()
    desktop.page.get_by_role("button", name="Choose another page").click()
    desktop.page.locator(".modal-body").get_by_role("link", name="Weather").first.wait_for()
    desktop.picture("chooser")
    desktop.page.locator(".modal-body").get_by_role("link", name="Weather").first.click()
    desktop.click(desktop.page.get_by_role("button", name="Confirm"))
    desktop.click(desktop.page.get_by_role("button", name="Yes, move this page"))

    for prefix in ("", "/es"):
        without_script.go(f"{prefix}/winter/snow-days/")
        assert without_script.path == f"{prefix}/weather/snow-days/"
        assert without_script.heading() == "Snow days"


@pytest.mark.proof
def test_page_is_translated_and_read_in_spanish(
    desktop: Window,
    second_desktop: Window,
    spanish: Window,
    editor: User,
    content_reviewer: User,
) -> None:
    body = [("text", "<p>Lost days are made up.</p>")]
    article = make_article(title="Snow days", summary="When schools close.", body=body)
    synchronize_languages()
    desktop.enter(editor)
    desktop.go(f"/admin/pages/{article.pk}/")
    desktop.picture("listing")
    desktop.page.get_by_role("button", name="Actions", exact=True).first.click()
    desktop.click(desktop.page.get_by_role("link", name="Translate this page"))
    desktop.page.locator("[name=locales]").check()
    desktop.click(desktop.page.get_by_role("button", name="Submit"))
    for english, words in SPANISH.items():
        segment = desktop.page.locator("li").filter(has_text=english).last
        segment.get_by_role("button", name="Translate").click()
        desktop.page.locator("textarea:focus").fill(words)
        desktop.page.get_by_role("button", name="Save", exact=True).click()
        desktop.page.get_by_text(words).first.wait_for()
    desktop.settle()
    desktop.picture("segments")
    desktop.click(desktop.page.get_by_role("button", name="Submit to Review"))
    desktop.picture("sent")
    assert "was sent to the review" in desktop.text()
    spanish.go("/snow-days/")
    assert spanish.heading() == "Snow days"

    second_desktop.enter(content_reviewer)
    second_desktop.go("/admin/")
    second_desktop.click(second_desktop.page.get_by_role("link", name="Snow days").first)
    second_desktop.picture("asked")
    second_desktop.click(second_desktop.page.get_by_role("button", name="Approve and publish"))
    second_desktop.picture("approved")
    spanish.go("/snow-days/")
    spanish.see("read")
    assert all(words in spanish.text() for words in SPANISH.values())
