"""Documents with their files: received as a person's file is, stored where the settings say."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from portal.records.documents.storing import keep_file, read_blocks
from portal.records.models import Document, Person
from tests.factories.records import make_document, make_named


def keep_bytes(content: bytes) -> str:
    """Store a content and return the name it is kept under."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return keep_file(Path(file.name))


def receive(content: bytes, person: Person | None = None, **facts: Any) -> Document:
    """Store a content with the document that tells of it."""
    return make_document(
        person or make_named("Whitfield"),
        **{
            "stored_name": keep_bytes(content),
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            **facts,
        },
    )


def read_stored(stored_name: str) -> bytes:
    """Return what is stored under a name."""
    return b"".join(read_blocks(stored_name))
