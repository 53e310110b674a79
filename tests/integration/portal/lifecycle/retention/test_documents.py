"""Documents whose time is over go with their files, from a folder and a bucket; what is still needed stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from portal.lifecycle.integrity import check_integrity
from portal.lifecycle.retention import documents as documents_module
from portal.records.documents.storing import copy_file, drop_file
from portal.records.models import (
    Application,
    AuditEvent,
    Decision,
    Document,
    DocumentUse,
    Erasure,
    Job,
    TimelineEvent,
)
from portal.records.retention import ledger
from portal.users.models import User
from tests.factories.applications import make_application
from tests.factories.evidence import make_training
from tests.factories.records import make_use
from tests.factories.retention import ago, decide, keep, make_old_document, make_old_draft

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Run = Callable[..., str]


@pytest.fixture
def periods(db: None) -> None:
    """Keep documents that nothing was sent with for a hundred days, those of refused applications for two hundred."""
    keep("unused_documents", 100)
    keep("documents_of_refused_applications", 200)


def is_stored(document: Document) -> bool:
    """Tell whether a document's file is there."""
    return storages["private"].exists(document.stored_name)


def send_with(document: Document, application: Application, **facts: Any) -> DocumentUse:
    """Say that an application was sent with a document."""
    return make_use(document=document, application=application, **facts)


def test_unused_document_goes_with_its_file(
    store: str, periods: None, applicant: User, retention: Run
) -> None:
    old = make_old_document(applicant, b"old", days=100)
    set_apart = make_old_document(applicant, b"bad", days=100)
    kept_as = copy_file(set_apart.stored_name, folder="quarantine")
    drop_file(set_apart.stored_name)
    set_apart.stored_name, set_apart.scan_state = kept_as, "suspect"
    set_apart.save()
    young = make_old_document(applicant, b"young", days=99)

    said = retention()

    assert "unused_documents: kept for 100 days: 2 removed" in said
    assert [is_stored(each) for each in (old, set_apart, young)] == [False, False, True]
    assert list(Document.objects.all()) == [young]
    events = AuditEvent.objects.filter(action="document.erased").values_list("record_id", flat=True)
    assert set(events) == {str(old.pk), str(set_apart.pk)}
    assert list(check_integrity(at=timezone.now(), every_file=True)) == []


def test_translation_goes_and_stays_with_what_it_translates(
    periods: None, applicant: User, retention: Run
) -> None:
    original = make_old_document(applicant, b"original", days=150)
    translation = make_old_document(applicant, b"translated", days=99, translation_of=original)

    assert "unused_documents: kept for 100 days: 0 removed" in retention()
    Document.objects.filter(pk=translation.pk).update(received_at=ago(100))
    assert "2 removed" in retention()

    assert (is_stored(original), is_stored(translation)) == (False, False)


def test_what_is_needed_stays(
    periods: None, applicant: User, specialist: User, retention: Run
) -> None:
    named = make_old_document(applicant, b"named by a draft", days=500)
    make_old_draft(applicant, days=1, note=[str(named.public_id)])
    typed = make_old_document(applicant, b"ticked, not saved", days=500)
    step = Application.objects.get().step_answers.get(step="contact")
    step.unfinished = {"note": [str(typed.public_id)]}
    step.save()
    behind = make_old_document(applicant, b"behind an item", days=500)
    make_training(person=applicant.person, document=behind)
    waiting = make_old_document(applicant, b"of an open application", days=500)
    send_with(waiting, make_application(applicant))

    retention()

    assert set(Document.objects.all()) == {named, typed, behind, waiting}
    assert all(map(is_stored, (named, typed, behind, waiting)))


