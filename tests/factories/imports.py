"""Files to import, their rows about invented people, and the way through the admin that a person takes."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from portal.records.imports.models import ImportFile
from tests.factories import records as make

IMPORTS = "/admin/imports/"


def legacy_row(**facts: str) -> dict[str, str]:
    """Return a row about a new person and a certificate of theirs."""
    return {
        "ein": "",
        "legacy_number": "L-1",
        "first_name": "Noor",
        "middle_name": "",
        "last_name": "Castellane",
        "former_last_name": "",
        "birth_date": "1979-03-14",
        "email": "noor@example.org",
        "address_line": "4 Quarry Road",
        "address_town": "Ashford",
        "address_state": "CT",
        "address_zip": "06278",
        "certificate_number": "OLD-0001",
        "type": "professional",
        "category": "teaching",
        "endorsements": "305",
        "issued_on": "2022-01-01",
        "expires_on": "2026-12-31",
        "status": "",
        "status_on": "",
        "status_is_final": "",
        **facts,
    }


def roster_row(**facts: str) -> dict[str, str]:
    """Return a row about a position that somebody on record holds."""
    return {
        "ein": "",
        "first_name": "Noor",
        "last_name": "Castellane",
        "birth_date": "1979-03-14",
        "position": "Teacher",
        "starts_on": "2026-08-25",
        "ends_on": "",
        **facts,
    }


def many_rows(count: int) -> list[dict[str, str]]:
    """Return rows about as many new people."""
    return [
        legacy_row(
            legacy_number=f"L-{number}",
            first_name=f"Noor{number}",
            certificate_number=f"OLD{number:05}",
        )
        for number in range(count)
    ]


def as_csv(
    rows: Sequence[dict[str, str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Return rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(rows: Sequence[dict[str, Any]]) -> bytes:
    """Return rows as an XLSX workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def make_reference() -> None:
    """Store the type and the endorsements that rows name."""
    make.make_type_terms()
    make.make_endorsement("305")
    make.make_endorsement("110", title="Unique subject")


def make_district(name: str = "Ashford School District") -> Any:
    """Return a school district."""
    district = make.make_organization()
    district.terms.create(**make.dated(name=name))
    return district


def upload(
    browser: Client, content: bytes, *, kind: str = "legacy", name: str = "export.csv", **data: Any
) -> Any:
    """Hand a file in and return the answer."""
    file = SimpleUploadedFile(name, content)
    return browser.post(f"{IMPORTS}new/", {"kind": kind, "file": file, **data})


def check(browser: Client, rows: Sequence[dict[str, str]], **options: Any) -> ImportFile:
    """Hand rows in as CSV, have them checked, and return the file."""
    answer = upload(browser, as_csv(rows), **options)
    assert answer.status_code == 302, told(answer)
    call_command("run_jobs", once=True)
    return ImportFile.objects.latest("pk")


def url_of(file: ImportFile, act: str = "") -> str:
    """Return the address of a file's report, or of an act on it."""
    return f"{IMPORTS}{file.public_id}/{act}"


def confirm(browser: Client, file: ImportFile, **data: Any) -> Any:
    """Say that a file be recorded, and have the work done."""
    answer = browser.post(url_of(file, "confirm/"), data)
    call_command("run_jobs", once=True)
    file.refresh_from_db()
    return answer


def told(answer: Any) -> str:
    """Return what a page says, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
