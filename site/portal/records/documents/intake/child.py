"""The process that opens one file and ends: limits itself, does one task, writes one line of JSON.

Started by ``running`` as ``python -m``; knows no settings, no Django and no secrets. The parsers are loaded after the
limits are set, each only for the task that needs it.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from typing import Any

from portal.records.documents.intake.codes import FULL, Code, Refused

__all__ = ["main"]

PACKAGE = "portal.records.documents.intake"
TASKS = {"judge_pdf": "pdfs", "remake_image": "pictures", "draw_page": "drawing"}
MOST_OPEN_FILES = 64


def main(order: dict[str, Any]) -> None:
    """Do what is ordered and say what was found, or why the file is refused."""
    confine(order["limits"])
    try:
        module = importlib.import_module(f"{PACKAGE}.{TASKS[order['task']]}")
        found = getattr(module, order["task"])(order)
    except Refused as refused:
        found = {"refused": refused.code}
    except MemoryError:
        found = {"refused": Code.TOOK_TOO_LONG}
    except OSError as fault:
        if fault.errno not in FULL:
            raise
        found = {"refused": Code.NO_ROOM}
    sys.stdout.write(json.dumps(found))


def confine(limits: dict[str, int]) -> None:
    """Limit memory, time, files written and opened for good; what goes beyond fails or ends the process."""
    seconds = limits["most_seconds"]
    for what, soft, hard in (
        (resource.RLIMIT_AS, limits["most_memory"], limits["most_memory"]),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_FSIZE, limits["most_bytes"], limits["most_bytes"]),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES, MOST_OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
