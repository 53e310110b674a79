"""Runs the same moment in several threads: each with its own database connection, all let go at once."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

PATIENCE_SECONDS = 30


def run_together(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Return what each act returned, or the exception it raised, in the order given."""
    start = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def act(place: int) -> None:
        try:
            start.wait(PATIENCE_SECONDS)
            outcomes[place] = acts[place]()
        except Exception as error:  # noqa: BLE001 (the test judges it)
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return outcomes
