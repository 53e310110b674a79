"""Lets a signal end what a process does. Knows nothing of what that is.

``threading.Event`` holds a lock while it is set and while a wait for it begins and ends. A handler runs in the main
thread between any two of its steps: a second signal while the first one is answered waits for that lock for ever.
"""

from __future__ import annotations

import queue
import signal
import threading
from contextlib import suppress
from typing import Any

__all__ = ["Interrupt", "stop_on_signals"]


class Interrupt(threading.Event):
    """An event that a signal handler may set at any moment: ``SimpleQueue.put`` is made to be called from one."""

    def __init__(self) -> None:
        super().__init__()
        self._is_on = False
        self._tokens: queue.SimpleQueue[None] = queue.SimpleQueue()

    def is_set(self) -> bool:
        """Tell whether it was set and not cleared since."""
        return self._is_on

    def set(self) -> None:
        """Wake whoever waits, and whoever waits later."""
        self._is_on = True
        if self._tokens.empty():
            self._tokens.put(None)

    def clear(self) -> None:
        """Take it back."""
        self._is_on = False
        with suppress(queue.Empty):
            while True:
                self._tokens.get_nowait()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is set, so many seconds at most; tell whether it is. It stays set."""
        if not self._is_on:
            with suppress(queue.Empty):
                self._tokens.get(timeout=timeout)
                self._tokens.put(None)
        return self._is_on


def stop_on_signals() -> Interrupt:
    """Return an event that Ctrl-C and SIGTERM set from now on; called in the main thread."""
    stop = Interrupt()

    def handle(*_signal: Any) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
    return stop
