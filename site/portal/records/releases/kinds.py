"""The contract of a part of a release, and the registry of its kinds. Each kind is registered by its layer.

A kind judges, describes and publishes; when, for whom and together with what is known to ``operations``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.users.models import User

__all__ = [
    "Part",
    "PartFault",
    "PartKind",
    "PartPreview",
    "PartRefusedError",
    "PreviewLine",
    "announce_kinds",
    "find_kind",
    "list_kinds",
    "register_kind",
    "say_fault",
]


@dataclass(frozen=True, slots=True)
class Part:
    """What is to be published: of which kind, about what, and what the kind needs to know, as JSON.

    ``subject`` is the same for every part that publishes the same thing, such as "page 12": a release has it once.
    """

    kind: str
    subject: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartFault:
    """Why a part cannot be published, by a stable name; ``detail`` says more, and may be empty."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One thing that publishing a part would change; empty where there is nothing to compare."""

    where: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PartPreview:
    """What publishing a part would change, how many are under way on what, and where to look closer."""

    lines: Sequence[PreviewLine] = ()
    counts: Sequence[tuple[str, int]] = ()
    url: str = ""


class PartRefusedError(Exception):
    """A part cannot be made or published; ``faults`` names why."""

    def __init__(self, first: PartFault, *others: PartFault) -> None:
        faults = (first, *others)
        super().__init__("; ".join(f"{fault.name} {fault.detail}".strip() for fault in faults))
        self.faults = faults


class PartKind(ABC):
    """A kind of parts. Parts are picked from ``choices``, or read from files where ``reads_files``."""

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    help_text: ClassVar[str | Promise] = ""
    faults: ClassVar[Mapping[str, str | Promise]] = {}
    """In plain words, what its faults mean, by name."""
    reads_files: ClassVar[bool] = False
    permission: ClassVar[str] = ""
    """What somebody must hold to plan such parts at all, when they are planned and when they are published."""

    def choices(self, planner: User) -> list[tuple[str, str]]:
        """Return what somebody may pick, each with its words."""
        return []

    def pick(self, value: str) -> Part:
        """Return the part that a choice stands for; raise PartRefusedError."""
        raise PartRefusedError(PartFault("gone", value))

    def read(self, content: bytes) -> Part:
        """Return the part that a file holds; raise PartRefusedError."""
        raise PartRefusedError(PartFault("unreadable"))

    @abstractmethod
    def describe(self, part: Part) -> str:
        """Return in a few words what the part is, even where what it is about is gone."""

    @abstractmethod
    def check(self, part: Part, *, planner: User, at: datetime) -> list[PartFault]:
        """Return why the part could not be published at a moment for whoever planned it; writes nothing."""

    def say_detail(self, detail: str) -> str:
        """Return the detail of a fault in the reader's language, where it is more than a name or a value."""
        return detail

    @abstractmethod
    def preview(self, part: Part) -> PartPreview:
        """Return what publishing would change as things stand; writes nothing."""

    @abstractmethod
    def apply(self, part: Part, *, actor: User, at: datetime) -> None:
        """Publish the part as part of the caller's transaction.

        Locks what it changes, and raises PartRefusedError where somebody else has changed it since the part was made.
        """


FAULTS: Mapping[str, str | Promise] = {
    "not_allowed": _("Whoever planned the release may not publish this."),
    "unknown_kind": _("Nothing here knows how to publish this: a plugin may be absent."),
    "broken": _("Judging or publishing it failed by a fault of the portal; its log says more."),
    "twice": _("Another part of the release publishes the same."),
    "nothing": _("Choose what is to be released."),
    "name_taken": _("Another release has this name."),
    "moment_passed": _("This moment has passed. Choose a later one."),
}
_kinds: dict[str, PartKind] = {}
_sources: dict[str, None] = {}


def announce_kinds(module: str) -> None:
    """Name a module that registers kinds; it is imported when the first release is looked at, not at every start."""
    _sources[module] = None


def register_kind(kind: PartKind) -> None:
    """Say what publishes parts of a kind."""
    _kinds[kind.name] = kind


def list_kinds() -> list[PartKind]:
    """Return every kind, in the order in which they were announced."""
    for module in _sources:
        import_module(module)
    return list(_kinds.values())


def find_kind(name: str) -> PartKind | None:
    """Return a kind, or None where nothing registers it."""
    return next((kind for kind in list_kinds() if kind.name == name), None)


def say_fault(kind: str, fault: PartFault) -> str:
    """Return in plain words what a fault of a part means, with its detail; its name where nothing more is known."""
    found = find_kind(kind)
    words = {**FAULTS, **(found.faults if found else {})}
    detail = found.say_detail(fault.detail) if found and fault.detail else fault.detail
    return " ".join(filter(None, (str(words.get(fault.name, fault.name)), detail)))
