"""What keeps a page or snippet from being published: faults that WCAG at A and AA forbids, each at its block.

Drafts may have them. What only a browser can see, such as colors, is for Wagtail's checker in the preview.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.models import AbstractImage

from content.editing.rich_text import RunningText, judge_alt_text, judge_link_words
from content.editing.walking import Piece, Place, read_values, walk

TITLE_LEVEL, SECTION_LEVEL = 1, 2
HEADING_NAMES = {"heading", "title", "question"}
TARGET_NAMES = ("page", "address", "url", "document")
WORDS_OF_LINKS = {
    "text": TARGET_NAMES,
    "link_text": tuple(f"link_{name}" for name in TARGET_NAMES),
}
"""The words of a link, and where it may lead: fields and blocks beside them."""
VIDEO_NAMES = {"video", "video_url", "video_file"}
ALTERNATIVE_NAMES = ("transcript", "captions", "subtitles")
TABLE_HEADERS = ("first_row_is_table_header", "first_col_is_header", "table_header_choice")
TABLE_WITHOUT = (None, "", False, "neither")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, in plain words, with its place."""

    field: str
    place: Place
    message: str


def find_faults(instance: models.Model) -> list[Fault]:
    """Return what keeps an object from being published."""
    return judge_values(type(instance), read_values(instance))


def check_faults(instance: models.Model) -> None:
    """Raise ValidationError with all that keeps an object from being published."""
    if faults := find_faults(instance):
        raise ValidationError([fault.message for fault in faults])


def judge_values(model: type[models.Model], values: dict[str, Any]) -> list[Fault]:
    """Return what is wrong with the values of some of a model's fields.

    A model whose template puts a heading of its own above a field says its level in `headings_above`.
    """
    faults: list[Fault] = []
    above: dict[str, int] = getattr(model, "headings_above", {})
    level, field = TITLE_LEVEL, ""
    for piece in walk(model, values):
        if piece.field != field:
            level, field = above.get(piece.field, TITLE_LEVEL), piece.field
        level = _follow_heading(piece, level)
        if piece.rich_text is not None:
            text = RunningText(piece.rich_text, level=level)
            faults += [Fault(piece.field, piece.place, message) for message in text.faults()]
            level = text.level
        else:
            faults += _judge(piece)
    return faults


def find_warnings(instance: models.Model) -> list[str]:
    """Return what should be mended, but does not keep an object from being published."""
    pieces = walk(type(instance), read_values(instance))
    texts = [piece.rich_text for piece in pieces if piece.rich_text]
    return [warning for text in texts for warning in RunningText(text, level=1).warnings()]


def to_errors(faults: Iterable[Fault]) -> dict[str, ValidationError]:
    """Return the faults as Wagtail's form shows them: by field, nested down to the block."""
    by_field: dict[str, list[tuple[Place, str]]] = {}
    for fault in faults:
        by_field.setdefault(fault.field, []).append((fault.place, fault.message))
    return {field: _nest(found) for field, found in by_field.items()}


def _nest(found: list[tuple[Place, str]]) -> ValidationError:
    here = [message for place, message in found if not place]
    if here:
        return ValidationError(here)
    error_type = found[0][0][0][0]
    inside: dict[Any, list[tuple[Place, str]]] = {}
    for place, message in found:
        inside.setdefault(place[0][1], []).append((place[1:], message))
    return error_type({key: _nest(each) for key, each in inside.items()})


def _follow_heading(piece: Piece, level: int) -> int:
    """Return the level of the last heading; a block's own stands directly in it, those of its items one below."""
    is_heading = piece.place and piece.name in HEADING_NAMES and piece.value
    if not is_heading:
        return level
    return SECTION_LEVEL if len(piece.place) <= SECTION_LEVEL else SECTION_LEVEL + 1


def _judge(piece: Piece) -> Iterator[Fault]:
    for place, message in _messages(piece):
        yield Fault(piece.field, (*piece.place, *place), message)


def _messages(piece: Piece) -> Iterator[tuple[Place, str]]:
    if isinstance(piece.value, AbstractImage):
        place: Place = ((StructBlockValidationError, "alt_text"),)
        is_chooser = not hasattr(piece.value, "contextual_alt_text")
        fault = judge_alt_text(_alt_text(piece), file_name=piece.value.filename)
        if fault is not None:
            yield () if is_chooser else place, fault
    elif isinstance(piece.value, str) and _is_link(piece):
        if (fault := judge_link_words(piece.value)) is not None:
            yield (), fault
    elif piece.name in VIDEO_NAMES and piece.value and not _has_alternative(piece):
        yield (), _("The video has neither captions nor a transcript. Add one of them.")
    elif _is_table_without_headers(piece.value):
        yield (), _("This table has no header cells. Mark its first row or column as headers.")


def _alt_text(piece: Piece) -> str | None:
    """Return the words for a picture; an empty string where it is declared decoration."""
    image = piece.value
    if getattr(image, "decorative", False):
        return ""
    beside = piece.siblings.get(f"{piece.name}_alt") or piece.siblings.get("alt_text")
    own = getattr(image, "contextual_alt_text", None) or getattr(image, "description", "")
    return str(beside or own) or None


def _is_link(piece: Piece) -> bool:
    return any(piece.siblings.get(name) for name in WORDS_OF_LINKS.get(piece.name, ()))


def _has_alternative(piece: Piece) -> bool:
    return any(
        value
        for name, value in piece.siblings.items()
        if any(word in name for word in ALTERNATIVE_NAMES)
    )


def _is_table_without_headers(value: Any) -> bool:
    if not isinstance(value, dict) or "data" not in value:
        return False
    return all(value.get(name) in TABLE_WITHOUT for name in TABLE_HEADERS)
