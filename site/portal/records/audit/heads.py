"""Heads of the audit trail: one signed file a day, outside the database, which tells how far the chain reached.

Whoever can change the database cannot shorten the trail without these files telling. Operators copy them to where
the database's administrators cannot write; how is written in docs/operators/audit.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils import timezone

from portal.records.audit.keys import SealingKey
from portal.records.audit.models import AuditSeal

__all__ = ["Head", "read_heads", "write_head"]

ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ended on a day."""

    day: str
    number: int
    event_id: int
    mac: str
    key_id: str
    signature: str = ""

    def signed_text(self) -> str:
        """Return what the signature is of."""
        return f"head|{self.day}|{self.number}|{self.event_id}|{self.mac}|{self.key_id}"

    def is_signed_by(self, key: SealingKey) -> bool:
        """Tell whether the signature is this key's."""
        return self.signature == key.sign(self.signed_text())


def write_head(last: AuditSeal, *, key: SealingKey, at: datetime) -> Path:
    """Write the head of the day in the place of an earlier one of the same day; return the file.

    A file that tells of a longer chain stays: the chain has been cut, and verifying will say so.
    """
    head = Head(
        day=f"{timezone.localdate(at):%Y-%m-%d}",
        number=last.number,
        event_id=last.event_id,
        mac=last.mac,
        key_id=key.key_id,
    )
    folder: Path = settings.AUDIT_HEADS
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{head.day}{ENDING}"
    known = _read(file) if file.exists() else None
    if known is None or known.number < head.number:
        signed = asdict(head) | {"signature": key.sign(head.signed_text())}
        with NamedTemporaryFile(
            "w", dir=folder, suffix=".new", encoding="utf-8", delete=False
        ) as new:
            new.write(json.dumps(signed, indent=1) + "\n")
        Path(new.name).replace(file)
    return file


def read_heads(folder: Path) -> Iterator[tuple[str, Head | None]]:
    """Yield the name of each file, oldest first, with its head; None for one that cannot be read."""
    for file in sorted(folder.glob(f"*{ENDING}")):
        yield file.name, _read(file)


def _read(file: Path) -> Head | None:
    try:
        head = Head(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return head if type(head.number) is int and type(head.event_id) is int else None
