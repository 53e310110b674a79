"""Receives files, has them scanned, and tries to open each as the staff would; says what reached them."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.core.files.storage import storages  # noqa: E402
from django.http import Http404  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.scanner import EICAR, zipped  # noqa: E402
from portal.accounts.sending import send_document  # noqa: E402
from portal.notifications.models import OutboxMessage  # noqa: E402
from portal.records.documents import verdicts  # noqa: E402
from portal.records.documents.clamd import ScannerUnavailableError, scan_blocks  # noqa: E402
from portal.records.documents.consistency import check_documents  # noqa: E402
from portal.records.documents.scanning import scan_waiting  # noqa: E402
from portal.records.documents.storing import keep_file  # noqa: E402
from portal.records.models import Document, Person  # noqa: E402

CONTENTS = {
    "clean": b"%PDF-1.7 a transcript",
    "eicar": EICAR,
    "zip": zipped(EICAR),
}
STEP = timedelta(minutes=2)
_ways = ExitStack()


def receive(each: int) -> int:
    """Receive so many of each content, all waiting for their scan."""
    Document.objects.all().delete()
    OutboxMessage.objects.all().delete()
    for number in range(each):
        person = Person.objects.create(last_name="Quill", email=f"quill{number}@example.org")
        for name, content in CONTENTS.items():
            _receive_one(person, name, content, number)
    return Document.objects.count()


def _receive_one(person: Person, name: str, content: bytes, number: int) -> None:
    content += b" " * number if name == "clean" else b""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        stored = keep_file(Path(file.name))
    Document.objects.create(
        person=person,
        kind="transcript",
        original_name=f"{name}.pdf",
        stored_name=stored,
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        received_at=timezone.now(),
    )


def use(address: str, seconds: int) -> None:
    """Ask another scanner from now on."""
    settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", address
    settings.CLAMD_TIMEOUT_SECONDS = seconds


def alter() -> int:
    """Put another content in the place of every file that nobody has scanned yet."""
    store = storages["private"]
    for document in Document.objects.filter(scan_state="pending"):
        with store.open(document.stored_name) as file:
            content = file.read()
        Path(store.path(document.stored_name)).write_bytes(content[:-1] + b"?")
    return Document.objects.count()


def scan(passes: int, minutes: int = 0) -> dict[str, int]:
    """Let the worker pass so often, from so many minutes ahead on; return the states and what staff get."""
    at = timezone.now() + timedelta(minutes=minutes)
    for number in range(passes):
        scan_waiting(at=at + STEP * number)
    return {**_count_states(), **_open_all()}


def _count_states() -> dict[str, int]:
    states = list(Document.objects.values_list("scan_state", flat=True))
    return {state: states.count(state) for state in Document.ScanState.values}


def _open_all() -> dict[str, int]:
    """Ask for every file; count the bytes of files that are harmful, or that no scanner has called clean."""
    opened = harmful = 0
    for document in Document.objects.all():
        try:
            answer: Any = send_document(RequestFactory().get("/"), document)
        except Http404:
            continue
        sent = len(b"".join(answer))
        opened += 1
        harmful += sent if document.original_name != "clean.pdf" else 0
    return {"opened": opened, "harmful_bytes": harmful}


def told() -> int:
    """Return how many messages tell owners of a file that was set apart."""
    return OutboxMessage.objects.filter(kind="document_suspect").count()


def faults() -> int:
    """Return in how many ways rows and files disagree."""
    return len(list(check_documents(at=timezone.now(), every_file=True)))


def unprotect() -> None:
    """Take no answer for a good one, as a portal would that fails open."""

    def pass_anything(*arguments: Any, **options: Any) -> str:
        try:
            return scan_blocks(*arguments, **options)
        except ScannerUnavailableError:
            return ""

    _ways.enter_context(mock.patch.object(verdicts, "scan_blocks", pass_anything))
    _ways.enter_context(mock.patch.object(verdicts._Counted, "is_of", return_value=True))  # noqa: SLF001


if __name__ == "__main__":
    answer_requests(
        {
            "receive": receive,
            "use": use,
            "alter": alter,
            "scan": scan,
            "told": told,
            "faults": faults,
            "unprotect": unprotect,
        }
    )
