"""A script sends what may come in place of a document of a sent application; each part of the page by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Route, expect

from portal.lifecycle.outcomes import reject_document
from portal.records.applications.models import Application
from portal.records.models import DocumentUse
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import AT, make_use
from tests.files import make_pdf
from tests.journeys.windows import Window

pytestmark = pytest.mark.django_db(transaction=True)


def pdf(name: str) -> FilePayload:
    """Return a PDF of one page, made of its name."""
    return {"name": name, "mimeType": "application/pdf", "buffer": make_pdf(name)}


@pytest.fixture
def application(applicant: User, specialist: User) -> Application:
    """Return an application that waits for two documents, and for the translation of one."""
    application = make_application(applicant)
    for name, reason in (("zeugnis.pdf", "no_translation"), ("dark.pdf", "unreadable")):
        facts = {"original_name": name, "scan_state": "clean", "scanned_at": AT}
        document = receive(name.encode(), application.person, **facts)
        use = make_use(document=document, application=application)
        reject_document(
            use_id=use.pk, reason=reason, note="", by_id=specialist.pk, at=timezone.now()
        )
    return application


@pytest.fixture
def window(desktop: Window, applicant: User, application: Application) -> Window:
    """Return the applicant's window at the application."""
    desktop.enter(applicant)
    desktop.go(f"/applications/{application.public_id}/")
    return desktop


@pytest.fixture
def part(window: Window) -> Callable[[str], Locator]:
    """Return the part of the page that is about a document, as it stands now."""

    def find(name: str) -> Locator:
        heading = window.page.get_by_role("heading", name=name, exact=True)
        return window.page.locator("#sent-documents > li", has=heading)

    return find


def uses() -> dict[str, str]:
    """Return the outcome of each document by name."""
    return dict(DocumentUse.objects.values_list("document__original_name", "outcome"))


@pytest.mark.proof
def test_document_is_replaced_beside_another_that_waits(
    window: Window, part: Callable[[str], Locator]
) -> None:
    dark, zeugnis = part("dark.pdf"), part("zeugnis.pdf")
    bad: FilePayload = {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 no"}
    dark.get_by_label("Add another in its place").set_input_files(bad)
    expect(dark.get_by_text("bad.pdf: The file is damaged or incomplete.")).to_be_visible()
    assert window.faults.pop().startswith("422 for")
    window.see("refused")

    dark.get_by_label("Add another in its place").focus()
    dark.get_by_label("Add another in its place").set_input_files(pdf("sharp.pdf"))

    expect(dark.get_by_text("sharp.pdf: added.")).to_be_visible()
    expect(dark.get_by_text("You have added another in its place.")).to_be_visible()
    expect(dark.get_by_role("heading")).to_be_focused()
    expect(part("sharp.pdf")).to_be_visible()
    expect(zeugnis.get_by_role("button", name="Send it")).to_be_visible()
    expect(window.page.locator("#sent-state")).to_contain_text("A document is missing")

    zeugnis.get_by_label("Its certified translation").set_input_files(pdf("translated.pdf"))
    zeugnis.get_by_role("button", name="Send it").click()

    expect(zeugnis.get_by_text("translated.pdf: added.")).to_be_visible()
    expect(part("translated.pdf")).to_contain_text("Translation of zeugnis.pdf")
    expect(window.page.locator("#sent-state")).not_to_contain_text("A document is missing")
    window.see("added")
    names = {"zeugnis.pdf": "open", "dark.pdf": "rejected", "sharp.pdf": "open"}
    assert uses() == {**names, "translated.pdf": "open"}


@pytest.mark.long
def test_file_is_canceled_tried_again_and_dropped(
    window: Window, part: Callable[[str], Locator]
) -> None:
    dark, held = part("dark.pdf"), list[Route]()
    chooser = dark.get_by_label("Add another in its place")
    window.page.route("**/replace/", lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks what it is given)
    chooser.set_input_files(pdf("wrong.pdf"))
    expect(dark.get_by_role("progressbar")).to_be_visible()
    dark.get_by_role("button", name="Cancel wrong.pdf").click()
    expect(dark.get_by_role("progressbar")).to_have_count(0)
    for route in held:
        route.abort()  # it would be let through with those that come after it
    window.page.unroute("**/replace/")
    window.page.route("**/replace/", lambda route: route.abort())
    chooser.set_input_files(pdf("sharp.pdf"))
    expect(dark.get_by_text("sharp.pdf: could not be sent.")).to_be_visible()
    window.page.unroute("**/replace/")
    window.faults.clear()

    drop(window, dark, "first.pdf", "second.pdf")

    expect(dark.get_by_text("first.pdf, second.pdf: added.")).to_be_visible()
    names = {"zeugnis.pdf": "rejected", "dark.pdf": "rejected"}
    assert uses() == {**names, "first.pdf": "open", "second.pdf": "open"}
    expect(dark.get_by_role("button")).to_have_count(0)  # nothing more can take its place
    assert held


@pytest.mark.proof
def test_one_of_several_that_is_refused_is_mended_and_all_are_sent(
    window: Window, part: Callable[[str], Locator]
) -> None:
    dark = part("dark.pdf")
    bad: FilePayload = {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 no"}

    dark.get_by_label("Add another in its place").set_input_files([pdf("first.pdf"), bad])

    expect(dark.get_by_text("bad.pdf: The file is damaged or incomplete.")).to_be_visible()
    assert window.faults.pop().startswith("422 for")
    window.see("one of several refused")
    dark.get_by_text("first.pdf", exact=True).check()
    dark.get_by_label("Add another in its place").set_input_files(pdf("second.pdf"))
    expect(dark.get_by_text("second.pdf: added.")).to_be_visible()
    names = {"zeugnis.pdf": "rejected", "dark.pdf": "rejected"}
    assert uses() == {**names, "first.pdf": "open", "second.pdf": "open"}


def drop(window: Window, part: Locator, *names: str) -> None:
    """Drop files on the box of a part."""
    transfer: Any = window.page.evaluate_handle(
        """files => {
            const transfer = new DataTransfer();
            for (const [name, bytes] of files) {
                transfer.items.add(new File([new Uint8Array(bytes)], name, {type: "application/pdf"}));
            }
            return transfer;
        }""",
        [[name, list(make_pdf(name))] for name in names],
    )
    part.locator("[data-upload-zone]").dispatch_event("drop", {"dataTransfer": transfer})
