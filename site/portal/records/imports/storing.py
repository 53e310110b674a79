"""Keeps the lines of an uploaded file among the private files until they are staged."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from portal.records.imports.reading import Line

__all__ = ["read_lines", "store_lines"]

FOLDER = "imports"


def store_lines(lines: Iterable[Line]) -> str:
    """Keep lines; return the name they are kept under."""
    rows = ([line.number, line.texts] for line in lines)
    body = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return storages["private"].save(f"{FOLDER}/{uuid.uuid4().hex}", ContentFile(body.encode()))


def read_lines(stored_name: str) -> list[Line]:
    """Return the lines kept under a name."""
    with storages["private"].open(stored_name) as kept:
        return [Line(*json.loads(row)) for row in kept.read().decode().split("\n")]
