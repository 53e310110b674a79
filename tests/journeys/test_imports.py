"""A file is imported: refused, mended, checked, who is doubtful told by the keyboard alone, recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.records.jobs.running import EMBEDDED_JOBS
from portal.records.models import Credential, Person
from portal.users.models import User
from tests.factories import records as make
from tests.factories.imports import (
    IMPORTS,
    as_csv,
    legacy_row,
    make_district,
    make_reference,
    many_rows,
)
from tests.journeys.windows import PATIENCE_MS, Window


@pytest.fixture(autouse=True)
def reference_rows(db: None) -> None:
    """Store what files refer to, and somebody of the same name."""
    make_reference()
    make_district()
    make.make_held(make.make_named("Castellane", "Noor", ein="4000000001"))


@pytest.fixture
def worker() -> Iterator[None]:
    """Have jobs done beside the served site, once the journey starts them."""
    yield
    EMBEDDED_JOBS.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file to refuse and one to record."""
    rows = [
        legacy_row(),
        legacy_row(
            legacy_number="L-2", first_name="Tomas", last_name="Ruiz", certificate_number="OLD-0002"
        ),
        legacy_row(legacy_number="L-3", email="nobody", certificate_number="OLD-0003"),
    ]
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "refused.csv").write_bytes(as_csv([{"name": "Noor"}]))
    (tmp_path / "many.csv").write_bytes(as_csv(many_rows(600)))
    (tmp_path / "export.csv").write_bytes(as_csv(rows))
    return tmp_path


def hand_in(window: Window, file: Path) -> None:
    """Choose a file and send the open form."""
    window.page.set_input_files("[name=file]", file)
    window.page.locator("[name=file]").focus()
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")


def press(window: Window, name: str) -> None:
    """Press the Enter key on a button or link."""
    window.page.locator("main").get_by_text(name, exact=True).first.focus()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")


@pytest.mark.proof
def test_supervisor_imports_by_keyboard(desktop: Window, supervisor: User, folder: Path) -> None:
    window = desktop
    window.enter(supervisor)
    window.go(f"{IMPORTS}new/")
    window.see("new", within="main")
    window.page.locator("[name=kind]").first.focus()
    window.page.keyboard.press("Space")
    hand_in(window, folder / "picture.csv")
    window.see("refused", within="main")
    assert "The file is not written in UTF-8." in window.text()

    hand_in(window, folder / "export.csv")
    window.see("waiting", within="main")
    call_command("run_jobs", once=True)
    press(window, "See how far it is")
    window.see("report", within="main")
    assert "1 person is doubtful." in window.text()

    press(window, "Open the matching queue")
    window.see("matching", within="main")
    settle = window.page.get_by_role("button", name="Settle")
    settle.focus()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.see("matching-refused", within="main")
    assert "Choose who it is." in window.text()
    window.page.get_by_role("radio").first.focus()
    window.page.keyboard.press("Space")
    settle.focus()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.see("settled", within="main")

    press(window, "Back to the report")
    press(window, "Record the file")
    window.see("errors-to-leave-out", within="main")
    window.page.get_by_role("checkbox").focus()
    window.page.keyboard.press("Space")
    press(window, "Record the file")
    call_command("run_jobs", once=True)
    press(window, "See how far it is")
    window.see("recorded", within="main")

    assert "What the file held" in window.text()
    assert (Person.objects.count(), Credential.objects.count()) == (2, 3)
    window.go(IMPORTS)
    window.see("list", within="main")
    window.click(window.page.get_by_role("link", name="export.csv"))
    assert window.heading() == "export.csv"


@pytest.mark.long
def test_import_without_script(without_script: Window, supervisor: User, folder: Path) -> None:
    window = without_script
    window.enter(supervisor)
    window.go(f"{IMPORTS}new/")
    window.page.get_by_label("people and certificates of the former system").check()
    window.page.set_input_files("[name=file]", folder / "export.csv")
    window.click(window.page.get_by_role("button", name="Check the file"))
    call_command("run_jobs", once=True)
    window.click(window.page.get_by_role("link", name="See how far it is"))
    window.click(window.page.get_by_role("link", name="Open the matching queue"))
    window.page.get_by_label("Leave out").check()
    window.click(window.page.get_by_role("button", name="Settle"))
    window.click(window.page.get_by_role("link", name="Back to the report"))
    window.page.get_by_label("Leave out the rows with errors (1)").check()
    window.click(window.page.get_by_role("button", name="Record the file"))
    call_command("run_jobs", once=True)

    assert set(Person.objects.values_list("last_name", flat=True)) == {"Castellane", "Ruiz"}


@pytest.mark.long
def test_report_and_queue_fit_a_phone(phone: Window, supervisor: User, folder: Path) -> None:
    window = phone
    window.enter(supervisor)
    window.go(f"{IMPORTS}new/")
    window.see("new", within="main")
    window.page.locator("[name=kind]").first.check()
    window.page.set_input_files("[name=file]", folder / "export.csv")
    window.click(window.page.get_by_role("button", name="Check the file"))
    call_command("run_jobs", once=True)
    window.click(window.page.get_by_role("link", name="See how far it is"))
    window.see("report", within="main")
    window.click(window.page.get_by_role("link", name="Open the matching queue"))
    window.see("matching", within="main")
    window.go(IMPORTS)
    window.see("list", within="main")


@pytest.mark.long
@pytest.mark.usefixtures("worker")
def test_page_tells_by_itself_how_far_a_file_is(
    desktop: Window, supervisor: User, folder: Path
) -> None:
    watch_by_itself(desktop, supervisor, folder)


@pytest.mark.long
@pytest.mark.usefixtures("worker")
def test_page_tells_on_a_narrow_phone_too(phone: Window, supervisor: User, folder: Path) -> None:
    phone.page.set_viewport_size({"width": 360, "height": 740})
    watch_by_itself(phone, supervisor, folder)


def watch_by_itself(window: Window, supervisor: User, folder: Path) -> None:
    """Have a file recorded and another refused, with the page open and untouched while each job runs."""
    page = window.page
    window.enter(supervisor)
    choose(window, folder / "many.csv")
    window.see("waiting", within="main")
    address = page.url
    EMBEDDED_JOBS.start()
    wait_for(window, "The file is checked. Nothing is recorded yet.")
    window.see("checked-by-itself", within="main")
    assert page.url == address
    window.click(page.get_by_role("link", name="Show the report"))
    window.see("report-of-many", within="main")
    window.click(page.get_by_role("button", name="Record the file"))
    window.see("recording", within="main")
    wait_for(window, "The file is recorded.")
    window.see("recorded-by-itself", within="main")
    window.click(page.get_by_role("link", name="Show the report"))
    assert "What the file held" in window.text()

    choose(window, folder / "refused.csv")
    wait_for(window, "The file cannot be imported. The first line must name the columns")
    window.click(page.get_by_role("link", name="Show the report"))
    window.see("refused-after-reading", within="main")
    assert "Mend the file and hand it in again." in window.text()


def choose(window: Window, file: Path) -> None:
    """Hand a legacy export in."""
    window.go(f"{IMPORTS}new/")
    window.page.get_by_label("people and certificates of the former system").check()
    window.page.set_input_files("[name=file]", file)
    window.click(window.page.get_by_role("button", name="Check the file"))


def wait_for(window: Window, words: str) -> None:
    """Wait until the page says so by itself."""
    status = window.page.get_by_role("main").get_by_role("status").get_by_text(words)
    status.wait_for(timeout=PATIENCE_MS)
