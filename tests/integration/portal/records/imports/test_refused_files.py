"""Files that are refused whole, at the field, with what is wrong and where; nothing is kept of them."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import storages
from django.test import Client

from portal.records.imports import reading, refusing, workbooks
from portal.records.models import ImportFile, Job
from tests.factories.imports import (
    as_csv,
    as_workbook,
    legacy_row,
    make_district,
    many_rows,
    roster_row,
    told,
    upload,
)

pytestmark = pytest.mark.django_db
HEADER = ",".join(legacy_row()).encode()


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
        (as_csv([without("ein", "type")]), "Columns are missing: ein, type."),
        (as_csv([legacy_row(salary="1")]), "Nobody knows these columns: salary."),
        (HEADER + b",email\r\n", "Columns stand there twice: email."),
        (b"1,2,3\r\n4,5,6\r\n", "The first line must name the columns: ein, legacy_number"),
        (as_csv([legacy_row(last_name="Muñoz")], encoding="latin-1"), "is not written in UTF-8"),
        (as_csv([legacy_row()], encoding="utf-16"), "is not written in UTF-8"),
        (b"", "The file is empty."),
        (b"\r\n \r\n", "The file is empty."),
        (HEADER + b"\r\n", "has a heading, and no line below it"),
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
def test_file_that_cannot_be_read_is_refused_at_the_field(
    overseer: Client, content: bytes, reason: str
) -> None:
    answer = upload(overseer, content)

    assert answer.status_code == 422
    assert reason in told(answer)
    assert answer.context["form"]["kind"].value() == "legacy"
    assert not ImportFile.objects.exists()
    assert not Job.objects.exists()


def test_bomb_is_not_unpacked(overseer: Client) -> None:
    answer = upload(overseer, bomb(), name="export.xlsx")

    assert (answer.status_code, "unpacks to more than it may" in told(answer)) == (422, True)


def test_file_that_is_too_large_is_refused(
    overseer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100)

    assert "larger than 10 MB" in told(upload(overseer, as_csv([legacy_row()])))


@pytest.mark.parametrize("form", [as_csv, as_workbook])
def test_file_with_too_many_lines_is_refused(
    overseer: Client, monkeypatch: pytest.MonkeyPatch, form: Any
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)

    assert "more than 50,000 lines" in told(upload(overseer, form(many_rows(3))))
    assert upload(overseer, form(many_rows(2))).status_code == 302


def test_bounds_are_those_that_the_words_name() -> None:
    assert (reading.MOST_BYTES, refusing.MOST_ROWS) == (10 * 1024 * 1024, 50_000)


def test_roster_needs_its_district(overseer: Client) -> None:
    make_district()

    answer = upload(overseer, as_csv([roster_row()]), kind="roster")

    assert (answer.status_code, ImportFile.objects.exists()) == (422, False)
    assert "Choose the district whose roster it is." in told(answer)


def test_kind_and_file_are_asked_for(overseer: Client) -> None:
    answer = overseer.post("/admin/imports/new/", {})

    assert "Choose what the file holds." in told(answer)
    assert "Choose a file." in told(answer)


def test_nothing_of_a_refused_file_is_kept(overseer: Client) -> None:
    before = kept_files()

    upload(overseer, as_csv([without("ein")]))

    assert kept_files() == before


def kept_files() -> list[str]:
    """Return the names of the files that wait for their check."""
    private = storages["private"]
    return private.listdir("imports")[1] if private.exists("imports") else []
