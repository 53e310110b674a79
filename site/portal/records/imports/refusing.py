"""How a whole file is refused, and the bounds and marks that every reader of files keeps."""

from __future__ import annotations

__all__ = ["MOST_BYTES", "MOST_ROWS", "ZIP_MARK", "FileRefusedError"]

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
ZIP_MARK = b"PK\x03\x04"


class FileRefusedError(ValueError):
    """The file cannot be imported; the words are for whoever handed it in."""
