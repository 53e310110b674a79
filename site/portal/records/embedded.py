"""A thread of the web process that does the work of a worker: the embedded default. What work is no matter here."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable

__all__ = ["EmbeddedThread"]

STOP_SECONDS = 5.0


class EmbeddedThread:
    """One thread a process that runs ``work`` until the event it is given is set; it stops with the process."""

    def __init__(self, name: str, work: Callable[[threading.Event], None]) -> None:
        self.name, self.work = name, work
        self.begin_anew()
        atexit.register(self.end)
        os.register_at_fork(after_in_child=self.begin_anew)

    def begin_anew(self) -> None:
        """Know of no thread: a forked child has none until it asks itself."""
        self.lock = threading.Lock()
        self.stop = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread of this process, once."""
        with self.lock:
            if self.thread is not None and self.thread.is_alive():
                return
            self.stop.clear()
            self.thread = threading.Thread(
                target=self.work, args=(self.stop,), name=self.name, daemon=True
            )
            self.thread.start()

    def end(self) -> None:
        """Stop the thread at its next pause; does nothing where none runs."""
        with self.lock:
            thread, self.thread = self.thread, None
            self.stop.set()
        if thread is not None and thread is not threading.current_thread():
            thread.join(STOP_SECONDS)
