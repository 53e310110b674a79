"""Keeps the files of documents in the private store under random names, reads them, sets them apart, drops them.

The store is a local folder or an object store; nothing here knows which. What a file is called by people, whose it
is and who may see it are no matter here.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any, Self

from django.core.files.base import File
from django.core.files.storage import Storage, storages

__all__ = [
    "DOCUMENTS",
    "QUARANTINE",
    "FileBlocks",
    "copy_file",
    "drop_file",
    "keep_file",
    "open_file",
    "read_blocks",
]

DOCUMENTS, QUARANTINE = "documents", "quarantine"
BLOCK = 64 * 1024
NAME = re.compile(rf"(?:{DOCUMENTS}|{QUARANTINE})/([0-9a-f]{{2}})/\1[0-9a-f]{{30}}")


def keep_file(path: Path) -> str:
    """Store a file that lies on this machine, whole and on the disk, and return the name it is kept under."""
    with path.open("rb") as stream:
        return _keep(DOCUMENTS, stream)


def copy_file(stored_name: str, *, folder: str) -> str:
    """Store a second copy under a new name in a folder and return that name."""
    with open_file(stored_name) as stream:
        return _keep(folder, stream)


def drop_file(stored_name: str) -> None:
    """Delete a stored file; one that is gone already is no fault. Raises ValueError for what is no document's name."""
    if NAME.fullmatch(stored_name) is None:
        raise ValueError(f"{stored_name!r} is not the name of a document's file.")
    _store().delete(stored_name)


def open_file(stored_name: str) -> File[Any]:
    """Open a stored file to read; raise FileNotFoundError where there is none."""
    return _store().open(stored_name)


def read_blocks(stored_name: str) -> Iterator[bytes]:
    """Yield a stored file in blocks; raise FileNotFoundError where there is none."""
    with closing(FileBlocks(stored_name)) as blocks:
        yield from blocks


class FileBlocks:
    """A stored file, or a part of it, in blocks: opened at once, read as it is asked for, to be closed."""

    def __init__(self, stored_name: str, *, start: int = 0, length: int | None = None) -> None:
        """Open the file; raise FileNotFoundError where there is none."""
        store, self._left = _store(), length
        open_part = getattr(store, "open_part", None)
        if open_part is not None:
            self._stream = open_part(stored_name, start, length)
            return
        self._stream = store.open(stored_name)
        self._stream.seek(start)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        wanted = BLOCK if self._left is None else min(BLOCK, self._left)
        block: bytes = self._stream.read(wanted) if wanted else b""
        if not block:
            self.close()
            raise StopIteration
        if self._left is not None:
            self._left -= len(block)
        return block

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def _store() -> Storage:
    return storages["private"]


def _keep(folder: str, stream: IO[bytes] | File[Any]) -> str:
    """Store a stream under a random name; what can't be stored whole is taken away again."""
    key = secrets.token_hex(16)
    name = f"{folder}/{key[:2]}/{key}"
    try:
        stored = _store().save(name, File(stream, name=name))
    except BaseException:
        with suppress(Exception):
            _store().delete(name)
        raise
    if stored != name:
        _store().delete(stored)
        raise FileExistsError(f"{name} was there already.")
    return stored
