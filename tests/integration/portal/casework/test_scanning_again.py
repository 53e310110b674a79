"""Staff have a document scanned again: what came of it is told, with a scanner at work, away, or none at all."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from benchmarks.scanner import EICAR, Clamd, OddScanner
from portal.records.applications.models import Application
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.scanning import CLAIM, DocumentNotWaitingError, scan_again
from portal.records.documents.storing import drop_file
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.documents import receive
from tests.factories.records import AT, make_use
from tests.integration.portal.casework.conftest import file_url
from tests.integration.portal.casework.test_decision import words

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = b"%PDF-1.7 a transcript"
BUTTON = "Check it again now"


@pytest.fixture(scope="module")
def daemon() -> Iterator[Clamd]:
    """Return a ClamAV."""
    with Clamd() as clamd:
        yield clamd


def sent(application: Application, content: bytes = PAPER, state: str = "error") -> DocumentUse:
    """Return a document whose scan is due in an hour only."""
    later = timezone.now() + timezone.timedelta(hours=1)
    document = receive(content, application.person, scan_state=state, scan_after=later)
    return make_use(document=document, application=application)


def use_scanner(settings: Settings, address: str) -> None:
    """Configure a scanner that may never answer."""
    settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", address
    settings.CLAMD_TIMEOUT_SECONDS = 5


def press(staff: Client, use: DocumentUse) -> str:
    """Press the button, and return what the page says then."""
    path = file_url(use.application, f"documents/{use.pk}/scan")
    response = staff.post(path)
    assert response["Location"] == f"{file_url(use.application)}#document-{use.pk}"
    use.document.refresh_from_db()
    return words(staff.get(file_url(use.application)).content)


def acts() -> list[tuple[str, int | None]]:
    """Return what the audit trail says of documents, and who did it."""
    events = AuditEvent.objects.filter(record_type="document").order_by("id")
    return list(events.values_list("action", "actor_id"))


@pytest.mark.parametrize("state", ["pending", "error"])
def test_without_a_scanner_it_is_passed_and_the_page_says_why(
    staff: Client, specialist: User, application: Application, state: str
) -> None:
    use = sent(application, state=state)
    assert BUTTON in words(staff.get(file_url(application)).content)

    page = press(staff, use)

    assert "was passed without a check, because no virus scanner is set up here." in page
    assert BUTTON not in page
    assert (use.document.scan_state, use.document.scan_after) == ("clean", None)
    assert acts() == [("document.scan_requested", specialist.pk), ("document.clean", None)]


@pytest.mark.clamd
def test_clean_document_opens(
    staff: Client, application: Application, daemon: Clamd, settings: Settings
) -> None:
    use_scanner(settings, daemon.address)
    use = sent(application)

    page = press(staff, use)

    assert "The virus check has passed transcript.pdf. It can be opened." in page
    assert (use.document.scan_state, use.document.finding) == ("clean", "")


@pytest.mark.clamd
def test_suspect_document_is_set_apart(
    staff: Client, application: Application, daemon: Clamd, settings: Settings
) -> None:
    use_scanner(settings, daemon.address)
    use = sent(application, EICAR)

    page = press(staff, use)

    assert "The virus check found something in transcript.pdf and set it aside." in page
    assert use.document.stored_name.startswith("quarantine/")
    application.refresh_from_db()
    assert application.action_required_by == "applicant"
    assert BUTTON not in page


def test_scanner_that_is_away_is_told_with_the_next_time(
    staff: Client, application: Application, settings: Settings
) -> None:
    use_scanner(settings, "/nowhere/clamd.ctl")
    use = sent(application)

    page = press(staff, use)

    assert "gave no result. The virus scanner gave no answer. The portal tries again by" in page
    assert BUTTON in page
    assert (use.document.scan_state, use.document.scan_attempts) == ("error", 1)


def test_scanner_that_answers_nonsense_passes_nothing(
    staff: Client, application: Application, settings: Settings
) -> None:
    with OddScanner(b"stream: maybe\0") as scanner:
        use_scanner(settings, scanner.address)
        use = sent(application)
        page = press(staff, use)

    assert "The virus scanner gave no answer." in page
    assert use.document.scan_state == "error"


def test_file_that_is_gone_is_told(staff: Client, application: Application) -> None:
    use = sent(application)
    drop_file(use.document.stored_name)

    assert "The stored file is missing. Tell whoever runs the portal." in press(staff, use)


@pytest.mark.parametrize("state", ["clean", "suspect"])
def test_document_whose_scan_is_done_is_not_scanned_again(
    staff: Client, application: Application, state: str
) -> None:
    use = sent(application, state="pending")
    Document.objects.filter(pk=use.document_id).update(scan_state=state, scanned_at=AT)

    response = staff.post(file_url(application, f"documents/{use.pk}/scan"))

    assert response.status_code == 409
    assert "Nothing was scanned: the virus check of this document is done." in words(
        response.content
    )
    assert acts() == []


def test_scan_that_is_under_way_writes_nothing_over_it(
    application: Application, specialist: User
) -> None:
    use, at = sent(application, state="pending"), timezone.now()
    claimed = Document.objects.get(pk=use.document_id)
    claimed.scan_after = at + CLAIM
    claimed.save()

    scanned = scan_again(document_id=claimed.pk, actor_id=specialist.pk, at=at)

    assert scanned.scan_state == "clean"
    with pytest.raises(DocumentNotWaitingError):
        scan_again(document_id=claimed.pk, actor_id=specialist.pk, at=at)
