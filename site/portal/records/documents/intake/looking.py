"""Looks into a received file that lies on the disk: what it is, whether it is taken, and what is to be stored of it."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.limits import Limits, current_limits
from portal.records.documents.intake.names import clean_name, ending_of
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.intake.running import ask_child
from portal.records.documents.intake.signatures import (
    ACCEPTED_ENDINGS,
    JPEG,
    PDF,
    PNG,
    Kind,
    has_pdf_behind_its_head,
    kind_of,
)

__all__ = ["Examined", "look_into"]

KINDS_MADE = {kind.media_type: kind for kind in (JPEG, PNG)}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that is taken. ``path`` is what to store: the file itself, or a new temporary one to be removed."""

    path: Path
    media_type: str
    suffix: str
    size: int
    sha256: str
    pages: int
    converted_from: str
    display_name: str


def look_into(path: Path, *, name: str) -> Examined:
    """Judge the file at a path by its content, making pictures anew; raise FileRefusedError where it isn't taken.

    ``name`` is what the sender called it: it must end as a file that is taken, and is only shown.
    """
    limits = current_limits()
    kind = _judge_outside(path, name, limits)
    if kind is PDF:
        found = ask_child("judge_pdf", path, limits)
        return _examined(path, PDF, name, pages=found["pages"])
    with tempfile.NamedTemporaryFile(
        prefix="intake-", dir=settings.FILE_UPLOAD_TEMP_DIR, delete=False
    ) as file:
        anew = Path(file.name)
    try:
        found = ask_child("remake_image", path, limits, decoder=kind.decoder, to=str(anew))
        made = KINDS_MADE[found["media_type"]]
        return _examined(anew, made, name, converted_from="" if made is kind else kind.media_type)
    except BaseException:
        anew.unlink()
        raise


def _judge_outside(path: Path, name: str, limits: Limits) -> Kind:
    """Refuse what its size, ending or first bytes give away; return its kind."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError(Code.EMPTY)
    if size > limits.most_bytes:
        raise FileRefusedError(Code.TOO_LARGE)
    ending = ending_of(name)
    if ending and ending not in ACCEPTED_ENDINGS:
        raise FileRefusedError(Code.WRONG_ENDING)
    kind = kind_of(path)
    if kind is None:
        is_behind = has_pdf_behind_its_head(path)
        raise FileRefusedError(Code.MORE_THAN_IT_SAYS if is_behind else Code.KIND_UNKNOWN)
    return kind


def _examined(
    path: Path, kind: Kind, name: str, *, pages: int = 1, converted_from: str = ""
) -> Examined:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Examined(
        path=path,
        media_type=kind.media_type,
        suffix=kind.suffix,
        size=path.stat().st_size,
        sha256=digest,
        pages=pages,
        converted_from=converted_from,
        display_name=clean_name(name, kind.suffix),
    )
