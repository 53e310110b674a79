"""A draft as it is stored: lists of blocks as Wagtail keeps them, and the facts about the whole wizard.

A block is ``{"type", "value", "id"}``. Ids of blocks never change; ``names`` holds those ids of a definition that are
settled for ever, by the id of their block. Shapes and small reading only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from portal.definitions.texts import LANGUAGES, Text

__all__ = [
    "LIBRARY_PREFIX",
    "Block",
    "BlockFault",
    "DraftData",
    "read_text",
    "type_of_block",
    "type_to_block",
    "write_text",
]

Block = Mapping[str, Any]
LIBRARY_PREFIX = "standard_"
"""What the type of a block begins with that is taken from the library of standard questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftData:
    """Everything of a draft that makes its definition; ``facts`` are those of the wizard as a whole."""

    key: str
    facts: Mapping[str, Any]
    steps: Sequence[Block] = ()
    terms: Sequence[Block] = ()
    fees: Sequence[Block] = ()
    private: Sequence[Block] = ()
    messages: Sequence[Block] = ()
    scenarios: Sequence[Mapping[str, Any]] = ()
    names: Mapping[str, str] = field(default_factory=dict)


class BlockFault(NamedTuple):
    """What keeps a block from being read, by a stable name; ``block`` is its id."""

    name: str
    place: str
    block: str


def read_text(stored: object) -> Text:
    """Return a text as definitions hold it: languages that say nothing are left out."""
    given = stored if isinstance(stored, Mapping) else {}
    return {language: given[language] for language in LANGUAGES if given.get(language)}


def write_text(text: Text) -> dict[str, str]:
    """Return a text as a pair of boxes holds it."""
    return {language: text.get(language, "") for language in LANGUAGES}


def type_of_block(block: Block, library: Mapping[str, str]) -> str:
    """Return the type of field that a block of a question stands for; ``library`` gives those of standard questions."""
    name = str(block["type"])
    if name in library:
        return library[name]
    return name.replace("__", ".", 1)


def type_to_block(field_type: str) -> str:
    """Return the type of block of a type of field: Wagtail refuses dots."""
    return field_type.replace(".", "__", 1)
