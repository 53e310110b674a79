"""What is said of files: which kinds may come in and how large, and which of those that were sent are new."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.limits import current_limits
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.intake.signatures import ACCEPTED_ENDINGS
from portal.records.documents.models import Document

__all__ = ["ACCEPT", "checks_before_sending", "describe_limits", "say_received"]

TOLD_BEFORE = (Code.EMPTY, Code.TOO_LARGE, Code.WRONG_ENDING, Code.BUSY, Code.NO_ROOM)
"""The refusals that a browser's script repeats, or knows to be passing."""

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.webp,application/pdf,image/*"
"""What a browser's file dialog offers; a phone offers its camera too."""


def describe_limits() -> str:
    """Return the limits in plain words."""
    return _(
        "PDF, or a photo (JPEG, PNG, HEIC, WebP). Up to %(size)s MB and %(pages)s pages. "
        "A PDF must not be protected by a password. Location data of photos is removed."
    ) % {"size": settings.DOCUMENT_MOST_MEGABYTES, "pages": settings.DOCUMENT_MOST_PAGES}


def checks_before_sending() -> dict[str, str | int]:
    """Return what a browser may check before it sends a file (bytes, endings), and the words for each refusal."""
    return {
        "most_bytes": current_limits().most_bytes,
        "endings": " ".join(sorted(ACCEPTED_ENDINGS)),
        **{code.value: FileRefusedError(code).message for code in TOLD_BEFORE},
    }


def say_received(documents: Sequence[Document], *, at: datetime) -> str:
    """Return what to tell whoever sent these: which were added at that moment, and which are held from before."""
    new = [each.original_name for each in documents if each.received_at >= at]
    known = [each.original_name for each in documents if each.received_at < at]
    texts = []
    if new:
        added = ngettext("%(names)s was added.", "%(count)s files were added: %(names)s.", len(new))
        texts.append(added % {"names": ", ".join(new), "count": len(new)})
    if known:
        held = ngettext(
            "The same content is on your account already, as %(names)s.",
            "The same content is on your account already: %(names)s.",
            len(known),
        )
        texts.append(held % {"names": ", ".join(known)})
    return " ".join(texts)
