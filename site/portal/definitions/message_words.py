"""What kinds of messages and their placeholders are called, for editors and in comparisons."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.message_spec import PLACEHOLDERS, MessageKind, Placeholder

__all__ = ["MESSAGES", "OF_MESSAGES", "PLACEHOLDER_WORDS", "list_placeholders", "name_message"]

MESSAGES: Mapping[str, Promise] = {
    MessageKind.SUBMITTED: gettext_lazy("The application has arrived"),
    MessageKind.DOCUMENT_REJECTED: gettext_lazy("A document is not accepted"),
    MessageKind.ELIGIBLE: gettext_lazy("The applicant is found eligible"),
    MessageKind.APPROVED: gettext_lazy("The application is approved"),
    MessageKind.DENIED: gettext_lazy("The application is denied"),
    MessageKind.DRAFT_CLOSING: gettext_lazy("The last day to send it is near"),
    MessageKind.DRAFT_EXPIRING: gettext_lazy("What is not sent will be deleted"),
    MessageKind.PAYMENT_RECEIVED: gettext_lazy("A payment came in"),
    MessageKind.PAYMENT_BOUNCED: gettext_lazy("The bank did not pay"),
    MessageKind.MAIL_RETURNED: gettext_lazy("A mailed payment goes back"),
    MessageKind.REFERENCE_ASKED: gettext_lazy("To somebody who is asked to answer"),
    MessageKind.REFERENCE_REMINDER: gettext_lazy("To somebody who has not answered yet"),
    MessageKind.REFERENCE_LAPSED: gettext_lazy("Somebody else did not answer"),
}
"""The kinds in the order in which they come about."""
PLACEHOLDER_WORDS: Mapping[str, Promise] = {
    Placeholder.SERVICE: gettext_lazy("what the service is called"),
    Placeholder.APPLICANT: gettext_lazy("the applicant's name"),
    Placeholder.REFERENCE: gettext_lazy("the reference of the application"),
    Placeholder.LAST_DAY: gettext_lazy("the day that the message is about"),
    Placeholder.AMOUNT: gettext_lazy("the amount that the message is about"),
    Placeholder.ASKED: gettext_lazy("the name of whoever is asked"),
}
OF_MESSAGES: Mapping[str, Promise] = {
    "subject": gettext_lazy("Subject"),
    "body": gettext_lazy("Paragraphs"),
    "replaces": gettext_lazy("Instead of the portal's own words"),
}
"""What a message says, by its name in the canonical form."""


def name_message(kind: str) -> str:
    """Return what a message is called beside steps and questions."""
    return _("Message “%(name)s”") % {"name": MESSAGES.get(kind, kind)}


def list_placeholders(kind: str) -> str:
    """Return the placeholders of a kind as they are written."""
    return ", ".join(f"{{{name}}}" for name in PLACEHOLDERS.get(kind, ()))
