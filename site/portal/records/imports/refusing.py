"""How a whole file is refused, and the bounds that every reader of files keeps."""

from __future__ import annotations

__all__ = ["MOST_ROWS", "FileRefusedError"]

MOST_ROWS = 50_000


class FileRefusedError(ValueError):
    """The file cannot be imported; the words are for whoever handed it in."""
