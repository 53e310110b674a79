"""A person whose every field, file and trace holds one unique word, and where that word is still found."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from portal.accounts.roles import Role
from portal.notifications.operations import queue_message
from portal.records import models as records
from portal.records.jobs.operations import JobRun, claim_job, start_job
from portal.records.people.operations import register_person
from portal.users.models import SavedFilter, User
from tests.factories.accounts import make_account
from tests.factories.applications import make_application, make_draft
from tests.factories.documents import receive
from tests.factories.evidence import make_experience, make_training
from tests.factories.records import AT, make_membership, make_organization, make_use
from tests.factories.registry import make_draft as make_registry_draft
from tests.factories.retention import decide

__all__ = ["BIRTH_DATE", "WORD", "find_word", "make_holder", "make_stranger"]

WORD = "quokkaphone"
BIRTH_DATE = date(1984, 5, 2)


def find_word() -> list[str]:
    """Return the tables and the private files in which the word stands, in any case."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(WORD[:10] in str(row).casefold() for row in cursor.fetchall()):
                found.append(table)
    folder = Path(storages["private"].location)
    files = [file for file in folder.rglob("*") if file.is_file()]
    return found + [str(file) for file in files if WORD.encode() in file.read_bytes()]


def make_stranger() -> User:
    """Return somebody who has begun an application and sent nothing: no legal core."""
    account = make_account(username=WORD, email=f"{WORD}@example.org")
    EmailAddress.objects.create(user=account, email=f"{WORD}.two@example.org")
    account.first_name = account.last_name = WORD
    account.save()
    names = {"first_name": f"{WORD}a", "middle_name": WORD, "last_name": f"{WORD}b"}
    person = _register(account, **names)
    person.published_first_name = f"{WORD}c"
    person.save()
    person.former_names.create(first_name=f"{WORD}d", last_name=f"{WORD}e")
    SavedFilter.objects.create(owner=account, listing="queue", name=WORD, query=WORD)
    _add_traces(account, make_registry_draft(account, contact={"first_name": WORD}))
    return account


def make_holder(decider: User) -> User:
    """Return a certificate's holder with an approved and a denied application; the word is not in the name."""
    account = make_account(username=WORD, email=f"{WORD}@example.org")
    person = _register(account, first_name="Maren", last_name="Okafor-Lind")
    person.former_names.create(first_name="Maren", last_name=WORD)
    for outcome in ("approved", "denied"):
        application = make_application(account, address_line=f"2 {WORD} Road", phone=None)
        paper = receive(f"{WORD} {outcome}".encode(), person, original_name=f"{WORD}.pdf")
        make_use(
            document=paper,
            application=application,
            outcome="rejected",
            reason="other",
            note=WORD,
            decided_at=AT,
        )
        make_training(person=person, document=paper, state="verified", verified_at=AT)
        _ask_somebody(application)
        decide(application, decider, days=3, outcome=outcome)
    make_experience(
        person=person, state="verified", verified_at=AT, signed_by=WORD, position="Teacher"
    )
    make_experience(person=person, position=WORD, organization=None, organization_name=WORD)
    _add_traces(account, make_draft(account, first_name=WORD))
    return account


def _ask_somebody(application: records.Application) -> None:
    """Let somebody else have been asked, who names the person in what they answer."""
    records.ThirdPartyRequest.objects.create(
        application=application,
        step="contact",
        name=WORD,
        email=f"{WORD}@example.org",
        organization=WORD,
        language="en",
        token_digest=f"{application.pk}",
        sent_at=AT,
        due_at=AT + timedelta(days=1),
        expires_at=AT + timedelta(days=2),
        answered_at=AT,
        answers={"remarks": WORD},
        trace=[{"about": "question", "trace": [{"readings": [{"value": WORD}]}]}],
    )


def _register(account: User, **names: str) -> records.Person:
    return register_person(
        account=account,
        actor_id=None,
        at=timezone.now(),
        birth_date=BIRTH_DATE,
        email=f"{WORD}@example.org",
        phone=f"860 {WORD}",
        address={
            "address_line": f"1 {WORD} Street",
            "address_town": WORD,
            "address_zip": WORD[:10],
        },
        **names,
    )


def _add_traces(account: User, draft: records.Application) -> None:
    """Leave the word wherever else a person leaves something."""
    person = account.person
    paper = receive(WORD.encode(), person, original_name=f"{WORD}.pdf", finding=WORD)
    receive(f"{WORD} es".encode(), person, kind="translation", translation_of=paper)
    draft.step_answers.filter(step="contact").update(unfinished={"phone": [WORD]})
    _leave_move(draft)
    for sent in records.Application.objects.filter(person=person, submitted_at__isnull=False):
        _leave_move(sent)
        _leave_note(sent)
    make_membership(person, make_organization(), position=WORD)
    make_training(person=person, course=WORD, provider=WORD, document=paper)
    _queue(f"{WORD}@example.org", {"reason": WORD})
    _leave_import_row(person)
    _leave_export()


def _leave_move(application: records.Application) -> None:
    """Leave what the application held before it came to its version."""
    other = records.WizardVersion.objects.exclude(pk=application.version_id).first()
    records.DraftMove.objects.create(
        application=application,
        old_version=other,
        new_version=application.version,
        before=[{"step": "contact", "answers": {"first_name": WORD}}],
        lock_version=0,
        moved_at=AT,
    )


def _leave_note(application: records.Application) -> None:
    """Leave what a reviewer noted for colleagues."""
    records.PrivateAnswers.objects.create(
        application=application,
        answers={"compared": True, "compared_note": WORD},
        saved_by=make_account(Role.SPECIALIST, username=f"reviewer-{application.pk}"),
        saved_at=AT,
    )


def _queue(recipient: str, context: dict[str, str]) -> None:
    queue_message(
        kind="document_rejected",
        dedup_key=f"document_rejected:{timezone.now().isoformat()}",
        recipient=recipient,
        language="en",
        context=context,
        at=timezone.now(),
    )


def _leave_import_row(person: records.Person) -> None:
    """Leave what a worker that died had not deleted of an import."""
    clerk = make_account(username="importer")
    file = records.ImportFile.objects.create(
        kind="legacy",
        name="export.csv",
        state="applied",
        uploaded_by=clerk,
        confirmed_by=clerk,
        uploaded_at=AT,
        finished_at=AT,
    )
    given: dict[str, Any] = {"last_name": WORD}
    records.ImportRow.objects.create(
        file=file, number=2, given=given, values=given, outcome="matched", person=person
    )


def _leave_export() -> None:
    """Leave the file of a colleague's export, and a search with the word in another that waits."""
    clerk = make_account(username="exporter")
    at = timezone.now()
    start_job(kind="export", owner_id=clerk.pk, parameters={"q": WORD}, at=at)
    job = claim_job(at=at)
    assert job is not None
    JobRun(job).finish(1, file=ContentFile(WORD.encode()), file_name="people.csv")
    start_job(kind="export", owner_id=clerk.pk, parameters={"q": WORD}, at=at)
