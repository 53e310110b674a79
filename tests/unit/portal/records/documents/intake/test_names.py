"""Names that people see: tidy and true in any script, never a path, never a trap."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.documents.intake.names import MOST_CHARACTERS, clean_name, ending_of

UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Transcript.PDF", "Transcript.pdf"),
        ("成绩单.pdf", "成绩单.pdf"),
        ("شهادة.pdf", "شهادة.pdf"),
        ("résumé été.pdf", "résumé été.pdf"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\scan.pdf", "scan.pdf"),
        ("photo.heic", "photo.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("a\u200bb\0c\x07.pdf", "abc.pdf"),
        ("  two \t\n  words  .pdf", "two words.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        ("Dr. Smith, v1.2.pdf", "Dr. Smith, v1.2.pdf"),
        ("scan.exe.pdf", "scan.exe.pdf"),
        ("it's %22quoted%22.pdf", 'it\'s "quoted".pdf'),
        ("two%0D%0Alines.pdf", "two lines.pdf"),
        ("100%25 %2Fetc%22", '100%25 %2Fetc".pdf'),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
        ("///", "document.pdf"),
    ],
)
def test_name_is_shown_tidy(name: str, shown: str) -> None:
    assert clean_name(name, ".pdf") == shown


@given(st.text(max_size=400))
def test_name_is_never_a_trap(name: str) -> None:
    shown = clean_name(name, ".pdf")

    assert shown.endswith(".pdf")
    assert len(".pdf") < len(shown) <= MOST_CHARACTERS
    assert not set("/\\") & set(shown)
    assert not {unicodedata.category(character) for character in shown} & UNSEEN
    assert not shown.startswith((".", " "))
    assert "  " not in shown
    assert unicodedata.is_normalized("NFC", shown)


@given(st.text(max_size=400))
def test_name_that_is_tidy_stays(name: str) -> None:
    once = clean_name(name, ".jpg")

    assert clean_name(once, ".jpg") == once


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=100))
def test_letters_of_every_script_stay(name: str) -> None:
    composed = unicodedata.normalize("NFC", name)

    assert clean_name(f"{name}.pdf", ".pdf") == f"{composed[: MOST_CHARACTERS - 4]}.pdf"


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("scan.pdf", ".pdf"),
        ("scan.pdf.EXE", ".exe"),
        ("scan.exe . ", ".exe"),
        ("scan.pdf\0.exe", ".exe"),
        ("a.b/scan", ""),
        ("scan", ""),
        ("Dr. Smith", ""),
        ("", ""),
    ],
)
def test_ending_is_what_a_desktop_reads(name: str, ending: str) -> None:
    assert ending_of(name) == ending
