"""Messages of a definition to and from its canonical JSON, in which they stand by the names of their kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portal.definitions.message_spec import MessageSpec

__all__ = ["dump_messages", "load_messages"]

Data = dict[str, Any]


def dump_messages(messages: Iterable[MessageSpec]) -> list[Data]:
    """Return the JSON form of messages; what says nothing is left out."""
    return [_dump(each) for each in sorted(messages, key=lambda message: message.kind)]


def _dump(message: MessageSpec) -> Data:
    said = {
        "subject": dict(message.subject),
        "body": dict(message.body),
        "replaces": message.replaces,
    }
    return {"kind": message.kind, **{name: value for name, value in said.items() if value}}


def load_messages(data: Mapping[str, Any]) -> tuple[MessageSpec, ...]:
    """Return the messages of a definition; raise KeyError, TypeError or AttributeError where they are none."""
    return tuple(MessageSpec(**{"kind": each["kind"], **each}) for each in data.get("messages", ()))
