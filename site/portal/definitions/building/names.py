"""Which id each block of a draft has in its definition, and what rules may call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.definitions.building.data import Block, DraftData, read_text, type_of_block
from portal.definitions.building.library import LIBRARY_TYPES
from portal.definitions.building.naming import make_name
from portal.definitions.building.settings import read_settings
from portal.definitions.fee_spec import place_of_fee
from portal.definitions.fields import get_field_type
from portal.definitions.message_spec import place_of_message
from portal.definitions.rules import ValueType
from portal.definitions.rules.values import LIST_OF
from portal.definitions.spec import PRIVATE, ROW, FieldSpec
from portal.definitions.texts import in_language

__all__ = ["Called", "DraftNames", "name_blocks"]

RESERVED_STEPS = frozenset({"review", "submitted", "start", "done", PRIVATE})


@dataclass(frozen=True, slots=True)
class Called:
    """What rules call a question, of which type it is to them, and its choices by the ids of their blocks."""

    name: str
    kind: ValueType
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class DraftNames:
    """The ids of a draft's blocks, what rules call its questions, and the blocks by the places of errors."""

    names: dict[str, str] = field(default_factory=dict)
    called: dict[str, Called] = field(default_factory=dict)
    in_rows: dict[str, dict[str, Called]] = field(default_factory=dict)
    """By the block of a group, what the rules of its rows may call the questions of that row."""
    in_asked: dict[str, dict[str, Called]] = field(default_factory=dict)
    """By the block of a step, what the rules of what somebody else is asked there may call those questions."""
    places: dict[str, str] = field(default_factory=dict)


def name_blocks(draft: DraftData) -> DraftNames:
    """Return the names of every block; a name that is settled is kept."""
    return _Namer(draft).found


class _Namer:
    def __init__(self, draft: DraftData) -> None:
        self.settled, self.found = draft.names, DraftNames()
        self.ever = frozenset(draft.names.values())
        """Nothing is called again what something that is gone was called in a published version."""
        self.questions: set[str] = set(self.ever)
        steps = set(self.ever | RESERVED_STEPS)
        for step in draft.steps:
            value = step["value"]
            name = self._name(step, value.get("title"), steps, "step")
            self.found.places[name] = _id(step)
            self._name_questions(
                value.get("questions") or (), name, self.found.called, self.questions
            )
            asked = self.found.in_asked.setdefault(_id(step), {})
            self._name_questions(value.get("asked") or (), name, asked, set(self.ever))
            taken = set(self.ever)
            for each in value.get("requirements") or ():
                needed = self._name(each, each["value"].get("title"), taken, "requirement")
                self.found.places[f"{name}.{needed}"] = _id(each)
        self._name_questions(draft.private, PRIVATE, self.found.called, self.questions)
        self._name_fees(draft.fees)
        for message in draft.messages:
            self.found.places[place_of_message(message["type"])] = _id(message)

    def _name(self, block: Block, text: Any, taken: set[str], otherwise: str) -> str:
        name = self.settled.get(_id(block)) or make_name(
            in_language(read_text(text), "en"), taken=taken, otherwise=otherwise
        )
        taken.add(name)
        self.found.names[_id(block)] = name
        return name

    def _name_fees(self, blocks: Sequence[Block]) -> None:
        """Name fees after their items."""
        taken = set(self.ever)
        for block in blocks:
            item = str(block["value"].get("item") or "")
            name = self._name(block, {"en": item}, taken, "fee")
            self.found.places[place_of_fee(name)] = _id(block)

    def _name_questions(
        self, blocks: Any, step: str, called: dict[str, Called], names: set[str]
    ) -> None:
        """Name questions that may not have the ``names`` of others, for rules that read them as ``called``."""
        for block in blocks:
            value = block["value"]
            is_group = block["type"] == "rows"
            taken = names | {ROW} if is_group else names
            name = self._name(block, value.get("label"), taken, "question")
            names.add(name)
            self.found.places[f"{step}.{name}"] = _id(block)
            called[_id(block)] = Called(name, _kind(block), self._name_choices(value))
            if is_group:
                self._name_columns(block, name, step, called)

    def _name_columns(self, group: Block, name: str, step: str, called: dict[str, Called]) -> None:
        blocks = group["value"].get("rows") or ()
        taken = set(self.ever)
        own = self.found.in_rows.setdefault(_id(group), {})
        for block in blocks:
            inner = self._name(block, block["value"].get("label"), taken, "question")
            kind, choices = _kind(block), self._name_choices(block["value"])
            own[_id(block)] = Called(f"{ROW}.{inner}", kind, choices)
            listed = LIST_OF.get(kind, ValueType.OTHER)
            called[_id(block)] = Called(f"{name}.{inner}", listed, choices)
            self.found.places[f"{step}.{name}.{inner}"] = _id(block)

    def _name_choices(self, value: Mapping[str, Any]) -> dict[str, str]:
        listed = value.get("choices") or ()
        taken = set(self.ever)
        return {_id(each): self._name(each, each["value"], taken, "choice") for each in listed}


def _id(block: Block) -> str:
    return str(block.get("id") or "")


def _kind(block: Block) -> ValueType:
    field_type = type_of_block(block, LIBRARY_TYPES)
    options = read_settings(field_type, block["value"].get("settings") or {}, {})
    bare = FieldSpec(id="bare", type=field_type, label={}, options=options)
    return get_field_type(field_type).value_type_of(bare)
