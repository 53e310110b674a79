"""Retention beside applicants: what is saved or sent in the same moment survives whole; without the lock it is lost."""

from collections.abc import Callable
from functools import partial
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from portal.accounts.operations.erasing import erase_person
from portal.lifecycle import erasing
from portal.lifecycle.drafts import keep_unfinished, save_step
from portal.lifecycle.erasing import ErasureRefusedError
from portal.lifecycle.errors import (
    ApplicationNotFoundError,
    IncompleteApplicationError,
    LifecycleError,
)
from portal.lifecycle.retention import documents, drafts
from portal.lifecycle.runs import get_run
from portal.lifecycle.submission import SubmittedApplication, submit_application
from portal.records.models import Application, Document, DocumentUse, Erasure, StepAnswers
from portal.records.retention.ledger import finish_erasures
from portal.records.retention.periods import Period
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.registry import make_draft as make_registry_draft
from tests.factories.retention import make_old_document, make_old_draft
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
ROUNDS = 12
DRAFTS = Period("unfinished_drafts", 100, "days")
DOCUMENTS = Period("unused_documents", 100, "days")


def expire(draft: Application) -> Callable[[], Any]:
    """Return the act of the worker on a draft."""
    at = timezone.now()
    return partial(drafts.handle_draft, draft.pk, DRAFTS, on=timezone.localdate(at), at=at)


def save(account: User, draft: Application) -> Callable[[], Any]:
    """Return the act of saving a step, as read beforehand by the applicant's page."""
    run = get_run(draft.public_id, account.pk)
    step = "disclosures"
    return partial(
        save_step,
        run=run,
        step=step,
        answers={"convicted": True},
        expected_version=run.held[step].version,
        credential_number=None,
        at=timezone.now(),
    )


def autosave(account: User, draft: Application, step: str) -> Callable[[], Any]:
    """Return the act of keeping what is typed on a step."""
    return partial(
        keep_unfinished,
        public_id=draft.public_id,
        account_id=account.pk,
        step=step,
        typed={"convicted": ["yes"]},
        at=timezone.now(),
    )


def send(account: User, draft: Application) -> Callable[[], Any]:
    """Return the act of sending a draft."""
    return partial(
        submit_application,
        public_id=draft.public_id,
        account_id=account.pk,
        language="en",
        at=timezone.now(),
    )


def both_ways(number: int, worker: Callable[[], Any], other: Callable[[], Any]) -> tuple[Any, Any]:
    """Run two acts at once, now one first and now the other; return what came of each."""
    if number % 2:
        return tuple(run_together([worker, other]))
    later, first = run_together([other, worker])
    return first, later


@pytest.mark.parametrize("act", ["save", "autosave", "autosave_first", "send"])
def test_draft_is_removed_whole_or_survives_whole(act: str) -> None:
    for number in range(ROUNDS):
        account = make_educator(username=f"educator-{number}")
        draft = make_old_draft(account, days=101)
        if act == "autosave_first":
            StepAnswers.objects.filter(application=draft, step="acknowledgment").delete()
        others: dict[str, Callable[[User, Application], Callable[[], Any]]] = {
            "save": save,
            "autosave": partial(autosave, step="disclosures"),
            "autosave_first": partial(autosave, step="acknowledgment"),
            "send": send,
        }

        removed, other = both_ways(number, expire(draft), others[act](account, draft))

        left = Application.objects.filter(pk=draft.pk).first()
        if removed == drafts.EXPIRED:
            assert left is None
            assert other is False or isinstance(other, LifecycleError), other
            assert not StepAnswers.objects.filter(application_id=draft.pk).exists()
        else:
            assert removed is None, removed
            assert not isinstance(other, Exception), other
            assert left is not None
            assert StepAnswers.objects.filter(application=left).count() == 4
            assert left.submitted_at is not None or act != "send"
            assert not Erasure.objects.filter(subject=draft.public_id).exists()


def in_a_transaction(act: Callable[..., None]) -> Callable[..., None]:
    """Return an act that has a transaction of its own."""
    return transaction.atomic(act)


