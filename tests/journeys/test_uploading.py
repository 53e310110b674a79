"""Files that a script sends: what is refused before it is sent, what goes on, what can be tried again."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Request, Route, expect

from portal.records.documents.models import Document
from portal.users.models import User
from tests.factories.accounts import PASSWORD
from tests.factories.registry import make_draft
from tests.files import make_pdf, make_photo
from tests.journeys.windows import Window

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]
MEGABYTE = 1024 * 1024
QUESTION = "confirmations"
SIGNED_OUT = "not sent: you have been signed out."


def pdf(name: str) -> FilePayload:
    """Return a PDF of one page, made of its name."""
    return {"name": name, "mimeType": "application/pdf", "buffer": make_pdf(name)}


def photo(name: str) -> FilePayload:
    """Return a photo."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": make_photo()}


def large() -> FilePayload:
    """Return a file larger than one may be."""
    return {"name": "large.pdf", "mimeType": "application/pdf", "buffer": bytes(MEGABYTE + 1)}


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Any, settings: Any) -> None:
    settings.DOCUMENT_MOST_MEGABYTES = 1
    settings.STORAGES = settings.STORAGES | {
        "private": settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def posted(desktop: Window) -> list[Request]:
    """Return what the window sends to the site from now on."""
    sent: list[Request] = []
    desktop.page.on(
        "request", lambda request: sent.append(request) if request.method == "POST" else None
    )
    return sent


@pytest.fixture
def step(desktop: Window, applicant: User) -> Iterator[Window]:
    """Return a window at the step that asks for papers."""
    draft = make_draft(applicant)
    desktop.enter(applicant)
    desktop.go(f"/applications/{draft.public_id}/papers/")
    yield desktop
    desktop.settle()


@pytest.fixture
def account(desktop: Window, applicant: User) -> Window:
    """Return a window at the files of the account."""
    desktop.enter(applicant)
    desktop.go("/account/documents/")
    return desktop


def choose(window: Window, *files: FilePayload) -> Locator:
    """Choose files for the question and return the list of what becomes of them."""
    window.page.set_input_files(f"#id_papers-{QUESTION}-file", list(files))
    return window.page.locator(f"#id_papers-{QUESTION}-part [data-upload-progress]")


def names() -> set[str]:
    """Return the names of the files that were received."""
    return set(Document.objects.values_list("original_name", flat=True))


def test_file_that_is_refused_holds_up_no_other(step: Window, posted: list[Request]) -> None:
    before = names()
    step.page.clock.install()
    rows = choose(step, large(), pdf("notes.txt"), pdf("one.pdf"), photo("two.jpg"))

    expect(rows.get_by_text("two.jpg: added.")).to_be_visible()
    expect(rows.get_by_text("one.pdf: added.")).to_be_visible()
    expect(
        rows.get_by_text("large.pdf: The file is larger than 1 MB. Scan it again")
    ).to_be_visible()
    expect(rows.get_by_text("notes.txt: The name of the file must end in .pdf")).to_be_visible()
    expect(rows.get_by_role("button")).to_have_count(0)
    assert names() - before == {"one.pdf", "two.jpg"}
    assert step.page.input_value(f"#id_papers-{QUESTION}-file") == ""
    step.page.clock.run_for(5_000)
    step.settle()
    assert [
        request for request in posted if b"large.pdf" in (request.post_data_buffer or b"")
    ] == []
    step.see("one-refused")


def test_refusals_are_in_the_words_of_the_page(spanish: Window, applicant: User) -> None:
    draft = make_draft(applicant)
    spanish.enter(applicant)
    spanish.go(f"/applications/{draft.public_id}/papers/")

    rows = choose(spanish, large())

    expect(rows.get_by_text("large.pdf: El archivo supera los 1 MB.")).to_be_visible()


def test_autosave_sends_no_file_that_waits_for_its_button(
    step: Window, posted: list[Request]
) -> None:
    step.page.clock.install()
    step.page.set_input_files("#id_papers-transcripts-file", [pdf("waits.pdf")])

    step.page.clock.run_for(5_000)
    step.settle()

    (saved,) = [request for request in posted if request.url.endswith("/autosave/")]
    assert b"waits.pdf" not in (saved.post_data_buffer or b"")


def test_paper_is_received_though_its_translation_is_refused(step: Window) -> None:
    part = step.page.locator("#id_papers-transcripts-part")
    step.page.set_input_files("#id_papers-transcripts-file", [pdf("zeugnis.pdf")])
    bad: FilePayload = {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 no"}
    step.page.set_input_files("#id_papers-transcripts-translation", [bad])

    part.get_by_role("button", name="Add to your account").click()

    expect(part.get_by_text("zeugnis.pdf: added.")).to_be_visible()
    expect(part.get_by_text("bad.pdf: The file is damaged or incomplete.")).to_be_visible()
    expect(part.get_by_role("button", name="Try again")).to_have_count(0)
    expect(part.get_by_role("checkbox", name="zeugnis.pdf")).to_be_checked()
    assert step.faults.pop().startswith("422 for")


@pytest.mark.long
def test_file_that_was_not_sent_can_be_tried_again(step: Window) -> None:
    before = names()
    step.page.route("**/papers/", lambda route: route.abort())
    rows = choose(step, pdf("one.pdf"), pdf("two.pdf"))
    expect(rows.get_by_role("button", name="Try again")).to_have_count(2)
    step.see("not-sent")
    step.page.unroute("**/papers/")
    step.faults.clear()

    rows.get_by_role("button", name="Try again one.pdf").click()

    expect(rows.get_by_text("one.pdf: added.")).to_be_visible()
    expect(rows.get_by_text("two.pdf: could not be sent.")).to_be_visible()
    assert names() - before == {"one.pdf"}


def test_saving_waits_for_files_that_are_under_way(step: Window) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    step.page.route("**/papers/", hold)
    rows = choose(step, pdf("one.pdf"))
    expect(rows.get_by_role("progressbar")).to_be_visible()

    step.page.get_by_role("button", name="Save and continue", exact=True).last.click()

    expect(rows.get_by_text("Files are still being sent.")).to_be_visible()
    held.pop().continue_()
    expect(rows.get_by_text("one.pdf: added.")).to_be_visible()
    expect(rows.get_by_text("Files are still being sent.")).to_have_count(0)
    assert step.path.endswith("/papers/")


@pytest.mark.long
def test_who_was_signed_out_signs_in_elsewhere_and_tries_again(
    step: Window, applicant: User
) -> None:
    before = names()
    step.lose_session()
    rows = choose(step, pdf("one.pdf"))
    expect(rows.get_by_text(SIGNED_OUT)).to_be_visible()
    step.see("signed-out")
    with step.page.context.expect_page() as opened:
        rows.get_by_role("link", name="Sign in again").click()
    tab = opened.value
    tab.fill("[name=login]", applicant.username)
    tab.fill("[name=password]", PASSWORD)
    tab.locator("main button[type=submit]").click()
    tab.wait_for_url(step.page.url)

    rows.get_by_role("button", name="Try again").click()

    expect(rows.get_by_text("one.pdf: added.")).to_be_visible()
    assert names() - before == {"one.pdf"}
    assert {fault.split()[0] for fault in step.faults} <= {"401", "403"}  # what saves by itself
    step.faults.clear()


@pytest.mark.long
def test_what_a_file_shows_stays_for_all_that_are_sent(account: Window) -> None:
    account.page.set_input_files("#id_uploads", [pdf("early.pdf")])
    expect(account.page.get_by_text("Say first what the file shows")).to_be_visible()
    account.page.select_option("#id_kind", "diploma")

    account.page.get_by_role("button", name="Add to your account").click()
    rows = account.page.locator("#add-files [data-upload-progress]")
    expect(rows.get_by_text("early.pdf: added.")).to_be_visible()
    account.page.set_input_files("#id_uploads", [large(), pdf("one.pdf"), photo("two.jpg")])

    expect(rows.get_by_text("two.jpg: added.")).to_be_visible()
    expect(rows.get_by_text("large.pdf: The file is larger than 1 MB.")).to_be_visible()
    held = Document.objects.values_list("original_name", "kind")
    assert set(held) == {(name, "diploma") for name in ("early.pdf", "one.pdf", "two.jpg")}
    expect(account.page.get_by_role("heading", name="two.jpg")).to_be_visible()
    account.see("added")


@pytest.mark.long
def test_wrong_date_keeps_the_files_until_it_is_corrected(account: Window) -> None:
    account.page.select_option("#id_kind", "cpr_card")
    account.page.fill("[name=expires_on_month]", "13")
    account.page.fill("[name=expires_on_day]", "1")
    account.page.fill("[name=expires_on_year]", "2099")
    account.page.set_input_files("#id_uploads", [pdf("one.pdf"), pdf("two.pdf")])
    rows = account.page.locator("#add-files [data-upload-progress]")
    expect(rows.get_by_role("button", name="Try again")).to_have_count(2)
    account.see("wrong-date")
    assert account.faults.pop().startswith("422 for")
    assert "There is a problem to correct" in account.text()
    assert "choose them again" not in account.text()

    account.page.fill("[name=expires_on_month]", "12")
    for name in ("one.pdf", "two.pdf"):
        rows.get_by_role("button", name=f"Try again {name}").click()
        expect(rows.get_by_text(f"{name}: added.")).to_be_visible()

    assert {str(each.expires_on) for each in Document.objects.all()} == {"2099-12-01"}
