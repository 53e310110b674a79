"""The messages of a definition as they would be mailed, about an application that is made up.

Nothing of it is stored or sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.definitions.fields import get_field_type
from portal.definitions.message_spec import MessageKind, MessageSpec
from portal.definitions.message_words import MESSAGES
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import in_language
from portal.notifications.catalogue import RenderedMessage, in_words, write_message
from portal.notifications.own_words import write_own_words
from portal.records.documents.reasons import RejectionReason

__all__ = ["PreviewedMessage", "preview_messages"]

DAYS_LEFT: Final = 30
REFERENCE, RECEIPT = "EXAMPLE234", "EXAMPLE567"
AMOUNT = "$50.00"
OF_OTHERS = frozenset(
    {
        MessageKind.REFERENCE_ASKED,
        MessageKind.REFERENCE_REMINDER,
        MessageKind.REFERENCE_LAPSED,
    }
)


@dataclass(frozen=True, slots=True)
class PreviewedMessage:
    """A message in words; ``is_own`` where the wizard says something in it, ``is_missing`` if not in this language."""

    kind: str
    message: RenderedMessage
    is_own: bool
    is_missing: bool


def preview_messages(
    spec: WizardSpec, *, language: str, applicant: str, on: date
) -> list[PreviewedMessage]:
    """Return every message that may be mailed about an application, those with own words first."""
    own = {each.kind: each for each in spec.messages}
    with override(language):
        facts = _make_up(spec, language, applicant, on)
        shown = [
            PreviewedMessage(
                kind=kind,
                message=_write(spec, kind, language, facts),
                is_own=kind in own,
                is_missing=kind in own and _is_missing(own[kind], language),
            )
            for kind in MESSAGES
            if kind in own or _may_be_mailed(spec, kind)
        ]
    return sorted(shown, key=lambda each: not each.is_own)


def _is_missing(message: MessageSpec, language: str) -> bool:
    """Tell whether something is said in another language alone."""
    said = (message.subject, message.body)
    return any(any(each.values()) and not each.get(language) for each in said)


def _may_be_mailed(spec: WizardSpec, kind: str) -> bool:
    """Tell whether an application to the service can ever cause a message."""
    if kind in OF_OTHERS:
        return any(step.request for step in spec.steps)
    if kind == MessageKind.DRAFT_CLOSING:
        return spec.closes_on is not None
    if kind == MessageKind.DOCUMENT_REJECTED:
        return any(get_field_type(each.type).needs_documents for each in spec.fields())
    return True


def _make_up(spec: WizardSpec, language: str, applicant: str, on: date) -> dict[str, str]:
    """Return what messages say of an application that is made up, in the language of the moment."""
    soon = (on + timedelta(days=DAYS_LEFT)).isoformat()
    account = settings.PORTAL_BASE_URL + reverse("dashboard")
    asked = reverse("wizards:answer_link", args=["example-of-a-link-that-leads-nowhere"])
    return {
        "service_key": spec.key,
        "service": in_language(spec.title, language),
        "reference": REFERENCE,
        "applicant": applicant,
        "name": _("Robin Example"),
        "amount": AMOUNT,
        "receipt": RECEIPT,
        "reason": _("(what the reviewer writes)"),
        "note": "",
        "why": _("(what the fiscal clerk writes)"),
        "file_name": "transcript.pdf",
        "ends_on": soon,
        "expires_on": soon,
        "account_url": account,
        "application_url": account,
        "request_url": settings.PORTAL_BASE_URL + asked,
    }


def _write(spec: WizardSpec, kind: str, language: str, facts: Mapping[str, str]) -> RenderedMessage:
    known = dict(facts)
    if kind == MessageKind.DRAFT_CLOSING or spec.closes_on:
        known["closes_on"] = (spec.closes_on or date.fromisoformat(facts["ends_on"])).isoformat()
    if kind == MessageKind.DOCUMENT_REJECTED:
        known["reason"] = RejectionReason.UNREADABLE.value
    said = {**known, **in_words(known)}
    return write_message(kind, language, said, write_own_words(spec, kind, language, said))
