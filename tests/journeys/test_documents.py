"""Documents of an application: a specialist compares two and rejects one; its owner reads why and adds another."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from PIL import Image, ImageDraw

from benchmarks.hostile_pdfs import make_pdf
from portal.notifications.delivery import deliver_due
from portal.records.applications.models import Application
from portal.records.documents.models import DocumentUse
from portal.records.documents.storing import drop_file
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import AT, make_use
from tests.journeys.hands import Keyboard
from tests.journeys.windows import Window

pytestmark = pytest.mark.django_db(transaction=True)
CLEAN = {"scan_state": "clean", "scanned_at": AT}
LETTER = (1275, 1650)
REASON = "It can’t be read: it is blurred, dark or cut off."
NOTE = "Take the photo again by daylight."


def draw(title: str, kind: str) -> bytes:
    """Return a page with a title and lines, as a picture or a PDF."""
    page = Image.new("RGB", LETTER, "white")
    pen = ImageDraw.Draw(page)
    pen.text((150, 150), title, fill="#1b2a41", font_size=72)
    for line in range(20):
        pen.line((150, 350 + line * 60, 1125 - line % 3 * 90, 350 + line * 60), "#8a94a6", 8)
    file = io.BytesIO()
    page.save(file, kind, resolution=150)
    return file.getvalue()


@pytest.fixture
def application(applicant: User) -> Application:
    """Return a submitted renewal with a transcript and a diploma."""
    application = make_application(applicant)
    papers: tuple[dict[str, Any], ...] = (
        {"original_name": "transcript.pdf", "kind": "transcript"},
        {"original_name": "diploma.jpg", "kind": "diploma", "media_type": "image/jpeg"},
    )
    for facts in papers:
        content = draw(str(facts["kind"]).capitalize(), "JPEG" if "media_type" in facts else "PDF")
        document = receive(content, application.person, **CLEAN, **facts)
        make_use(document=document, application=application, question=facts["kind"])
    return application


@pytest.mark.proof
def test_document_is_looked_at_rejected_and_replaced_by_keyboard(
    desktop: Window,
    second_desktop: Window,
    without_script: Window,
    application: Application,
    applicant: User,
    specialist: User,
    tmp_path: Path,
) -> None:
    desktop.enter(specialist)
    desktop.go(f"/admin/applications/{application.public_id}/")
    desktop.see("application", within="main")
    look(desktop, Keyboard(desktop.page), specialist)
    reject(desktop, Keyboard(desktop.page))

    deliver_due(at=timezone.now())
    assert REASON in mail.outbox[-1].body
    assert NOTE in mail.outbox[-1].body

    for window in (second_desktop, without_script):  # axe needs script, the applicant does not
        window.enter(applicant)
        window.go(f"/applications/{application.public_id}/")
    second_desktop.see("reason")
    replace(without_script, tmp_path)
    second_desktop.page.reload()
    second_desktop.see("added")

    desktop.go(f"/admin/applications/{application.public_id}/")
    desktop.see("replaced", within="main")
    assert "sharp.pdf" in desktop.text()
    assert DocumentUse.objects.latest("id").outcome == "open"


@pytest.mark.long
def test_page_that_is_not_drawn_says_so_in_words(
    desktop: Window, without_script: Window, application: Application, specialist: User
) -> None:
    use = application.document_uses.order_by("id").first()
    assert use is not None
    drop_file(use.document.stored_name)
    sentence = "This page could not be drawn."

    for window in (desktop, without_script):
        window.enter(specialist)
        window.go(f"/admin/applications/{application.public_id}/documents/{use.pk}/")
        window.settle()
        assert [fault.split()[0] for fault in window.faults] == ["404"]
        window.faults.clear()

    assert sentence in desktop.text()
    desktop.see("not-drawn", within="main")
    assert desktop.page.locator("img[data-drawn]").is_hidden()
    assert sentence not in without_script.text()
    assert without_script.page.get_by_alt_text("Page 1 of transcript.pdf").is_visible()


def look(window: Window, keys: Keyboard, specialist: User) -> None:
    """Open the diploma, turn and enlarge it, and show the transcript beside it."""
    keys.activate("diploma.jpg")
    window.settle()
    window.see("viewer", within="main")
    assert overflow_of(window) == 0
    keys.reach("Show beside it")
    keys.press("ArrowDown")
    keys.activate("Show")
    window.settle()
    window.see("side-by-side", within="main")
    assert overflow_of(window) == 0
    before = width_of(window)
    keys.activate("Turn to the right")
    window.settle()
    window.see("turned", within="main")
    keys.activate("Larger")
    window.settle()
    window.see("turned-and-enlarged", within="main")
    assert width_of(window) > before
    window.page.set_viewport_size({"width": 360, "height": 800})
    window.page.reload()  # or the sidebar is drawn anew while the keys go through it
    window.settle()
    assert overflow_of(window) > 0
    keys.activate("Smaller")
    window.settle()
    assert overflow_of(window) == 0
    window.picture("viewer-narrow", full_page=False)
    window.page.set_viewport_size({"width": 1280, "height": 900})
    window.page.reload()
    window.settle()
    opened = AuditEvent.objects.filter(action="document.opened", actor_id=specialist.pk)
    assert opened.values("record_id").distinct().count() == 2
    keys.activate("Back to the application")


def overflow_of(window: Window) -> float:
    """Return how much wider than their places the widest picture is."""
    wider: float = window.page.locator(".casework-viewer__page").evaluate_all(
        "pages => Math.max(...pages.map(page => page.scrollWidth - page.clientWidth))"
    )
    return wider


def width_of(window: Window) -> float:
    """Return how wide the first picture is drawn, as far as it can be scrolled to."""
    sheet = window.page.locator(".casework-viewer__page").first
    width: float = sheet.evaluate("figure => figure.scrollWidth")
    return width


def reject(window: Window, keys: Keyboard) -> None:
    """Ask for another diploma, at first without a reason."""
    form = window.page.locator(".casework-evidence > li", has_text="diploma.jpg")
    form.locator("summary", has_text="Don’t accept").focus()
    keys.press("Enter")
    form.get_by_role("button", name="Ask for another").focus()
    with window.page.expect_navigation():
        keys.press("Enter")
    window.see("reason-asked", within="main")
    assert "Say why the document is not accepted." in window.text()
    form.get_by_label("Why it is not accepted").focus()
    window.page.keyboard.type("It can")
    keys.type("More about it", NOTE)
    keys.activate("Ask for another")
    window.see("rejected", within="main")
    assert "Not accepted: diploma.jpg. The applicant is told." in window.text()


def replace(window: Window, folder: Path) -> None:
    """Read the reason and add a sharp copy."""
    assert f"{REASON} {NOTE}" in window.text()
    sharp = folder / "sharp.pdf"
    sharp.write_bytes(make_pdf())
    keys = Keyboard(window.page)
    keys.reach("Add another in its place")
    window.page.get_by_label("Add another in its place").set_input_files(sharp)
    keys.activate("Send it")
    assert "“sharp.pdf” was added. The bureau looks at it next." in window.text()
    window.page.set_viewport_size({"width": 360, "height": 800})
    window.picture("added-narrow")


@pytest.mark.proof
@pytest.mark.parametrize("has_script", [True, pytest.param(False, marks=pytest.mark.long)])
def test_files_of_an_account_by_keyboard(
    request: pytest.FixtureRequest, applicant: User, tmp_path: Path, has_script: bool
) -> None:
    window: Window = request.getfixturevalue("desktop" if has_script else "without_script")
    keys = Keyboard(window.page)
    see = window.see if has_script else window.picture  # axe needs script, the applicant does not
    window.enter(applicant)
    window.go("/account/documents/")
    see("empty")
    good, bad = tmp_path / "transcript.pdf", tmp_path / "notes.txt"
    good.write_bytes(make_pdf())
    bad.write_text("Notes")
    keys.reach("What the file shows")
    window.page.keyboard.type("Off")
    window.page.get_by_label("Files", exact=True).set_input_files([good, bad])
    if has_script:  # which sends them as soon as they are chosen
        window.page.get_by_text("transcript.pdf: added.").wait_for()
    else:
        keys.activate("Add to your account")
        assert "transcript.pdf was added." in window.text()
    see("one-refused")
    assert "notes.txt: " in window.text()
    window.go("/account/documents/")
    keys.reach("Change what it shows")
    keys.press("Enter")
    see("changing")
    window.page.set_viewport_size({"width": 360, "height": 800})
    window.picture("narrow")
    window.go("/account/documents/")
    keys.activate("Remove")
    see("asked-before-removing")
    keys.activate("Remove it")
    assert "There are no files on your account yet." in window.text()
