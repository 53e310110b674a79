"""The pictures of the documentation, made anew into var/journeys/documentation; docs/pictures has copies of them."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from portal.definitions.building.publishing import publish_draft
from portal.definitions.message_spec import MessageKind, MessageSpec
from portal.definitions.texts import text
from portal.sdk.testing.cast import fill_fee_schedule
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application
from tests.factories.costs import COSTLY
from tests.factories.credentials import make_credential
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys import applying
from tests.journeys.building import Editor
from tests.journeys.conftest import PICTURES
from tests.journeys.windows import Window

FOLDER = PICTURES / "documentation"
MOST_BYTES = 150_000
BACKGROUND, EDGE = "#dfe9ea", "#9fb3b7"
WAITING = (
    ("Ines", "Abara", 70),
    ("Tobias", "Quill", 52),
    ("Noor", "Haddon-Reyes", 47),
    ("Elif", "Sandoval", 26),
    ("Piotr", "Lindqvist", 20),
    ("Amara", "Whitlock", 6),
    ("Jonah", "Deverell", 3),
)


@pytest.fixture
def waiting(db: None) -> None:
    """Put applications of several people into the queue."""
    for number, (first_name, last_name, hours_ago) in enumerate(WAITING):
        facts = {"first_name": first_name, "last_name": last_name}
        educator = make_educator(username=f"educator{number}", **facts)
        make_application(educator, hours_ago=hours_ago)


@pytest.mark.long
@pytest.mark.usefixtures("waiting")
def test_picture_of_a_renewal_and_the_queue(
    desktop: Window, phone: Window, specialist: User, applicant: User
) -> None:
    held = make_credential(applicant.person)
    phone.enter(applicant)
    applying.start(phone)
    applying.choose_certificate(phone, held.number)
    applying.fill_contact(phone)
    applying.save(phone)
    applying.answer_questions(phone)
    phone.page.evaluate("document.querySelector('.portal-bar').scrollIntoView()")
    desktop.enter(specialist)
    desktop.go("/admin/applications/")

    picture = join_pictures(desktop, phone, "overview")
    assert picture.stat().st_size < MOST_BYTES


@pytest.mark.long
@pytest.mark.usefixtures("public_pages")
def test_picture_of_the_public_pages(desktop: Window, phone: Window, applicant: User) -> None:
    held = make_credential(applicant.person)
    desktop.go("/")
    phone.go(f"/verify/{held.number}/")
    phone.page.evaluate("document.querySelector('.portal-bar').scrollIntoView()")

    picture = join_pictures(desktop, phone, "public")
    assert picture.stat().st_size < MOST_BYTES


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_pictures_of_the_builder(desktop: Window, content_reviewer: User) -> None:
    draft = make_draft(content_reviewer, TAUGHT)
    desktop.page.set_viewport_size({"width": 1280, "height": 1000})
    desktop.enter(content_reviewer)
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    desktop.page.get_by_role("tab", name="Steps", exact=True).click()
    editor = Editor(desktop.page)
    question = editor.unfold(f"{editor.unfold('steps-1')}-questions-0")
    desktop.page.locator(".builder-sentence").last.wait_for()
    desktop.page.locator(f'[name="{question}-label-en"]').scroll_into_view_if_needed()
    show(desktop, "builder-form")
    revision = draft.latest_revision_id or 0
    publish_draft(
        draft_id=draft.pk, revision_id=revision, actor=content_reviewer, at=timezone.now()
    )
    changed = draft.get_latest_revision_as_object()
    changed.summary_en = "Ask whether a course counts for your permit."
    changed.save_revision(user=content_reviewer)
    desktop.go(f"/admin/builder/{draft.pk}/publish/")
    show(desktop, "builder-publish")
    desktop.go(f"/admin/builder/{draft.pk}/map/")
    show(desktop, "builder-map")
    show_messages(desktop, content_reviewer)
    show_fees(desktop, content_reviewer)


def show_fees(window: Window, by: User) -> None:
    """Keep what the form says of fees, and of who may fill it in."""
    fill_fee_schedule()
    draft = make_draft(by, replace(COSTLY, key="bureau.charged", fees=COSTLY.fees[1:]))
    window.go(f"/admin/builder/edit/{draft.pk}/")
    window.page.get_by_role("tab", name="Fees", exact=True).click()
    window.page.locator(".builder-sentence").last.wait_for()
    item = window.page.locator('[name="fees-0-value-item"]')
    item.evaluate("each => each.scrollIntoView({block: 'center'})")
    show(window, "builder-fees")
    window.page.get_by_role("tab", name="Who and when", exact=True).click()
    applicants = window.page.locator('[name="applicants"]')
    applicants.evaluate("each => each.scrollIntoView({block: 'center'})")
    show(window, "builder-who")


def show_messages(window: Window, by: User) -> None:
    """Keep what the form says of a message."""
    words = MessageSpec(
        kind=MessageKind.SUBMITTED,
        subject=text(
            "Your course has reached us: {reference}", "Hemos recibido su curso: {reference}"
        ),
        body=text(
            "Dear {applicant},\n\nTwo readers look at the outline. It takes ten days.",
            "Hola, {applicant}:\n\nDos personas leen el programa. Tardan diez días.",
        ),
        replaces=True,
    )
    draft = make_draft(by, replace(TAUGHT, key="bureau.mailed", messages=(words,)))
    window.go(f"/admin/builder/edit/{draft.pk}/")
    window.page.get_by_role("tab", name="Messages", exact=True).click()
    subject = window.page.locator('[name="messages-0-value-subject-en"]')
    subject.evaluate("each => each.scrollIntoView({block: 'center'})")
    show(window, "builder-messages")


def show(window: Window, name: str) -> None:
    """Keep what a desktop shows, small enough for a page of the documentation."""
    target = FOLDER / f"{name}.webp"
    target.parent.mkdir(parents=True, exist_ok=True)
    framed(window.picture(name, full_page=False), 900).save(target, quality=70, method=6)
    assert target.stat().st_size < MOST_BYTES


def join_pictures(desktop: Window, phone: Window, name: str) -> Path:
    """Lay what the phone shows before what the desktop shows and return the file."""
    desktop.page.set_viewport_size({"width": 1280, "height": 800})
    behind = framed(desktop.picture(name, full_page=False), 1100)
    before = framed(phone.picture(name, full_page=False), 310)
    sheet = Image.new("RGB", (behind.width + 330, behind.height + 60), BACKGROUND)
    sheet.paste(behind, (30, 30))
    sheet.paste(before, (sheet.width - before.width - 30, sheet.height - before.height - 15))
    target = FOLDER / f"{name}.webp"
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(target, quality=82, method=6)
    return target


def framed(picture: Path, width: int) -> Image.Image:
    """Return a picture in a width, with a thin line around it."""
    with Image.open(picture) as opened:
        height = round(opened.height * width / opened.width)
        inner = opened.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    frame = Image.new("RGB", (width + 4, height + 4), EDGE)
    frame.paste(inner, (2, 2))
    return frame