def test_document_of_a_denied_application_goes_after_its_years(
    periods: None, applicant: User, specialist: User, retention: Run, client: Client
) -> None:
    application = make_application(applicant)
    document = make_old_document(applicant, b"a paper", days=310)
    send_with(document, application)
    item = make_training(
        person=applicant.person,
        document=document,
        state="rejected",
        verified_at=ago(250),
        rejection_reason="No.",
    )
    decide(application, specialist, days=199)

    assert "documents_of_refused_applications: kept for 200 days: 0 removed" in retention()
    with time_machine.travel(timezone.localtime() + timedelta(days=1)):
        assert "documents_of_refused_applications: kept for 200 days: 1 removed" in retention()

    assert (is_stored(document), DocumentUse.objects.count()) == (False, 0)
    item.refresh_from_db()
    assert (item.state, item.document) == ("rejected", None)
    assert list(check_integrity(at=timezone.now(), every_file=True)) == []
    assert Decision.objects.get().application == application
    client.force_login(specialist)
    assert client.get(f"/admin/applications/{application.public_id}/").status_code == 200
    client.force_login(applicant)
    assert client.get(f"/applications/{application.public_id}/").status_code == 200


def test_document_of_an_approved_application_stays_whatever_else_it_was_sent_with(
    periods: None, applicant: User, specialist: User, retention: Run
) -> None:
    document = make_old_document(applicant, b"a paper", days=900)
    for outcome in ("denied", "approved"):
        application = make_application(applicant)
        send_with(document, application)
        decide(application, specialist, days=700, outcome=outcome)

    retention()

    assert is_stored(document)


def test_document_behind_a_verified_item_outlives_a_refusal(
    periods: None, applicant: User, specialist: User, retention: Run
) -> None:
    application = make_application(applicant)
    document = make_old_document(applicant, b"a paper", days=900)
    send_with(document, application)
    make_training(
        person=applicant.person, document=document, state="verified", verified_at=ago(700)
    )
    decide(application, specialist, days=700)

    retention()

    assert is_stored(document)


def test_withdrawn_application_counts_from_its_day(
    periods: None, applicant: User, retention: Run
) -> None:
    documents = {}
    for days in (200, 199):
        application = make_application(applicant)
        documents[days] = make_old_document(applicant, b"%d" % days, days=310)
        send_with(documents[days], application)
        Application.objects.filter(pk=application.pk).update(stage="closed")
        TimelineEvent.objects.create(
            application=application, kind="withdrawn", happened_at=ago(days)
        )

    retention()

    assert (is_stored(documents[200]), is_stored(documents[199])) == (False, True)


def test_run_that_was_broken_off_is_finished_by_the_next(
    periods: None, applicant: User, retention: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [make_old_document(applicant, b"%d" % each, days=100) for each in range(3)]
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "_append", Mock(side_effect=OSError("the disk is full")))
        with pytest.raises(OSError, match="full"):
            retention()
    assert Document.objects.count() == 0
    assert Erasure.objects.filter(finished_at=None).count() == 3

    retention()

    assert not any(map(is_stored, documents))
    assert Erasure.objects.filter(finished_at=None).count() == 0
    assert len(list(ledger.read_entries(settings.ERASURE_LEDGER))) == 3


def test_each_removal_is_a_transaction_of_its_own(
    periods: None, applicant: User, retention: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (make_old_document(applicant, b"%d" % each, days=100) for each in range(2))
    erase = documents_module.erase_documents

    def fail_at_second(group: list[Document], **facts: Any) -> None:
        is_second = second in group
        erase(group, **facts)
        if is_second:
            raise RuntimeError("broken off")

    with monkeypatch.context() as patch:
        patch.setattr(documents_module, "erase_documents", fail_at_second)
        with pytest.raises(RuntimeError, match="broken off"):
            retention()

    assert list(Document.objects.all()) == [second]
    assert is_stored(second)
    retention()
    assert not is_stored(first)
    assert not is_stored(second)


def test_files_of_exports_go_after_a_week(applicant: User, retention: Run) -> None:
    jobs = {}
    for days in (8, 6):
        name = storages["private"].save(f"jobs/{days}", ContentFile(b"names"))
        jobs[days] = Job.objects.create(
            kind="export",
            owner=applicant,
            state="done",
            stored_name=name,
            created_at=ago(days),
            finished_at=ago(days),
        )

    assert "exports and imports: kept for a week: 1 would be removed" in retention("--dry-run")
    assert Job.objects.count() == 2
    assert "exports and imports: kept for a week: 1 removed" in retention()

    assert list(Job.objects.all()) == [jobs[6]]
    assert not storages["private"].exists(jobs[8].stored_name)
