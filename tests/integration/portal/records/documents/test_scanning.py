"""What a scan makes of a document: fails closed, quarantines, tells the owner, tries again, and never twice at once."""

from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from pytest_django import Settings

from benchmarks.scanner import EICAR, FOUND, Clamd, OddScanner, zipped
from portal.notifications.catalogue import render_message
from portal.notifications.models import OutboxMessage
from portal.records.documents import findings, scanning
from portal.records.documents.events import document_released, document_suspected
from portal.records.documents.scanning import (
    DocumentNotReleasableError,
    release_document,
    scan_document,
    scan_waiting,
)
from portal.records.models import AuditEvent, Document
from tests.factories.documents import read_stored, receive
from tests.factories.records import make_named, make_submitted
from tests.together import run_together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.database,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

AT = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
NIGHT = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)  # two in the morning where the bureau is
PAPER = b"%PDF-1.7 a transcript"


def scan(document: Document, at: datetime = AT) -> Document:
    """Have a document scanned and return its row."""
    state = scan_document(document_id=document.pk, at=at)
    document.refresh_from_db()
    assert state == document.scan_state
    return document


def acts() -> list[str]:
    """Return what the audit trail says of documents."""
    of_documents = AuditEvent.objects.filter(record_type="document").order_by("id")
    return list(of_documents.values_list("action", flat=True))


def use(settings: Settings, address: str) -> None:
    """Configure a scanner that may never answer."""
    settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", address
    settings.CLAMD_TIMEOUT_SECONDS = 1


@pytest.mark.clamd
@pytest.mark.usefixtures("clamd")
def test_clean_document_is_clean_with_its_audit_event(store: str) -> None:
    document = scan(receive(PAPER))

    assert (document.scan_state, document.finding) == ("clean", "")
    assert (document.scanned_at, document.scan_after, document.scan_attempts) == (AT, None, 1)
    assert acts() == ["document.clean"]
    assert read_stored(document.stored_name) == PAPER


@pytest.mark.clamd
@pytest.mark.usefixtures("clamd")
@pytest.mark.parametrize("content", [EICAR, zipped(EICAR)], ids=["eicar", "zip"])
def test_suspect_document_is_moved_to_quarantine(store: str, content: bytes) -> None:
    heard: list[int] = []

    def hear(*, document: Document, **_facts: Any) -> None:
        heard.append(document.pk)

    document_suspected.connect(hear)
    received = receive(content)
    first_name = received.stored_name

    document = scan(received)

    assert (document.scan_state, document.finding) == ("suspect", FOUND["eicar"])
    assert (document.scanned_at, document.scan_after) == (AT, NIGHT)
    assert document.stored_name.startswith("quarantine/")
    assert read_stored(document.stored_name) == content
    assert not storages["private"].exists(first_name)
    assert acts() == ["document.suspect"]
    assert heard == [document.pk]


@pytest.mark.clamd
@pytest.mark.usefixtures("clamd")
@pytest.mark.parametrize(
    ("language", "words"), [("en", "was set aside"), ("es", "recibimos el 2026")]
)
def test_owner_is_told_once_of_a_suspect_document(language: str, words: str) -> None:
    person = make_named("Whitfield", email="elena@example.org")
    make_submitted(person, snapshot={"language": language})
    document = receive(EICAR, person, original_name="my\ntranscript\u202e.pdf")

    for days in range(3):
        scan(document, AT + timedelta(days=days))

    message = OutboxMessage.objects.get()
    assert (message.recipient, message.language) == ("elena@example.org", language)
    assert message.context["file_name"] == "my transcript .pdf"
    if language == "en":
        assert words in render_message(message.kind, language, message.context).body


@pytest.mark.clamd
def test_suspect_document_that_a_later_scan_finds_clean_stays_until_it_is_released(
    clamd: Clamd, settings: Settings, admin: Any
) -> None:
    released: list[int] = []

    def hear(*, document: Document, **_facts: Any) -> None:
        released.append(document.pk)

    document_released.connect(hear)
    document = scan(receive(EICAR))
    with pytest.raises(DocumentNotReleasableError, match="not clean"):
        release_document(document_id=document.pk, actor_id=admin.pk, at=AT)
    with OddScanner(b"stream: OK\0") as relenting:
        settings.CLAMD_ADDRESS = relenting.address
        scan(document, NIGHT)
        scan(document, NIGHT + timedelta(days=1))
        assert document.scan_state == "suspect"
        assert document.finding == f"{FOUND['eicar']}; not found again on 2027-03-02"
        held = document.stored_name
        release_document(document_id=document.pk, actor_id=admin.pk, at=NIGHT)
    document.refresh_from_db()

    assert (document.scan_state, document.finding) == ("clean", "")
    assert document.stored_name.startswith("documents/")
    assert not storages["private"].exists(held)
    assert acts() == ["document.suspect", "document.released"]
    assert AuditEvent.objects.last().actor_id == admin.pk
    assert released == [document.pk]
    with pytest.raises(DocumentNotReleasableError, match="not in quarantine"):
        release_document(document_id=document.pk, actor_id=admin.pk, at=NIGHT)


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"PONG\0", b"stream: OK\0OK\0", None])
def test_without_a_plain_answer_a_document_is_not_clean(
    settings: Settings, answer: bytes | None
) -> None:
    with OddScanner(answer) as scanner:
        use(settings, scanner.address)
        document = scan(receive(PAPER))

    assert document.scan_state == "error"
    assert document.finding.startswith("the scanner ")
    assert (document.scanned_at, document.scan_attempts) == (None, 1)
    assert acts() == ["document.error"]


