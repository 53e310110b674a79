"""Rows and files of documents that do not agree are named; files that nobody knows are swept after a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from portal.records.documents import consistency
from portal.records.documents.consistency import check_documents, sweep_orphans
from portal.records.models import Document
from tests.factories.documents import keep_bytes, read_stored, receive
from tests.factories.records import AT, make_named

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def document(store: str) -> Document:
    """Return a sound document, in a folder and in a bucket."""
    return receive(b"a transcript")


def tomorrow() -> datetime:
    """Return a moment at which what is stored now is old."""
    return timezone.now() + timedelta(days=1, minutes=1)


def find(*, at: datetime | None = None, every_file: bool = False) -> list[tuple[str, str]]:
    """Return the faults."""
    return list(check_documents(at=at or tomorrow(), every_file=every_file))


def overwrite(document: Document, content: bytes) -> None:
    """Put another content in a document's place."""
    storages["private"].delete(document.stored_name)
    storages["private"].save(document.stored_name, ContentFile(content))


def lose(document: Document) -> None:
    storages["private"].delete(document.stored_name)


def shorten(document: Document) -> None:
    overwrite(document, b"a trans")


def forge(document: Document) -> None:
    overwrite(document, b"A TRANSCRIPT")


def leave_outside(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(scan_state="suspect")


def leave_inside(document: Document) -> None:
    held = consistency.storages["private"]
    name = document.stored_name.replace("documents/", "quarantine/")
    held.save(name, ContentFile(b"a transcript"))
    lose(document)
    Document.objects.filter(pk=document.pk).update(stored_name=name)


def misplace(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(stored_name="jobs/a")


FAULTS: dict[Callable[[Document], None], str] = {
    lose: "the file is missing",
    shorten: "the file has 7 bytes, 12 were received",
    forge: "the file is not the one that was received",
    leave_outside: "it is suspect, and not in quarantine",
    leave_inside: "it is in quarantine, and not suspect",
    misplace: "its file is kept where no document's is",
}


def test_sound_documents_have_no_faults() -> None:
    assert find(every_file=True) == find() == []


@pytest.mark.parametrize("every_file", [True, False])
@pytest.mark.parametrize("harm", FAULTS)
def test_fault_of_a_document_is_named(
    document: Document, harm: Callable[[Document], None], every_file: bool
) -> None:
    harm(document)

    assert find(at=timezone.now(), every_file=every_file) == [
        (f"document {document.pk}", FAULTS[harm])
    ]


def test_file_without_a_document_is_named_and_swept_after_a_day(document: Document) -> None:
    orphan = keep_bytes(b"nobody's")
    storages["private"].save("jobs/ab", ContentFile(b"an export"))

    assert (find(at=timezone.now()), sweep_orphans(at=timezone.now())) == ([], 0)
    assert find() == [(orphan, "no document knows this file")]
    assert sweep_orphans(at=tomorrow()) == 1
    assert (find(), sweep_orphans(at=tomorrow())) == ([], 0)
    assert not storages["private"].exists(orphan)
    assert storages["private"].exists("jobs/ab")
    assert read_stored(document.stored_name) == b"a transcript"


def test_nothing_is_swept_on_a_database_without_documents() -> None:
    Document.objects.all().delete()

    assert sweep_orphans(at=tomorrow()) == 0


def test_sweep_asks_the_age_of_unknown_files_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(consistency, "_is_old", lambda name, _at: asked.append(name))
    orphan = keep_bytes(b"nobody's")

    sweep_orphans(at=tomorrow())

    assert asked == [orphan]


def test_sweep_takes_so_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency, "MOST_SWEPT", 2)
    for number in range(3):
        keep_bytes(b"%d" % number)

    assert [sweep_orphans(at=tomorrow()) for _day in range(3)] == [2, 1, 0]


def test_passed_unscanned_before_there_was_a_scanner_is_named(
    document: Document, settings: Settings
) -> None:
    facts = {"scan_state": "clean", "scanned_at": AT, "finding": "no scanner is configured"}
    Document.objects.filter(pk=document.pk).update(**facts)

    assert find() == []
    settings.DOCUMENT_SCANNER = "clamd"
    assert find() == [(f"document {document.pk}", "it passes for clean, and was never scanned")]


def test_command_reads_a_sample_or_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency, "SAMPLE", 0)
    forge(receive(b"a diploma...", make_named("Quill")))

    call_command("integrity_check", stdout=StringIO())
    with pytest.raises(CommandError, match="1 faults"):
        call_command("integrity_check", files=True, stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize("name", ["documents/stray", "documents/ab/0123", "quarantine/note.txt"])
def test_file_whose_name_is_no_documents_is_named_and_left(name: str) -> None:
    storages["private"].save(name, ContentFile(b"whose?"))

    assert find() == [(name, "its name is no document's")]
    assert sweep_orphans(at=tomorrow()) == 0
    assert storages["private"].exists(name)
