"""Numbers that tell since when a part of the site is as it is, shared by every process of a host through a mapped file.

A part is named by a tag; its slot holds the number of the last change that touched it, slot 0 the number of the last
change of all. Two tags may share a slot: then a change of one is taken for a change of both. What is kept on the
strength of these numbers is not known here.
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

__all__ = ["SLOTS", "Generations", "generations", "slot_of"]

SLOTS = 65_536
BYTES = SLOTS * 8

logger = logging.getLogger(__name__)


def slot_of(tag: str) -> int:
    """Return the slot of a tag, the same in every process."""
    return crc32(tag.encode()) % (SLOTS - 1) + 1


class Generations:
    """The numbers, in this process's own memory until they are shared."""

    def __init__(self) -> None:
        self.numbers: memoryview = memoryview(bytearray(BYTES)).cast("Q")
        self._file: int | None = None
        self._lock = threading.Lock()

    def share(self, file: Path) -> None:
        """Use the numbers that the processes of this host have in common; raise OSError where that cannot be."""
        file.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if os.fstat(opened).st_size < BYTES:
            os.ftruncate(opened, BYTES)
        self.numbers = memoryview(mmap.mmap(opened, BYTES)).cast("Q")
        self._file = opened

    @property
    def is_shared(self) -> bool:
        """Tell whether other processes of this host see the same numbers."""
        return self._file is not None

    def current(self) -> int:
        """Return the number of the last change of all."""
        return int(self.numbers[0])

    def advance(self, tags: Iterable[str]) -> None:
        """Note that what bears these tags has changed."""
        with self._alone():
            number = self.numbers[0] + 1
            for tag in tags:
                self.numbers[slot_of(tag)] = number
            self.numbers[0] = number  # last: whoever sees it sees the slots too

    def advance_all(self) -> None:
        """Note that everything may have changed."""
        with self._alone():
            number = self.numbers[0] + 1
            for slot in range(1, SLOTS):
                self.numbers[slot] = number
            self.numbers[0] = number

    def has_changed(self, slots: Iterable[int], *, since: int) -> bool:
        """Tell whether one of the slots changed after a number was current."""
        numbers = self.numbers
        return any(numbers[slot] > since for slot in slots)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and other processes from counting at the same time."""
        with self._lock:
            if self._file is None:
                yield
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


generations = Generations()
"""Those of this process, shared by config when it starts."""