def test_absent_scanner_pauses_longer_each_time_an_hour_at_most(settings: Settings) -> None:
    use(settings, "/nowhere/clamd")
    document, at, pauses = receive(PAPER), AT, []

    for _try in range(12):
        scan(document, at)
        assert document.scan_after is not None
        pauses.append((document.scan_after - at).total_seconds())
        at = document.scan_after

    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1920, *[3600] * 4]
    assert acts() == ["document.error"]


def test_pass_stops_where_the_scanner_does_not_answer(settings: Settings) -> None:
    use(settings, "/nowhere/clamd")
    documents = [receive(b"%d" % number) for number in range(1, 4)]

    assert scan_waiting(at=AT) == 1

    assert [Document.objects.get(pk=each.pk).scan_state for each in documents] == [
        "error",
        "pending",
        "pending",
    ]


@pytest.mark.clamd
def test_everything_is_finished_after_a_repair(clamd: Clamd, settings: Settings) -> None:
    contents = [PAPER, EICAR, b"a diploma", zipped(EICAR)]
    documents = [receive(content) for content in contents]
    use(settings, "/nowhere/clamd")
    for minute in range(9):
        scan_waiting(at=AT + timedelta(minutes=minute))

    use(settings, clamd.address)
    later = AT + timedelta(hours=2)
    assert scan_waiting(at=later, most=3) == 3
    assert scan_waiting(at=later) == 1

    states = [Document.objects.get(pk=each.pk).scan_state for each in documents]
    assert states == ["clean", "suspect", "clean", "suspect"]
    assert scan_waiting(at=later) == 0


@pytest.mark.clamd
@pytest.mark.usefixtures("clamd")
@pytest.mark.parametrize(
    "altered", [b"%PDF-1.7 another paper", PAPER + b".", b"%PDF-1.7 a transcripT"]
)
def test_file_that_is_not_the_received_one_is_never_clean(store: str, altered: bytes) -> None:
    document = receive(PAPER)
    storages["private"].delete(document.stored_name)
    other = receive(altered)
    Document.objects.filter(pk=other.pk).delete()
    document.stored_name = other.stored_name
    document.save()

    scan(document)

    assert document.scan_state == "error"
    assert document.finding == "the file is not the one that was received"


@pytest.mark.parametrize("scanner", ["none", "clamd"])
def test_missing_file_is_an_error_with_or_without_a_scanner(
    settings: Settings, scanner: str, store: str
) -> None:
    with OddScanner(b"stream: OK\0") as odd:
        use(settings, odd.address)
        settings.DOCUMENT_SCANNER = scanner
        document = receive(PAPER)
        storages["private"].delete(document.stored_name)
        scan(document)

    assert (document.scan_state, document.finding) == ("error", "the file is missing")


def test_without_a_scanner_outside_production_a_file_passes_and_says_so() -> None:
    document = scan(receive(PAPER))

    assert (document.scan_state, document.finding) == ("clean", "no scanner is configured")


def test_production_without_an_address_fails_closed(settings: Settings) -> None:
    settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", ""

    document = scan(receive(PAPER))

    assert (document.scan_state, document.finding) == ("error", "no scanner is configured")


@pytest.mark.clamd
@pytest.mark.usefixtures("clamd")
@pytest.mark.parametrize(("module", "failing"), [(scanning, "copy_file"), (findings, "drop_file")])
def test_crash_on_the_way_to_quarantine_loses_nothing_and_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, failing: str
) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise OSError(28, "No space left on device")

    document = receive(EICAR)
    with monkeypatch.context() as patch:
        patch.setattr(module, failing, fail)
        scan(document)
    assert read_stored(document.stored_name) == EICAR
    assert document.scan_state == ("error" if failing == "copy_file" else "suspect")

    scan(document, AT + timedelta(days=2))

    assert document.scan_state == "suspect"
    assert document.stored_name.startswith("quarantine/")


@pytest.mark.clamd
@pytest.mark.usefixtures("clamd")
def test_listener_that_raises_leaves_the_document_as_it_was() -> None:
    def refuse(**_facts: Any) -> None:
        raise RuntimeError("no")

    document = receive(EICAR)
    document_suspected.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            scan(document)
    finally:
        document_suspected.disconnect(refuse)
    document.refresh_from_db()

    assert (document.scan_state, acts()) == ("pending", [])
    assert read_stored(document.stored_name) == EICAR
    assert scan(document, AT + timedelta(hours=1)).scan_state == "suspect"


def test_document_that_goes_while_it_is_scanned_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document, judge = receive(PAPER), scanning.judge

    def judge_late(row: Document) -> Any:
        Document.objects.all().delete()
        return judge(row)

    monkeypatch.setattr(scanning, "judge", judge_late)

    assert scan_waiting(at=AT) == 1
    assert acts() == []
    assert not Document.objects.filter(pk=document.pk).exists()


@pytest.mark.race
@pytest.mark.parametrize("claims", [True, False])
def test_scanners_at_once_scan_nothing_twice(monkeypatch: pytest.MonkeyPatch, claims: bool) -> None:
    scanned: list[int] = []
    judge = scanning.judge

    def count(row: Document) -> Any:
        scanned.append(row.pk)
        return judge(row)

    monkeypatch.setattr(scanning, "judge", count)
    if not claims:  # the control: whoever comes takes the oldest, claimed or not
        monkeypatch.setattr(scanning, "_claim", lambda due, at: due.order_by("id").first())
    for number in range(1, 13):
        receive(b"%d" % number)

    outcomes = run_together([lambda: scan_waiting(at=AT) for _scanner in range(4)])

    assert (len(scanned) == len(set(scanned)) == 12) is claims, outcomes
    if claims:
        assert sum(outcomes) == 12


def test_command_scans_what_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    receive(PAPER)

    call_command("scan_documents", once=True)

    assert capsys.readouterr().out == "1 scanned.\n"
    assert Document.objects.get().scan_state == "clean"
