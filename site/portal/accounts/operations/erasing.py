"""Erases what is kept of a person beyond the legal core: their records, what was written to them, and the account.

``portal erase`` asks for it; after a restore the ledger does. The records are a matter of portal.lifecycle.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from portal.accounts.sessions import end_sessions
from portal.lifecycle.erasing import REQUEST, ErasureRefusedError, erase_records
from portal.lifecycle.erasing_visits import erase_visit_records
from portal.lifecycle.retention.documents import unlink_evidence
from portal.lifecycle.retention.drafts import lock_drafts, remove_draft
from portal.notifications.operations import forget_messages
from portal.records.applications.models import Application
from portal.records.documents.erasing import erase_documents, list_group
from portal.records.documents.models import Document, DocumentUse
from portal.records.exports.operations import KIND as EXPORT
from portal.records.jobs.models import Job
from portal.records.people.models import Person
from portal.records.retention.ledger import Entry, enter, finish_erasures, list_missing, take_in
from portal.records.retention.models import Erasure
from portal.users.models import User

__all__ = ["erase_again", "erase_person", "erase_visit"]


def erase_person(
    *, person_id: int, reason: str, actor_id: int | None, at: datetime, is_dry: bool = False
) -> Counter[str]:
    """Erase, and return how many of what; a dry run counts the same and takes all of it back.

    Raises ErasureRefusedError while an application is open, an import names the person, or the account works here.
    """
    with transaction.atomic():
        counts = _erase(person_id, reason, actor_id, at, is_repeated=False)
        transaction.set_rollback(is_dry)
    if not is_dry:
        finish_erasures(at=at)
    return counts


def erase_visit(
    *, application_id: int, reason: str, actor_id: int | None, at: datetime, is_dry: bool = False
) -> Counter[str]:
    """Erase what somebody without an account sent or has begun, with what was written to them; as ``erase_person``."""
    with transaction.atomic():
        counts = _erase_visit(application_id, reason, actor_id, at, is_repeated=False)
        transaction.set_rollback(is_dry)
    if not is_dry:
        finish_erasures(at=at)
    return counts


def erase_again(folder: Path, *, at: datetime) -> Counter[str]:
    """Erase what the ledger's folder tells of and the database does not know, as after a restore; safe to repeat."""
    counts: Counter[str] = Counter()
    for entry in list_missing(folder):
        with transaction.atomic():
            counts[entry.kind] += _repeat(entry, at)
            take_in(entry, at=at)
    finish_erasures(at=at)
    return counts


def _erase(
    person_id: int, reason: str, actor_id: int | None, at: datetime, *, is_repeated: bool
) -> Counter[str]:
    lock_drafts(person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    account = person.account
    if account is not None and account.is_staff and not is_repeated:
        raise ErasureRefusedError(_("The account works for the bureau. Take its role away first."))
    written = _written_to(person, account)
    counts = erase_records(
        person=person, reason=reason, actor_id=actor_id, at=at, is_repeated=is_repeated
    )
    counts["messages"] = forget_messages(**written)
    counts["files of exports"] = _forget_exports(account, at)
    if account is not None:
        counts["sessions"] = end_sessions(account.pk)
        counts["accounts"] = _erase_account(account)
    return counts


def _erase_visit(
    application_id: int, reason: str, actor_id: int | None, at: datetime, *, is_repeated: bool
) -> Counter[str]:
    application = Application.objects.get(pk=application_id, person=None)
    what = erase_visit_records(
        application_id=application_id,
        reason=reason,
        actor_id=actor_id,
        at=at,
        is_repeated=is_repeated,
    )
    messages = forget_messages(
        addresses=(),  # anybody may have given the address of somebody else
        references=[application.reference or ""],
        applications=[application_id],
        documents=(),
        uses=(),
    )
    return Counter({what: 1, "messages": messages, "files of exports": _forget_exports(None, at)})


def _written_to(person: Person, account: User | None) -> dict[str, Any]:
    """Return by what a person's messages are known: addresses, references, keys of records."""
    addresses = {person.email}
    if account is not None:
        own = EmailAddress.objects.filter(user=account)
        addresses |= {account.email, *own.values_list("email", flat=True)}
    applications = Application.objects.filter(person=person)
    documents = Document.objects.filter(person=person)
    uses = DocumentUse.objects.filter(document__person=person)
    sent = applications.exclude(reference=None)
    return {
        "addresses": addresses,
        "references": list(sent.values_list("reference", flat=True)),
        "applications": list(applications.values_list("pk", flat=True)),
        "documents": list(documents.values_list("pk", flat=True)),
        "uses": list(uses.values_list("pk", flat=True)),
    }


def _forget_exports(account: User | None, at: datetime) -> int:
    """Delete every file that an export left, for it may name the person, and the person's own jobs; end what runs.

    Exports can be asked for again; none is kept longer than a week anyway.
    """
    wanted = Q(kind=EXPORT) | Q(owner=account) if account else Q(kind=EXPORT)
    jobs = list(Job.objects.filter(wanted).select_for_update())
    for job in jobs:
        if job.stored_name:
            enter(
                kind=Erasure.Kind.JOB,
                subject=job.public_id,
                rule=REQUEST,
                at=at,
                stored_name=job.stored_name,
            )
    Job.objects.filter(pk__in=[job.pk for job in jobs]).delete()
    return len(jobs)


def _erase_account(account: User) -> int:
    """Delete the account with all that hangs on it; one that once worked here stays as an empty shell."""
    try:
        with transaction.atomic():
            account.delete()
    except ProtectedError:
        EmailAddress.objects.filter(user=account).delete()
        account.groups.clear()
        account.username, account.email = f"erased-{account.pk}", ""
        account.first_name = account.last_name = ""
        account.is_active = account.is_staff = account.is_superuser = False
        account.set_unusable_password()
        account.save()
    return 1


def _repeat(entry: Entry, at: datetime) -> int:
    """Erase the subject of a line where the database has it; return how many records went."""
    if entry.kind == Erasure.Kind.PERSON:
        person = Person.objects.filter(public_id=entry.subject).first()
        if person is not None:
            _erase(person.pk, "", None, at, is_repeated=True)
        return int(person is not None)
    if entry.kind == Erasure.Kind.DRAFT:
        draft = Application.objects.filter(public_id=entry.subject, submitted_at=None).first()
        if draft is not None:
            remove_draft(draft, rule=entry.rule, actor_id=None, at=at)
        return int(draft is not None)
    if entry.kind == Erasure.Kind.APPLICATION:
        sent = Application.objects.filter(public_id=entry.subject, person=None).first()
        if sent is not None:
            _erase_visit(sent.pk, "", None, at, is_repeated=True)
        return int(sent is not None)
    if entry.kind == Erasure.Kind.JOB:
        return Job.objects.filter(public_id=entry.subject).delete()[0]
    document = Document.objects.filter(public_id=entry.subject).first()
    group = list_group(document) if document else []
    unlink_evidence(group)
    erase_documents(group, rule=entry.rule, actor_id=None, at=at)
    return len(group)
