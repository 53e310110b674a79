"""Files that are refused whole, with what is wrong and where; nothing is kept of them.

What their size and beginning tell is said at the field, all else on the import's page once a job has read them.
"""

import html
import io
import zipfile
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client

from portal.records.imports import checking, reading, refusing, storing, workbooks
from portal.records.jobs import operations
from portal.records.models import AuditEvent, ImportFile, ImportRow, Job
from tests.factories.imports import (
    as_csv,
    as_workbook,
    legacy_row,
    make_district,
    many_rows,
    roster_row,
    told,
    upload,
    url_of,
)

pytestmark = pytest.mark.django_db
ACTS = ("confirm", "check-again", "discard")
HEADER = ",".join(legacy_row()).encode()


def read(browser: Client, content: bytes) -> ImportFile:
    """Hand a file in, have it read, and return it."""
    assert upload(browser, content).status_code == 302
    call_command("run_jobs", once=True)
    return ImportFile.objects.latest("pk")


def without(*names: str) -> dict[str, str]:
    """Return a row without some columns."""
    return {name: text for name, text in legacy_row().items() if name not in names}


def damaged_workbook() -> bytes:
    """Return a workbook whose sheet is no XML."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_workbook([legacy_row()]))) as whole,
        zipfile.ZipFile(kept, "w") as broken,
    ):
        for part in whole.infolist():
            is_sheet = part.filename.endswith("sheet1.xml")
            broken.writestr(part.filename, b"<" if is_sheet else whole.read(part))
    return kept.getvalue()


def workbook_with_formula() -> bytes:
    """Return a workbook in which a cell computes."""
    book = openpyxl.load_workbook(io.BytesIO(as_workbook([legacy_row()])))
    book.active["C2"] = "=1+1"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def bomb() -> bytes:
    """Return a small workbook that unpacks to much more than a file may have."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (workbooks.MOST_UNPACKED + 1))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (as_csv([legacy_row(last_name="Muñoz")], encoding="latin-1"), "is not written in UTF-8"),
        (as_csv([legacy_row()], encoding="utf-16"), "is not written in UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is not written in UTF-8"),
        (b"", "The file is empty."),
    ],
    ids=["latin-1", "utf-16", "PDF", "empty"],
)
def test_file_of_another_kind_is_refused_at_the_field(
    overseer: Client, content: bytes, reason: str
) -> None:
    answer = upload(overseer, content)

    assert answer.status_code == 422
    assert reason in told(answer)
    assert answer.context["form"]["kind"].value() == "legacy"
    assert not ImportFile.objects.exists()
    assert not Job.objects.exists()


def test_file_that_is_too_large_is_refused_at_the_field(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "MOST_BYTES", 100)

    answer = upload(overseer, as_csv([legacy_row()]))

    assert (answer.status_code, ImportFile.objects.exists()) == (422, False)
    assert "larger than 10 MB" in told(answer)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (as_csv([without("ein", "type")]), "Columns are missing: ein, type."),
        (as_csv([legacy_row(salary="1")]), "Nobody knows these columns: salary."),
        (HEADER + b",email\r\n", "Columns stand there twice: email."),
        (b"1,2,3\r\n4,5,6\r\n", "The first line must name the columns: ein, legacy_number"),
        (b"\r\n \r\n", "The file is empty."),
        (HEADER + b"\r\n", "has a heading, and no line below it"),
        (as_csv(many_rows(60)) + b"L\xe9on\r\n", "is not written in UTF-8"),
        (as_csv([legacy_row(first_name="=HYPERLINK(1)")]), "Line 2, column first_name: a formula."),
        (as_csv([legacy_row(email="@SUM(1)")]), "Line 2, column email: a formula."),
        (as_csv([legacy_row(first_name="No\x00or")]), "a character that no text has"),
        (as_csv([legacy_row()]) + b",,,,,,,,,,,,,,,,,,,,,1\r\n", "Line 3 has more cells"),
        (HEADER + b'\r\n"open', "its quotation marks do not match"),
        (workbook_with_formula(), "Line 2 has a formula."),
        (damaged_workbook(), "The workbook is damaged"),
        (b"PK\x03\x04 no archive", "The workbook is damaged"),
        (as_workbook([without("ein")]), "Columns are missing: ein."),
    ],
)
def test_file_that_cannot_be_read_ends_with_the_reason_on_its_page(
    overseer: Client, content: bytes, reason: str
) -> None:
    before = kept_files()

    file = read(overseer, content)

    page = told(overseer.get(url_of(file)))
    assert (file.state, ImportRow.objects.exists()) == ("refused", False)
    assert f"The file cannot be imported. {file.refusal}" in page
    assert reason in html.unescape(page)
    assert Job.objects.get().state == "done"
    assert AuditEvent.objects.filter(action="import.refused").count() == 1
    assert kept_files() == before