def test_saved_draft_is_lost_where_it_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_educator(username="educator")
    draft = make_old_draft(account, days=101)
    judge, saving = drafts._judge, save(account, draft)

    def judge_then_save(*args: Any) -> Any:
        found = judge(*args)
        assert run_together([saving]) == [None]
        return found

    monkeypatch.setattr(drafts, "lock_draft", lambda key: Application.objects.get(pk=key))
    monkeypatch.setattr(drafts, "_judge", judge_then_save)
    monkeypatch.setattr(drafts, "remove_draft", in_a_transaction(drafts.remove_draft))
    at = timezone.now()
    drafts.handle_draft.__wrapped__(draft.pk, DRAFTS, on=timezone.localdate(at), at=at)

    assert not Application.objects.filter(pk=draft.pk).exists()


def answer_with(account: User, draft: Application, document: Document) -> Callable[[], Any]:
    """Return the act of answering with a document and sending the application."""

    def answer_and_send() -> Any:
        save_step(
            run=get_run(draft.public_id, account.pk),
            step="papers",
            answers={"transcripts": [str(document.public_id)]},
            expected_version=1,
            credential_number=None,
            at=timezone.now(),
        )
        return send(account, draft)()

    return answer_and_send


def remove(document: Document, handle: Callable[..., int]) -> Callable[[], Any]:
    """Return the act of the worker on a document."""
    at = timezone.now()
    return partial(handle, document.pk, DOCUMENTS, on=timezone.localdate(at), at=at)


def test_document_that_is_sent_survives() -> None:
    sent = 0
    for number in range(ROUNDS):
        account = make_educator(username=f"educator-{number}")
        document = make_old_document(account, b"%d" % number, days=101)
        draft = make_registry_draft(account)

        worker = remove(document, documents.handle_document)
        removed, other = both_ways(number, worker, answer_with(account, draft, document))
        finish_erasures(at=timezone.now())

        is_sent = isinstance(other, SubmittedApplication)
        assert is_sent or isinstance(other, IncompleteApplicationError), other
        assert removed in {0, 1}
        has_use = DocumentUse.objects.filter(document=document.pk, application=draft).exists()
        is_whole = has_use and storages["private"].exists(document.stored_name)
        assert (removed == 0, is_whole) == (is_sent, is_sent)
        sent += is_sent
    assert sent > 0


def test_document_that_is_sent_is_lost_where_nothing_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = make_educator(username="educator")
    document = make_old_document(account, b"a paper", days=101)
    draft = make_registry_draft(account)
    judge, answering = documents._is_free, answer_with(account, draft, document)

    def judge_then_send(*args: Any) -> bool:
        found = judge(*args)
        (outcome,) = run_together([answering])
        assert isinstance(outcome, SubmittedApplication)
        return found

    monkeypatch.setattr(documents, "lock_drafts", lambda _person_id: [])
    monkeypatch.setattr(documents, "list_group", lambda document: [document])
    monkeypatch.setattr(documents, "_is_free", judge_then_send)
    monkeypatch.setattr(documents, "erase_documents", in_a_transaction(documents.erase_documents))
    unheld = type("Unheld", (), {"objects": mock.MagicMock()})
    monkeypatch.setattr(documents, "Person", unheld)
    remove(document, documents.handle_document.__wrapped__)()

    assert not DocumentUse.objects.filter(application=draft).exists()


def erase(account: User) -> Callable[[], Any]:
    """Return the act of erasing somebody."""
    facts = {"reason": "Asked for", "actor_id": None, "at": timezone.now()}
    return partial(erase_person, person_id=account.person.pk, **facts)


def test_person_is_erased_or_has_an_open_application() -> None:
    for number in range(ROUNDS):
        account = make_educator(username=f"educator-{number}")
        draft = make_old_draft(account, days=0)
        person = account.person

        erased, other = both_ways(number, erase(account), send(account, draft))

        person.refresh_from_db()
        if isinstance(erased, ErasureRefusedError):
            assert isinstance(other, SubmittedApplication), other
            assert person.account_id == account.pk
        else:
            assert not isinstance(erased, Exception), erased
            assert isinstance(other, ApplicationNotFoundError), other
            assert not Application.objects.filter(person=person).exists()
            assert person.account_id is None


def test_open_application_is_erased_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_educator(username="educator")
    draft = make_old_draft(account, days=0)
    send(account, draft)()
    monkeypatch.setattr(erasing, "_check_nothing_is_under_way", lambda _person: None)

    erase(account)()

    draft.refresh_from_db()
    assert (draft.stage, "erased" in draft.snapshot) == ("submitted", True)
