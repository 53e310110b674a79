"""Refusals in the words of the person who sent the file: what is wrong, and what to do about it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext as _

from portal.records.documents.errors import StoreUnavailableError
from portal.records.documents.intake.codes import FULL, Code

__all__ = ["FileRefusedError", "refuse_without_room"]

logger = logging.getLogger(__name__)


class FileRefusedError(Exception):
    """A file is not taken; ``message`` says why in the reader's language, ``code`` to programs."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        """Return one or two plain sentences."""
        return MESSAGES[self.code]()


@contextmanager
def refuse_without_room() -> Iterator[None]:
    """Refuse the file in plain words where a disk is full, or the store away; only an operator can help, so log it."""
    try:
        yield
    except StoreUnavailableError as error:
        logger.exception("the private store does not answer")
        raise FileRefusedError(Code.NO_ROOM) from error
    except OSError as error:
        if error.errno not in FULL:
            raise
        logger.exception("there is no room for a file")
        raise FileRefusedError(Code.NO_ROOM) from error


def _too_large() -> str:
    most = settings.DOCUMENT_MOST_MEGABYTES
    return _(
        "The file is larger than %(most)s MB. Scan it again at a lower resolution, or send it in several parts."
    ) % {"most": most}


def _too_many_pages() -> str:
    most = settings.DOCUMENT_MOST_PAGES
    return _("The file has more than %(most)s pages. Send only the pages that are needed.") % {
        "most": most
    }


def _too_many_pixels() -> str:
    most = settings.DOCUMENT_MOST_MEGAPIXELS
    return _(
        "The picture has more than %(most)s million pixels. Take it again at a lower resolution."
    ) % {"most": most}


MESSAGES: dict[Code, Callable[[], str]] = {
    Code.EMPTY: lambda: _(
        "The file is empty. Check that it opens on your device, and choose it again."
    ),
    Code.TOO_LARGE: _too_large,
    Code.KIND_UNKNOWN: lambda: _(
        "This kind of file can’t be taken. Send a PDF, or a picture as JPEG, PNG, HEIC or WebP."
    ),
    Code.WRONG_ENDING: lambda: _(
        "The name of the file must end in .pdf, .jpg, .jpeg, .png, .heic, .heif or .webp. "
        "Save it as a PDF and choose that."
    ),
    Code.ENCRYPTED: lambda: _(
        "The PDF is protected with a password. Open it, print it to a new PDF without a password, and send that."
    ),
    Code.BROKEN: lambda: _(
        "The file is damaged or incomplete. If it opens on your device, print it to a new PDF and send that."
    ),
    Code.HAS_PROGRAM: lambda: _(
        "The PDF holds a program, a form that acts by itself, or other files. "
        "Open it, print it to a new PDF, and send that."
    ),
    Code.TOO_MANY_PAGES: _too_many_pages,
    Code.TOO_MANY_PIXELS: _too_many_pixels,
    Code.MORE_THAN_IT_SAYS: lambda: _(
        "The file holds something besides its pages. Open it, print it to a new PDF, and send that."
    ),
    Code.MOVING: lambda: _("The picture moves. Send a still picture, or a PDF."),
    Code.UNFOLDS: lambda: _(
        "The file unfolds to far more than it should hold. Print it to a new PDF, and send that."
    ),
    Code.TOOK_TOO_LONG: lambda: _(
        "Looking into the file took too long. Print it to a new PDF with fewer pages, or scan it again "
        "at a lower resolution."
    ),
    Code.BUSY: lambda: _(
        "Many files are arriving at this moment. Wait a minute, and send it again."
    ),
    Code.NO_ROOM: lambda: _(
        "The portal can’t keep files at this moment. What you have saved is not lost. Send the file again later."
    ),
}
