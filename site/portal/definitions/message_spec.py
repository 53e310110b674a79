"""A wizard's own words for what is mailed about its applications, by the kinds of messages.

Shapes only. What the portal itself says, and when, is known to ``portal.notifications``; faults are found in
``message_checks``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.definitions.texts import Text

__all__ = [
    "PLACEHOLDERS",
    "REPLACEABLE",
    "MessageKind",
    "MessageSpec",
    "Placeholder",
    "find_braced",
    "place_of_message",
]

BRACED = re.compile(r"\{([\w .]*)\}")


class MessageKind(StrEnum):
    """What is mailed about an application; each value is one of the portal's catalogue of messages."""

    SUBMITTED = "application_submitted"
    ELIGIBLE = "application_eligible"
    APPROVED = "application_approved"
    DENIED = "application_denied"
    DOCUMENT_REJECTED = "document_rejected"
    DRAFT_CLOSING = "draft_closing"
    DRAFT_EXPIRING = "draft_expiring"
    PAYMENT_RECEIVED = "payment_received"
    PAYMENT_BOUNCED = "payment_bounced"
    MAIL_RETURNED = "mail_returned"
    REFERENCE_ASKED = "reference_asked"
    REFERENCE_REMINDER = "reference_reminder"
    REFERENCE_LAPSED = "reference_lapsed"


class Placeholder(StrEnum):
    """What may stand in braces for a value of the application."""

    SERVICE = "service"
    APPLICANT = "applicant"
    REFERENCE = "reference"
    LAST_DAY = "last_day"
    AMOUNT = "amount"
    ASKED = "asked_person"


_USUAL = (Placeholder.SERVICE, Placeholder.APPLICANT)
_SENT = (*_USUAL, Placeholder.REFERENCE)
_OF_DRAFTS = (MessageKind.DRAFT_CLOSING, MessageKind.DRAFT_EXPIRING)
_OF_MONEY = (
    MessageKind.PAYMENT_RECEIVED,
    MessageKind.PAYMENT_BOUNCED,
    MessageKind.MAIL_RETURNED,
)
_OF_OTHERS = (
    MessageKind.REFERENCE_ASKED,
    MessageKind.REFERENCE_REMINDER,
    MessageKind.REFERENCE_LAPSED,
)
PLACEHOLDERS: Mapping[str, tuple[Placeholder, ...]] = {
    **dict.fromkeys(MessageKind, _SENT),
    **dict.fromkeys(_OF_DRAFTS, (*_USUAL, Placeholder.LAST_DAY)),
    **dict.fromkeys(_OF_MONEY, (*_SENT, Placeholder.AMOUNT)),
    **dict.fromkeys(_OF_OTHERS, (*_SENT, Placeholder.ASKED)),
}
"""What each kind of message has a value for."""
REPLACEABLE = frozenset({MessageKind.SUBMITTED, MessageKind.APPROVED})
"""The messages that say something which is not so for every service, and may be said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSpec:
    """Own words in one kind of message: a subject instead of the portal's, paragraphs beside what it says.

    Paragraphs are parted by an empty line. ``replaces`` puts them in the place of what the portal says of the service
    in general, where there is such a part (REPLACEABLE); what it owes the reader always stays. A name of PLACEHOLDERS
    in braces stands for its value; all else is mailed as it is written.
    """

    kind: str
    subject: Text = field(default_factory=dict)
    body: Text = field(default_factory=dict)
    replaces: bool = False


def find_braced(text: str) -> list[str]:
    """Return what stands in braces and may be meant as a placeholder, as it is written."""
    return BRACED.findall(text)


def place_of_message(kind: str) -> str:
    """Return where a message stands, as errors and changes name it."""
    return f'message "{kind}"'
