"""Turns what the lifecycle announces into messages, in its transaction, one INSERT each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.lifecycle.events import application_decided, application_submitted
from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.records.applications.models import Application, Decision
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


def _on_submitted(
    *,
    application_id: int,
    person_id: int,
    reference: str,
    language: str,
    recipient: str,
    at: datetime,
    **_kwargs: Any,
) -> None:
    _tell(
        Kind.APPLICATION_SUBMITTED,
        application_id,
        recipient or _account_address(person_id),
        language,
        {"reference": reference},
        at,
    )


def _on_decided(
    *, application: Application, decision: Decision, at: datetime, **_kwargs: Any
) -> None:
    context = {"reference": application.reference or ""}
    if decision.reason:
        context["reason"] = decision.reason
    context |= _registry_facts(application.person_id, decision)
    snapshot: dict[str, Any] = application.snapshot or {}
    _tell(
        _DECISIONS[decision.outcome],
        application.pk,
        application.person.email or _account_address(application.person_id),
        snapshot.get("language", "en"),
        context,
        at,
    )


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
    application_id: int,
    recipient: str,
    language: str,
    context: dict[str, str],
    at: datetime,
) -> None:
    """Queue the message; a person without any address reads the timeline instead."""
    if recipient:
        queue_message(
            kind=kind.value,
            dedup_key=f"{kind.value}:{application_id}",
            recipient=recipient,
            language=language,
            context=context,
            at=at,
        )


def _account_address(person_id: int) -> str:
    """Return the address of the person's account: asked only where the record has none."""
    found = Person.objects.filter(pk=person_id).values_list("account__email", flat=True).first()
    return found or ""
