"""Staff release a document from quarantine: only what the scanner calls clean now, and whoever may decide."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from benchmarks.scanner import OddScanner
from portal.lifecycle import rescanning
from portal.notifications.catalogue import render_message
from portal.notifications.models import OutboxMessage
from portal.records.applications.models import Application
from portal.records.documents.models import DocumentUse
from portal.records.documents.scanning import scan_document
from portal.records.models import AuditEvent
from portal.users.models import User
from tests.factories.accounts import make_person
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import AT, make_use
from tests.integration.portal.casework.conftest import browser_of, closed_status, file_url
from tests.integration.portal.casework.test_decision import words

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
BUTTON = "Check it again and release it"


@pytest.fixture
def use(application: Application, settings: Settings) -> DocumentUse:
    """Return a document that the scanner found something in."""
    return set_aside(application, settings)


def set_aside(application: Application, settings: Settings) -> DocumentUse:
    """Return a document of an application that a scan set aside."""
    use = make_use(document=receive(b"%PDF-1.7 x", application.person), application=application)
    with OddScanner(b"stream: Odd.Macro FOUND\0") as finding:
        settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", finding.address
        scan_document(document_id=use.document_id, at=AT)
    use.document.refresh_from_db()
    assert use.document.scan_state == "suspect"
    return use


def release(client: Client, use: DocumentUse) -> int:
    """Press the button."""
    return client.post(file_url(use.application, f"documents/{use.pk}/release")).status_code


def page(client: Client, use: DocumentUse) -> str:
    """Return what the application's page says."""
    return words(client.get(file_url(use.application)).content)


def test_what_the_scanner_calls_clean_is_released(
    staff: Client, use: DocumentUse, specialist: User, settings: Settings
) -> None:
    assert BUTTON in page(staff, use)
    assert "The virus scanner said: Odd.Macro." in page(staff, use)
    with OddScanner(b"stream: OK\0") as relenting:
        settings.CLAMD_ADDRESS = relenting.address
        assert release(staff, use) == 302

    said = page(staff, use)
    assert "transcript.pdf was checked again and released. It can be opened." in said
    assert BUTTON not in said
    use.document.refresh_from_db()
    assert use.document.scan_state == "clean"
    event = AuditEvent.objects.get(action="document.released")
    assert event.actor_id == specialist.pk
    use.application.refresh_from_db()
    assert use.application.action_required_by == "staff"
    message = OutboxMessage.objects.get(kind="document_released")
    told = render_message(message.kind, "en", message.context)
    assert message.recipient == "applicant@example.org"
    assert "“transcript.pdf”, which we received on" in told.body
    assert release(staff, use) == 302  # clicked twice
    assert AuditEvent.objects.filter(action="document.released").count() == 1


@pytest.mark.parametrize("answer", [b"stream: Odd.Macro FOUND\0", b"nonsense", b""])
def test_what_it_does_not_call_clean_stays(
    staff: Client, use: DocumentUse, settings: Settings, answer: bytes
) -> None:
    with OddScanner(answer) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        release(staff, use)

    said = page(staff, use)
    assert "transcript.pdf stays set aside: the virus scanner does not call it clean." in said
    assert BUTTON in said
    use.document.refresh_from_db()
    assert use.document.scan_state == "suspect"


def test_own_document_is_released_by_a_colleague(specialist: User, settings: Settings) -> None:
    make_person(specialist)
    own = set_aside(make_application(specialist), settings)
    browser = browser_of(specialist)

    assert BUTTON not in page(browser, own)
    assert release(browser, own) == 403


def test_verifier_releases_nothing_of_another_service(
    registry_verifier: User, use: DocumentUse
) -> None:
    browser = browser_of(registry_verifier)

    assert BUTTON not in page(browser, use)
    assert release(browser, use) == 403


def test_control_notices_documents_that_whoever_sees_the_application_releases(
    registry_verifier: User, use: DocumentUse, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescanning, "check_can_decide", lambda _user, _application: None)
    with OddScanner(b"stream: OK\0") as relenting:
        settings.CLAMD_ADDRESS = relenting.address
        assert release(browser_of(registry_verifier), use) == 302

    use.document.refresh_from_db()
    assert use.document.scan_state == "clean"


@pytest.mark.parametrize("role", ["applicant", "editor", "fiscal_clerk"])
def test_releasing_is_closed_to(
    as_role: Callable[[str], Client], use: DocumentUse, role: str
) -> None:
    assert release(as_role(role), use) == closed_status(role)
