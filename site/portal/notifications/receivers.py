"""Turns what the lifecycle and the virus scan announce into messages, in its transaction, one INSERT each."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.definitions.compiled import get_compiled
from portal.definitions.rules import Money
from portal.definitions.rules.wording import value_words
from portal.definitions.texts import in_language
from portal.lifecycle.closing import last_day_of_draft
from portal.lifecycle.events import (
    application_decided,
    application_submitted,
    document_rejected,
    draft_closing,
    draft_expiring,
    found_eligible,
)
from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.applications.reminders import DraftReminder
from portal.records.documents.events import document_released, document_suspected
from portal.records.documents.models import Document, DocumentUse
from portal.records.people.events import contact_changed
from portal.records.people.models import Person

__all__ = ["connect"]

_DECISIONS = {
    Decision.Outcome.APPROVED.value: Kind.APPLICATION_APPROVED,
    Decision.Outcome.DENIED.value: Kind.APPLICATION_DENIED,
}


def connect() -> None:
    """Listen; safe to repeat."""
    application_submitted.connect(_on_submitted, dispatch_uid="notifications.submitted")
    application_decided.connect(_on_decided, dispatch_uid="notifications.decided")
    found_eligible.connect(_on_eligible, dispatch_uid="notifications.eligible")
    document_rejected.connect(_on_rejected, dispatch_uid="notifications.rejected")
    draft_closing.connect(_on_closing, dispatch_uid="notifications.closing")
    draft_expiring.connect(_on_expiring, dispatch_uid="notifications.expiring")
    document_suspected.connect(_on_suspected, dispatch_uid="notifications.suspected")
    document_released.connect(_on_released, dispatch_uid="notifications.released")
    contact_changed.connect(_on_contact_changed, dispatch_uid="notifications.contact_changed")


def _on_submitted(
    *,
    application_id: int,
    public_id: uuid.UUID,
    person_id: int | None,
    reference: str,
    language: str,
    recipient: str,
    service_key: str,
    at: datetime,
    **_kwargs: Any,
) -> None:
    _tell(
        Kind.APPLICATION_SUBMITTED,
        application_id,
        recipient or (_account_address(person_id) if person_id else ""),
        language,
        {
            "reference": reference,
            "application_id": str(public_id),
            "service_key": service_key,
            **_told_as(person_id),
        },
        at,
    )


def _on_decided(
    *, application: Application, decision: Decision, at: datetime, **_kwargs: Any
) -> None:
    context = {
        "reference": application.reference or "",
        "application_id": str(application.public_id),
        "service_key": application.service_key,
        **_told_as(application.person_id),
    }
    if decision.reason:
        context["reason"] = decision.reason
    if any(effect["effect"] == "IssueDuplicate" for effect in decision.effects):
        context["is_duplicate"] = "yes"
    if application.person_id is not None:
        context |= _registry_facts(application.person_id, decision)
    snapshot: dict[str, Any] = application.snapshot or {}
    _tell(
        _DECISIONS[decision.outcome],
        application.pk,
        _address_of(application),
        snapshot.get("language", "en"),
        context,
        at,
    )


def _on_eligible(*, application: Application, due_cents: int, at: datetime, **_kwargs: Any) -> None:
    """Tell the applicant who was found eligible, and what is due from now on."""
    snapshot: dict[str, Any] = application.snapshot or {}
    _tell(
        Kind.APPLICATION_ELIGIBLE,
        application.pk,
        _address_of(application),
        snapshot.get("language", "en"),
        {
            "reference": application.reference or "",
            "application_id": str(application.public_id),
            "amount": value_words(Money(due_cents)) if due_cents else "",
        },
        at,
    )


def _on_rejected(*, use: DocumentUse, at: datetime, **_kwargs: Any) -> None:
    """Tell the applicant which document is not accepted, why, and where to put another in its place."""
    _tell(
        Kind.DOCUMENT_REJECTED,
        f"{use.pk}:{at.isoformat()}",
        use.document.person.mail_address,
        (use.application.snapshot or {}).get("language") or settings.LANGUAGE_CODE,
        {
            "reference": use.application.reference or "",
            "application_id": str(use.application.public_id),
            "file_name": _on_one_line(use.document.original_name),
            "reason": use.reason,
            "note": use.note,
        },
        at,
    )


def _on_one_line(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def _on_suspected(*, document: Document, at: datetime, **_kwargs: Any) -> None:
    """Tell the owner which file was set apart."""
    _tell_of_file(Kind.DOCUMENT_SUSPECT, document, at)


def _on_released(*, document: Document, at: datetime, **_kwargs: Any) -> None:
    """Tell the owner which file counts again."""
    _tell_of_file(Kind.DOCUMENT_RELEASED, document, at)


def _tell_of_file(kind: Kind, document: Document, at: datetime) -> None:
    """Tell the owner of a file; its name goes on one line, whatever is in it."""
    name = _on_one_line(document.original_name)
    _tell(
        kind,
        document.pk,
        document.person.mail_address,
        _language_of(document.person_id),
        {"file_name": name, "received_on": timezone.localdate(document.received_at).isoformat()},
        at,
    )


def _on_contact_changed(*, person: Person, language: str, at: datetime, **_kwargs: Any) -> None:
    """Tell the holder of a record that it was done; the message repeats no detail."""
    key = f"{person.pk}:{at.isoformat()}"
    changed_on = timezone.localdate(at).isoformat()
    _tell(Kind.CONTACT_CHANGED, key, person.mail_address, language, {"changed_on": changed_on}, at)


def _on_expiring(
    *, draft: Application, reminder: DraftReminder, at: datetime, **_kwargs: Any
) -> None:
    """Remind the owner of a draft that nobody goes on with; and of the last day to send it, where there is one."""
    closes_on, is_over = last_day_of_draft(draft, on=timezone.localdate(at))
    facts = {"ends_on": reminder.ends_on.isoformat()}
    if closes_on is not None:
        facts |= {"closes_on": closes_on.isoformat(), "is_over": "yes" if is_over else ""}
    key = f"{draft.pk}:{reminder.touched_at:%Y%m%d%H%M%S%f}:{reminder.number}"
    _tell_owner(Kind.DRAFT_EXPIRING, key, draft, facts, at)


def _on_closing(*, draft: Application, closes_on: date, at: datetime, **_kwargs: Any) -> None:
    """Remind the owner of a draft of the last day on which it can be sent, once for each such day."""
    key = f"{draft.pk}:{closes_on.isoformat()}"
    _tell_owner(Kind.DRAFT_CLOSING, key, draft, {"closes_on": closes_on.isoformat()}, at)


def _tell_owner(
    kind: Kind, key: str, draft: Application, facts: dict[str, str], at: datetime
) -> None:
    """Queue a message about a draft to its owner, in the language in which it was last saved."""
    language = draft.language or _language_of(draft.person_id)
    compiled = get_compiled(draft.version_id, draft.version.content_hash)
    context = {
        "service": in_language(compiled.spec.title, language),
        "application_id": str(draft.public_id),
        **_told_as(draft.person_id),
        **facts,
    }
    _tell(kind, key, _address_of(draft), language, context, at)


def _language_of(person_id: int | None) -> str:
    """Return the language in which the person applied last; the portal's own before that."""
    if person_id is None:
        return settings.LANGUAGE_CODE
    sent = Application.objects.filter(person_id=person_id, submitted_at__isnull=False)
    language = sent.order_by("-id").values_list("snapshot__language", flat=True).first()
    return language or settings.LANGUAGE_CODE


