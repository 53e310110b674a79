"""A scan's finding and a replacement at once, each on its way to the same application and document: both are done."""

import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from portal.lifecycle import replacing
from portal.lifecycle.outcomes import DocumentOutcomeError, reject_document
from portal.lifecycle.replacing import replace_document
from portal.records.applications.models import Application
from portal.records.documents import findings, scanning
from portal.records.documents.models import Document
from portal.records.documents.scanning import scan_document
from portal.records.documents.verdicts import Verdict
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.documents import receive
from tests.factories.records import make_use
from tests.together import run_together

pytestmark = [
    pytest.mark.race,
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
]
SECONDS_TO_MEET = 1.0


@pytest.fixture
def application(applicant: User) -> Application:
    """Return the applicant's renewal."""
    return make_application(applicant)


def race(
    application: Application, specialist: User, monkeypatch: pytest.MonkeyPatch
) -> tuple[Any, Any]:
    """Find a document suspect while it is put in the place of another, each having laid hold of the first row it needs.

    Return what came of both.
    """
    rejected = make_use(document=receive(b"one", application.person), application=application)
    reject_document(
        use_id=rejected.pk, reason="expired", note="", by_id=specialist.pk, at=timezone.now()
    )
    document = receive(b"two", application.person)
    make_use(document=document, application=application, question="second")
    both = threading.Barrier(2)

    def meet_before(module: Any, name: str) -> None:
        act = getattr(module, name)

        def late(*given: Any, **named: Any) -> Any:
            with suppress(threading.BrokenBarrierError):
                both.wait(SECONDS_TO_MEET)
            return act(*given, **named)

        monkeypatch.setattr(module, name, late)

    suspect = Verdict(Document.ScanState.SUSPECT, "Something")
    monkeypatch.setattr(scanning, "judge", lambda _document: suspect)
    meet_before(findings, "_apply")
    meet_before(replacing, "check_replaceable")
    scanned, replaced = run_together(
        [
            lambda: scan_document(document_id=document.pk, at=timezone.now()),
            lambda: replace_document(
                use_id=rejected.pk,
                document_ids=[document.public_id],
                account_id=application.person.account_id,
                at=timezone.now(),
            ),
        ]
    )
    return scanned, replaced


def test_finding_and_replacement_at_once_end_in_either_order(
    application: Application, specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned, replaced = race(application, specialist, monkeypatch)

    assert scanned == "suspect"
    is_too_late = isinstance(replaced, DocumentOutcomeError) and "virus check" in str(replaced)
    assert is_too_late or [use.document.scan_state for use in replaced] == ["pending"]
    application.refresh_from_db()
    assert application.action_required_by == "applicant"


def test_control_held_the_other_way_round_they_wait_for_each_other(
    application: Application, specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one at a time write")

    def look(document: Document) -> set[int]:
        return set(document.uses.values_list("application_id", flat=True))

    monkeypatch.setattr(findings, "_hold_applications", look)

    ended = race(application, specialist, monkeypatch)

    assert any("deadlock" in str(each) for each in ended if isinstance(each, OperationalError))


def test_document_that_is_sent_while_its_finding_is_written_is_held_anew(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = receive(b"one", application.person)
    hold, held = findings._hold_applications, []

    def hold_too_few(document: Document) -> set[int]:
        found = hold(document)
        if not held:
            make_use(document=document, application=application)
        held.append(found)
        return found

    monkeypatch.setattr(findings, "_hold_applications", hold_too_few)
    suspect = Verdict(Document.ScanState.SUSPECT, "Something")
    monkeypatch.setattr(scanning, "judge", lambda _document: suspect)

    scan_document(document_id=document.pk, at=timezone.now())

    assert held[0] == set()
    assert Document.objects.get(pk=document.pk).scan_state == "suspect"
