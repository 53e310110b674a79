"""Asks the scanner about a stored file and says what that makes of its document. Writes nothing.

Fails closed: the bytes that were scanned must be those that were received, and only the scanner's plain word that they
are clean makes them so.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from portal.records.documents.clamd import ScannerUnavailableError, scan_blocks
from portal.records.documents.models import Document
from portal.records.documents.storing import read_blocks

__all__ = ["ALTERED", "MISSING", "UNREADABLE", "UNSCANNED", "Verdict", "judge"]

logger = logging.getLogger(__name__)

UNSCANNED = "no scanner is configured"
MISSING = "the file is missing"
ALTERED = "the file is not the one that was received"
UNREADABLE = "the file cannot be read"
State = Document.ScanState


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document is after a scan, why, and whether the scanner itself answered."""

    state: Document.ScanState
    finding: str
    scanner_answered: bool = True


class FileUnreadableError(Exception):
    """The store gave no whole file; the message says why."""


class _Counted:
    """The blocks of a stored file on their way to the scanner, measured as they pass."""

    def __init__(self, stored_name: str) -> None:
        self.stored_name, self.size, self.sum = stored_name, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        try:
            for block in read_blocks(self.stored_name):
                self.size += len(block)
                self.sum.update(block)
                yield block
        except FileNotFoundError:
            raise FileUnreadableError(MISSING) from None
        except Exception as error:  # the store may be any service
            logger.warning("%s cannot be read: %s", self.stored_name, type(error).__name__)
            raise FileUnreadableError(UNREADABLE) from error

    def is_of(self, document: Document) -> bool:
        """Tell whether what passed is what was received."""
        return (self.size, self.sum.hexdigest()) == (document.size, document.sha256)


def judge(document: Document) -> Verdict:
    """Return what a scan of the stored file makes of a document."""
    blocks = _Counted(document.stored_name)
    try:
        found = _ask(blocks)
    except FileUnreadableError as fault:
        return Verdict(State.ERROR, str(fault))
    except ScannerUnavailableError as fault:
        return Verdict(State.ERROR, str(fault), scanner_answered=False)
    if found:
        return Verdict(State.SUSPECT, found)
    if not blocks.is_of(document):
        return Verdict(State.ERROR, ALTERED)
    return Verdict(State.CLEAN, "" if settings.DOCUMENT_SCANNER == "clamd" else UNSCANNED)


def _ask(blocks: _Counted) -> str:
    if settings.DOCUMENT_SCANNER == "none":
        for _block in blocks:
            pass
        return ""
    return scan_blocks(
        blocks, address=settings.CLAMD_ADDRESS, seconds=settings.CLAMD_TIMEOUT_SECONDS
    )