def _registry_facts(person_id: int, decision: Decision) -> dict[str, str]:
    """Return the registry ID that an approval issued, and the items that it names as rejected."""
    facts = {}
    if any(effect["effect"] == "IssueRegistryId" for effect in decision.effects):
        facts["registry_id"] = str(
            Person.objects.values_list("registry_id", flat=True).get(pk=person_id)
        )
    rejected = [item for item in decision.evidence if item["state"] == "rejected"]
    if rejected:
        facts["rejected"] = "\n".join(f"- {item['title']}: {item['reason']}" for item in rejected)
    return facts


def _tell(
    kind: Kind,
    record_id: int | str,
    recipient: str,
    language: str,
    context: dict[str, str],
    at: datetime,
) -> None:
    """Queue the message; a person without any address reads the timeline instead."""
    if recipient:
        queue_message(
            kind=kind.value,
            dedup_key=f"{kind.value}:{record_id}",
            recipient=recipient,
            language=language,
            context=context,
            at=at,
        )


def _told_as(person_id: int | None) -> dict[str, str]:
    """Return the fact that a message goes to somebody without an account, where it does."""
    return {} if person_id else {"is_visit": "yes"}


def _address_of(application: Application) -> str:
    """Return where to write to about an application; empty where nobody gave an address."""
    if application.person is None:
        return application.contact_email
    return application.person.mail_address


def _account_address(person_id: int) -> str:
    """Return the address of the person's account: asked only where the record has none."""
    found = Person.objects.filter(pk=person_id).values_list("account__email", flat=True).first()
    return found or ""
