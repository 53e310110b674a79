"""The lists on a phone whose browser runs no script, and the films: what only a browser can tell."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from wagtail.documents.models import Document

from tests.journeys.windows import PHONE, Window, open_window

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("public_pages")]

NEW_KINDS = (
    "/",
    "/help/questions/",
    "/help/tutorials/",
    "/contact/",
    "/help/glossary/",
    "/aspiring-educators/information-session/",
    "/coaches/approved-education/?counts=counts_as_cpr&format=in_person",
    "/district-resources/library/?q=177+worksheet",
    "/district-resources/library/?q=zebra",
)
PLAYED = """async (video) => {
  await video.play();
  await new Promise(done => { video.ontimeupdate = () => video.currentTime > 0.2 && done(); });
  video.pause();
  return video.textTracks[0].cues[0].text;
}"""


@pytest.fixture
def plain_phone(chromium: Browser, site: str, pictures: Path) -> Iterator[Window]:
    """Return a window of a phone whose browser runs no script; nor can axe, which looks at the same states below."""
    options: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    with open_window(chromium, site, pictures, java_script_enabled=False, **options) as window:
        yield window


def test_coach_finds_a_course_without_script(plain_phone: Window) -> None:
    page = plain_phone.page
    plain_phone.go("/coaches/")
    plain_phone.click(page.get_by_role("link", name="Approved education"))
    plain_phone.picture("all-courses")
    page.get_by_label("Counts for").select_option(label="CPR")
    page.get_by_label("Where").select_option(label="In person")
    plain_phone.click(page.get_by_role("button", name="Show results"))
    plain_phone.picture("courses-found")

    assert page.locator("#results").inner_text() == "1 course"
    assert page.locator(".content-row h3").all_inner_texts() == ["First aid and CPR in one day"]
    assert "1 course found" in page.title()
    assert page.get_by_label("Where").input_value() == "in_person"


@pytest.mark.long
def test_district_finds_a_form_and_its_older_version_without_script(plain_phone: Window) -> None:
    page = plain_phone.page
    plain_phone.go("/district-resources/library/")
    plain_phone.picture("library")
    page.get_by_label("Words").fill("zebra")
    plain_phone.click(page.get_by_role("button", name="Show results"))
    plain_phone.picture("nothing-found")
    page.get_by_label("Words").fill("177 worksheet")
    plain_phone.click(page.get_by_role("button", name="Show results"))
    page.locator(".content-versions summary").tap()
    plain_phone.picture("older-version")

    assert page.locator("#results").inner_text() == "1 resource"
    assert page.get_by_text("Outdated").is_visible()
    assert page.get_by_role("link", name="Version 2025-26").is_visible()


def test_page_of_each_new_kind_is_accessible_and_refuses_no_data(desktop: Window) -> None:
    for path in NEW_KINDS:
        desktop.go(path)
        desktop.see("new-kind")


@pytest.mark.long
def test_film_plays_with_its_captions(desktop: Window, settings: Any, tmp_path: Path) -> None:
    files = {each.file.name: each.file.read() for each in Document.objects.all()}
    settings.MEDIA_ROOT = tmp_path  # Wagtail serves from a path what the suite keeps in memory
    for name, content in files.items():
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    desktop.go("/help/tutorials/applying-online/")
    desktop.see("film")

    said = desktop.page.locator("video").evaluate(PLAYED)

    assert said.startswith("Every service has a page")


@pytest.mark.long
def test_question_is_found_by_its_address(desktop: Window) -> None:
    desktop.go("/help/questions/#which-cards-do-you-take")

    question = desktop.page.get_by_role("heading", name="Which cards do you take?")
    assert question.evaluate("e => e.matches(':target') && e.getBoundingClientRect().top < 100")


def test_visitor_looks_somebody_up_from_the_home_page(desktop: Window) -> None:
    desktop.go("/")
    desktop.page.get_by_label("Last name, or first and last name").fill("Nobodyofthatname")
    desktop.click(desktop.page.get_by_role("button", name="Look up"))

    assert desktop.path == "/look-up/"
    assert desktop.page.locator("input[name=name]").input_value() == "Nobodyofthatname"
