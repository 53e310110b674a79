"""Rows with errors: each kind of error in its column, the download, and leaving them out on purpose."""

import csv
import io

import pytest
from django.core.management import call_command
from django.test import Client

from portal.records.models import Credential, ImportRow, Person
from tests.factories.imports import check, confirm, legacy_row, many_rows, told, upload, url_of

pytestmark = pytest.mark.django_db


def errors_of(browser: Client, **facts: str) -> list[tuple[str, str]]:
    """Return the errors of a row: column and words."""
    check(browser, [legacy_row(**facts)])
    row = ImportRow.objects.latest("pk")
    return [(each["column"], each["message"]) for each in row.errors]


def downloaded(answer: object) -> list[dict[str, str]]:
    """Return the lines of the download."""
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("ein", "12345", "An EIN has ten digits."),
        ("last_name", " ", "This must not be empty."),
        ("last_name", "x" * 151, "At most 150 characters."),
        ("birth_date", "31.12.1979", "This is no day. Write it as 2025-12-31 or 12/31/2025."),
        ("birth_date", "1979-02-30", "This is no day. Write it as 2025-12-31 or 12/31/2025."),
        ("birth_date", "0979-02-03", "The year is out of range."),
        ("birth_date", "2199-01-01", "This day is still to come."),
        ("email", "nobody", "This is no e-mail address."),
        ("address_state", "Conn.", "A state has two letters."),
        ("address_zip", "0627", "A ZIP code looks like 06103 or 06103-1234."),
        ("certificate_number", "", "This must not be empty."),
        ("certificate_number", "#1", "A certificate number has up to 20 letters and digits."),
        ("type", "driver", "This must be one of: professional."),
        ("category", "sailing", "This must be one of: teaching."),
        ("endorsements", "999", "There is no endorsement 999."),
        ("endorsements", "110", "Endorsement 110 needs its subject after a colon."),
        ("endorsements", "305;305", "An endorsement stands there twice."),
        ("issued_on", "", "This must not be empty."),
        ("expires_on", "2021-12-31", "This is before the day of issue."),
        ("status", "expired", "This must be one of: revoked, surrendered, suspended."),
        ("status_is_final", "maybe", "This must be one of: no, yes."),
    ],
)
def test_error_is_told_in_its_column(overseer: Client, column: str, text: str, words: str) -> None:
    assert errors_of(overseer, **{column: text}) == [(column, words)]


def test_columns_must_agree(overseer: Client) -> None:
    assert errors_of(overseer, legacy_number="") == [
        ("ein", "A row needs an EIN or a number of the former system.")
    ]
    assert errors_of(overseer, status="revoked") == [("status_on", "A status needs its day.")]
    assert errors_of(overseer, status_on="2024-01-01") == [
        ("status", "A day of a status needs the status.")
    ]
    assert errors_of(overseer, status="revoked", status_on="2021-01-01") == [
        ("status_on", "This is before the day of issue.")
    ]


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({"legacy_number": "L-2"}, "Line 2 has the same certificate number."),
        (
            {"certificate_number": "OLD-2", "birth_date": "1980-01-01"},
            "Line 2 has the same number with another name or birth date.",
        ),
        (
            {"certificate_number": "OLD-2", "legacy_number": "L-2"},
            "Line 2 has the same name and birth date under another number.",
        ),
    ],
)
def test_lines_that_contradict_each_other_are_errors(
    overseer: Client, second: dict[str, str], words: str
) -> None:
    file = check(overseer, [legacy_row(), legacy_row(**second)])

    assert [row.errors and row.errors[0]["message"] for row in file.rows.all()] == [[], words]


def test_download_has_every_row_with_errors_and_computes_nothing(overseer: Client) -> None:
    rows = [
        legacy_row(email="nobody", address_line=" =1+1", middle_name="-"),
        *(legacy_row(ein="1", legacy_number=f"L-{n}") for n in range(60)),
    ]

    file = check(overseer, rows)
    page = told(overseer.get(url_of(file)))
    answer = overseer.get(url_of(file, "errors.csv"))

    lines = downloaded(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="rows-with-errors.csv"'
    assert len(lines) == 61
    assert (lines[0]["line"], lines[0]["errors"]) == ("2", "email: This is no e-mail address.")
    assert (lines[0]["address_line"], lines[0]["middle_name"]) == ("' =1+1", "'-")
    assert "The first 50 of 61; the download has them all." in page


def test_download_is_handed_in_again_as_it_is_once_it_is_mended(overseer: Client) -> None:
    rows = [
        legacy_row(email="nobody", first_name="'Noor", middle_name="-", address_line=" =1+1"),
        legacy_row(legacy_number="L-2", first_name="Ines", certificate_number="#"),
    ]
    file = check(overseer, rows)
    download = b"".join(overseer.get(url_of(file, "errors.csv")).streaming_content).decode()

    mended = download.replace(",nobody,", ",noor@example.org,").replace(",#,", ",OLD-2,")
    upload(overseer, mended.encode())
    call_command("run_jobs", once=True)

    again = ImportRow.objects.exclude(file=file).order_by("number")
    assert [row.errors for row in again] == [[], []]
    assert [row.given for row in again] == [
        {**rows[0], "email": "noor@example.org"},
        {**rows[1], "certificate_number": "OLD-2"},
    ]


def test_nothing_is_recorded_before_somebody_leaves_the_errors_out(overseer: Client) -> None:
    file = check(overseer, [*many_rows(2), legacy_row(ein="1")])

    refused = confirm(overseer, file)
    assert (refused.status_code, file.state) == (422, "checked")
    assert "Say that the rows with errors are left out" in told(refused)
    assert Person.objects.count() == 0

    confirm(overseer, file, leaves_out_faulty="on")

    assert (file.state, file.counts["faulty"]) == ("applied", 1)
    assert (Person.objects.count(), Credential.objects.count()) == (2, 2)


def test_words_about_errors_are_in_the_language_of_who_hands_in(overseer: Client) -> None:
    overseer.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"

    file = check(overseer, [legacy_row(email="nobody")])

    assert file.job is not None
    assert file.job.parameters["language"] == "es"
