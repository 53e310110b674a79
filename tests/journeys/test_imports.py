"""A file is imported: refused, mended, checked, who is doubtful told by the keyboard alone, recorded."""

from pathlib import Path

import pytest
from django.core.management import call_command

from portal.records.models import Credential, Person
from portal.users.models import User
from tests.factories import records as make
from tests.factories.imports import IMPORTS, as_csv, legacy_row, make_district, make_reference
from tests.journeys.windows import Window


@pytest.fixture(autouse=True)
def reference_rows(db: None) -> None:
    """Store what files refer to, and somebody of the same name."""
    make_reference()
    make_district()
    make.make_held(make.make_named("Castellane", "Noor", ein="4000000001"))


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
    (tmp_path / "refused.csv").write_bytes(as_csv([{"name": "Noor"}]))
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


def test_supervisor_imports_by_keyboard(desktop: Window, supervisor: User, folder: Path) -> None:
    window = desktop
    window.enter(supervisor)
    window.go(f"{IMPORTS}new/")
    window.see("new", within="main")
    window.page.locator("[name=kind]").first.focus()
    window.page.keyboard.press("Space")
    hand_in(window, folder / "refused.csv")
    window.see("refused", within="main")
    assert "The first line must name the columns" in window.text()

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
