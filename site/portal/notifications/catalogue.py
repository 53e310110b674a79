"""The catalogue of messages: each kind has one text file, whose first line is the subject.

A file is rendered when the message leaves, in the language of its row, so that a mended wording
reaches what still waits. Who is told, and when, is decided by the receivers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from portal.lifecycle.request_links import find_token
from portal.lifecycle.resuming import RESUMING
from portal.notifications.own_words import OwnWords, find_own_words
from portal.notifications.pieces import list_pieces
from portal.records.applications.links import ResumeLink
from portal.records.applications.requests import ThirdPartyRequest
from portal.records.documents.reasons import RejectionReason
from portal.records.ssn.models import SSNReading

__all__ = ["Kind", "RenderedMessage", "in_words", "render_message", "write_message"]


class Kind(StrEnum):
    """What the portal writes to people; the value names the text file."""

    APPLICATION_SUBMITTED = "application_submitted"
    APPLICATION_ELIGIBLE = "application_eligible"
    APPLICATION_APPROVED = "application_approved"
    APPLICATION_DENIED = "application_denied"
    CONTACT_CHANGED = "contact_changed"
    DOCUMENT_REJECTED = "document_rejected"
    DOCUMENT_RELEASED = "document_released"
    DOCUMENT_SUSPECT = "document_suspect"
    DRAFT_CLOSING = "draft_closing"
    DRAFT_EXPIRING = "draft_expiring"
    MAIL_RETURNED = "mail_returned"
    PAYMENT_BOUNCED = "payment_bounced"
    PAYMENT_RECEIVED = "payment_received"
    PLUGIN_PROBLEMS = "plugin_problems"
    REFERENCE_ASKED = "reference_asked"
    REFERENCE_LAPSED = "reference_lapsed"
    REFERENCE_REMINDER = "reference_reminder"
    RELEASE_FAILED = "release_failed"
    RESUME_LINK = "resume_link"
    SSN_READ = "ssn_read"


OCCASIONS = {
    Kind.APPLICATION_SUBMITTED: "submitted",
    Kind.APPLICATION_APPROVED: "approved",
    Kind.APPLICATION_DENIED: "denied",
}
"""The messages to which a service may add, and what each tells."""


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A message in words."""

    subject: str
    body: str


def in_words(context: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of codes and days that stand in a row, in the language of the moment."""
    words = {}
    reason = context.get("reason", "")
    if reason in RejectionReason.values:
        words["reason_text"] = str(RejectionReason(reason).label)
    if "ssn_outcome" in context:
        words["ssn_outcome_text"] = str(SSNReading.Outcome(context["ssn_outcome"]).label)
        words["ssn_reason_text"] = str(SSNReading.Reason(context["ssn_reason"]).label)
    if "ends_on" in context:
        words["last_day"] = date_format(date.fromisoformat(context["ends_on"]), "DATE_FORMAT")
    if "expires_on" in context:
        expires_on = date.fromisoformat(context["expires_on"])
        words["expiry_day"] = date_format(expires_on, "DATE_FORMAT")
    if "closes_on" in context:
        closes_on = date.fromisoformat(context["closes_on"])
        words["closing_day"] = date_format(closes_on, "DATE_FORMAT")
    if "received_on" in context:
        received_on = date.fromisoformat(context["received_on"])
        words["received_text"] = date_format(received_on, "DATE_FORMAT")
    if "changed_on" in context:
        changed_on = date.fromisoformat(context["changed_on"])
        words["changed_text"] = date_format(changed_on, "DATE_FORMAT")
    return words


def _addresses(context: Mapping[str, str]) -> dict[str, str]:
    """Return where a message may lead; to the account where it was written before it named its application."""
    account = settings.PORTAL_BASE_URL + reverse("dashboard")
    named = context.get("application_id")
    return {
        "account_url": account,
        "request_url": _link_of(context["request_id"]) if "request_id" in context else "",
        "resume_url": _resume_link_of(context["link_id"]) if "link_id" in context else "",
        "lost_url": settings.PORTAL_BASE_URL + reverse("wizards:lost_link"),
        "contact_url": settings.PORTAL_BASE_URL + reverse("contact_details"),
        "files_url": settings.PORTAL_BASE_URL + reverse("files"),
        "application_url": settings.PORTAL_BASE_URL + reverse("wizards:application", args=[named])
        if named
        else account,
    }


def _link_of(request_id: str) -> str:
    """Return the link of a request as it stands when the message leaves; the portal's address where it is gone."""
    rows = ThirdPartyRequest.objects.filter(public_id=request_id)
    found = rows.values_list("sends", "token_digest").first()
    token = find_token(request_id, *found) if found else ""
    path = reverse("wizards:answer_link", args=[token]) if token else "/"
    return f"{settings.PORTAL_BASE_URL}{path}"


def _resume_link_of(link_id: str) -> str:
    """Return the link back to a form as it stands when the message leaves; where to ask for one, where it is over."""
    rows = ResumeLink.objects.filter(public_id=link_id, used_at=None, retired_at=None)
    found = rows.values_list("number", "token_digest").first()
    token = find_token(link_id, *found, purpose=RESUMING) if found else ""
    path = reverse("wizards:open_link", args=[token]) if token else reverse("wizards:lost_link")
    return f"{settings.PORTAL_BASE_URL}{path}"


def render_message(kind: str, language: str, context: Mapping[str, str]) -> RenderedMessage:
    """Return the message in words; raise ValueError for a kind that is not in the catalogue."""
    with translation.override(language):
        facts = {**context, **in_words(context)}
        own = find_own_words(Kind(kind), language, facts)
        return write_message(kind, language, {**facts, **_addresses(context)}, own)


def write_message(
    kind: str, language: str, facts: Mapping[str, str], own: OwnWords
) -> RenderedMessage:
    """Return a message in the language of the moment, with a wizard's own words in it."""
    occasion = OCCASIONS.get(Kind(kind))
    pieces = list_pieces(occasion, facts, language) if occasion else []
    said = {
        **facts,
        "pieces": [*filter(None, (own.body,)), *pieces],
        "is_replaced": own.replaces,
        "confirmation": own.confirmation,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    text = render_to_string(f"portal/notifications/{Kind(kind).value}.txt", said)
    subject, _line, body = text.strip().partition("\n")
    return RenderedMessage(own.subject or " ".join(subject.split()), f"{body.strip()}\n")
