"""Uploads and removals while an application is sent: what was sent with it is kept whole, and nothing else is lost."""

import hashlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from portal.lifecycle import submission
from portal.lifecycle.errors import IncompleteApplicationError
from portal.lifecycle.submission import SubmittedApplication, submit_application
from portal.records.applications.models import Application
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.operations import add_document, remove_document
from portal.records.documents.storing import drop_file, keep_file
from tests.factories.accounts import make_educator
from tests.factories.registry import make_draft
from tests.together import PATIENCE_SECONDS, run_together

pytestmark = [
    pytest.mark.race,
    pytest.mark.proof,
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
]
ROUNDS, UPLOADS, REMOVALS, SENT = 50, 10, 9, 3


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "private": settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path / "private"}}
    }


def receive(person_id: int, folder: Path, name: str) -> Document:
    """Store a file and put it on record, as ``receive_file`` does once a file was looked into."""
    path = folder / name
    path.write_text(name)
    stored_name = keep_file(path)
    facts = {
        "original_name": name,
        "stored_name": stored_name,
        "media_type": "application/pdf",
        "size": path.stat().st_size,
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
    }
    document, is_new = add_document(
        person_id=person_id, kind="transcript", facts=facts, actor_id=None, at=timezone.now()
    )
    if not is_new:
        drop_file(stored_name)
    return document


def run_round(folder: Path, number: int) -> tuple[Application, Any, list[Document]]:
    """Send an application with three documents while others are added, and these and others are removed.

    In every second round the three are removed from the moment on at which the sending has laid hold of them, or would
    have; else whichever comes first has them, and that need not ever be the sending.
    """
    attach, attached = submission.attach_documents, threading.Event()
    if not number % 2:
        attached.set()

    def attach_and_tell(**wanted: Any) -> None:
        attach(**wanted)
        attached.set()

    def remove(document: Document) -> None:
        if document in sent:
            attached.wait(PATIENCE_SECONDS / 2)
        remove_document(
            public_id=document.public_id,
            person_id=person_id,
            actor_id=member.pk,
            at=timezone.now(),
        )

    member = make_educator(username=f"member-{number}")
    person_id = member.person.pk
    sent = [receive(person_id, folder, f"{number}-sent-{n}") for n in range(SENT)]
    spare = [receive(person_id, folder, f"{number}-spare-{n}") for n in range(REMOVALS - SENT)]
    ids = [str(document.public_id) for document in sent]
    draft = make_draft(member, papers={"transcripts": ids})
    acts: list[Callable[[], Any]] = [
        partial(receive, person_id, folder, f"{number}-new-{n}") for n in range(UPLOADS)
    ]
    acts += [partial(remove, document) for document in (*spare, *sent)]
    send = partial(
        submit_application,
        public_id=draft.public_id,
        account_id=member.pk,
        language="en",
        at=timezone.now(),
    )
    with mock.patch.object(submission, "attach_documents", attach_and_tell):
        outcomes = run_together([*acts, send])
    draft.refresh_from_db()
    return draft, outcomes[-1], sent


def find_lost(draft: Application, sent: list[Document]) -> int:
    """Return how many documents of a sent application are no longer there with their row, their use and their file."""
    if draft.submitted_at is None:
        return 0
    return sum(
        not DocumentUse.objects.filter(application=draft, document=document.pk).exists()
        or not storages["private"].exists(document.stored_name)
        for document in sent
    )


def list_stored() -> set[str]:
    """Return the names of all stored files."""
    store = storages["private"]
    return {
        f"documents/{folder}/{name}"
        for folder in store.listdir("documents")[0]
        for name in store.listdir(f"documents/{folder}")[1]
    }


def test_fifty_rounds_lose_nothing(tmp_path: Path) -> None:
    was_sent = 0
    for number in range(ROUNDS):
        draft, outcome, sent = run_round(tmp_path, number)

        assert find_lost(draft, sent) == 0
        was_sent += draft.submitted_at is not None
        assert isinstance(outcome, SubmittedApplication | IncompleteApplicationError), outcome
        assert (
            Document.objects.filter(original_name__startswith=f"{number}-new-").count() == UPLOADS
        )
    assert set(Document.objects.values_list("stored_name", flat=True)) == list_stored()
    assert was_sent >= ROUNDS / 2


def test_without_holding_them_sent_documents_are_lost(tmp_path: Path) -> None:
    lost = 0
    with mock.patch.object(submission, "attach_documents"):
        for number in range(10):
            draft, _outcome, sent = run_round(tmp_path, number)
            lost += find_lost(draft, sent)

    assert lost > 0