def test_refused_file_is_neither_recorded_nor_checked_again_nor_put_aside(overseer: Client) -> None:
    file = read(overseer, as_csv([without("ein")]))

    answers = [overseer.post(url_of(file, f"{act}/")) for act in ACTS]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    file.refresh_from_db()
    assert file.state == "refused"


@pytest.mark.proof
def test_bomb_is_not_unpacked(overseer: Client) -> None:
    file = read(overseer, bomb())

    assert (file.state, "unpacks to more than it may" in file.refusal) == ("refused", True)


def test_fault_in_the_last_line_leaves_no_row(overseer: Client) -> None:
    file = read(overseer, as_csv([*many_rows(600), legacy_row(email="=1+1")]))

    assert (file.state, file.size, ImportRow.objects.exists()) == ("refused", 0, False)
    assert "Line 602, column email" in file.refusal


def test_page_tells_how_far_a_file_is_read(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "LINES_A_LOOK", 2)
    monkeypatch.setattr(operations, "TELLING", timedelta(0))
    upload(overseer, as_workbook(many_rows(5)))
    file, pages = ImportFile.objects.get(), []
    whole = operations.JobRun.tell

    def look(run: operations.JobRun, done: int) -> None:
        whole(run, done)
        pages.append(told(overseer.get(url_of(file, "progress/"))))

    monkeypatch.setattr(operations.JobRun, "tell", look)
    call_command("run_jobs", once=True)

    assert ["The file is being read: 2 rows so far." in page for page in pages] == [True, False]
    assert "4 rows so far." in pages[1]
    assert "Nothing is recorded yet." in told(overseer.get(url_of(file, "progress/")))


@pytest.mark.parametrize("form", [as_csv, as_workbook])
def test_file_with_too_many_lines_is_refused(
    overseer: Client, monkeypatch: pytest.MonkeyPatch, form: Any
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)

    assert "more than 50,000 lines" in read(overseer, form(many_rows(3))).refusal
    assert read(overseer, form(many_rows(2))).state == "checked"


def test_bounds_are_those_that_the_words_name() -> None:
    assert (refusing.MOST_BYTES, refusing.MOST_ROWS) == (10 * 1024 * 1024, 50_000)


def test_roster_needs_its_district(overseer: Client) -> None:
    make_district()

    answer = upload(overseer, as_csv([roster_row()]), kind="roster")

    assert (answer.status_code, ImportFile.objects.exists()) == (422, False)
    assert "Choose the district whose roster it is." in told(answer)


def test_kind_and_file_are_asked_for(overseer: Client) -> None:
    answer = overseer.post("/admin/imports/new/", {})

    assert "Choose what the file holds." in told(answer)
    assert "Choose a file." in told(answer)


def kept_files() -> list[str]:
    """Return the names of the files that wait for their check."""
    private = storages["private"]
    return private.listdir("imports")[1] if private.exists("imports") else []
