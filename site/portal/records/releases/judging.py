"""Judges the parts of a release as they stand; a kind that is absent or broken is a named fault, like any other."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError

from portal.records.releases.kinds import Part, PartFault, PartPreview, find_kind, say_fault
from portal.records.releases.models import Release
from portal.users.models import User

__all__ = [
    "OUT_OF_REACH",
    "PlacedFault",
    "describe_failure",
    "describe_part",
    "find_faults",
    "list_parts",
    "preview_part",
]

logger = logging.getLogger(__name__)
OUT_OF_REACH = (OperationalError, InterfaceError)
"""What a database answers that cannot be asked now: it says nothing of a part."""


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """What is wrong, and with which part; None for the release as a whole."""

    part: Part | None
    fault: PartFault

    @property
    def place(self) -> str:
        """Return the subject of the part; empty for the release as a whole."""
        return self.part.subject if self.part else ""

    @property
    def words(self) -> str:
        """Return what is wrong, in the reader's language where it is known."""
        return say_fault(self.part.kind if self.part else "", self.fault)


def list_parts(release: Release) -> list[Part]:
    """Return the parts in the order in which they are published, the same in every release; 1 SQL."""
    rows = release.parts.order_by("subject").values_list("kind", "subject", "facts")
    return [Part(kind, subject, facts) for kind, subject, facts in rows]


def find_faults(parts: Iterable[Part], *, planner: User, at: datetime) -> list[PlacedFault]:
    """Return why the parts could not be published at a moment; an empty list may be."""
    return list(_find_faults(parts, planner, at))


def _find_faults(parts: Iterable[Part], planner: User, at: datetime) -> Iterator[PlacedFault]:
    seen: set[str] = set()
    for part in parts:
        if part.subject in seen:
            yield PlacedFault(part, PartFault("twice"))
        seen.add(part.subject)
        yield from (PlacedFault(part, fault) for fault in _check(part, planner, at))


def _check(part: Part, planner: User, at: datetime) -> list[PartFault]:
    kind = find_kind(part.kind)
    if kind is None:
        return [PartFault("unknown_kind", part.kind)]
    if kind.permission and not planner.has_perm(kind.permission):
        return [PartFault("not_allowed")]
    try:
        return kind.check(part, planner=planner, at=at)
    except OUT_OF_REACH:
        raise
    except Exception as error:
        logger.exception("%s could not be judged", part.subject)
        return [PartFault("broken", type(error).__name__)]


def describe_part(part: Part) -> str:
    """Return in a few words what a part is; its subject where its kind is absent or fails."""
    kind = find_kind(part.kind)
    if kind is None:
        return part.subject
    try:
        return kind.describe(part)
    except OUT_OF_REACH:
        raise
    except Exception:
        logger.exception("%s could not be described", part.subject)
        return part.subject


def describe_failure(release: Release) -> tuple[str, str]:
    """Return which part of a failed release nothing was published for, and why, in words."""
    parts = list_parts(release)
    part = next((part for part in parts if part.subject == release.failure_place), None)
    placed = PlacedFault(part, PartFault(release.failure, release.failure_detail))
    return (describe_part(part) if part else release.failure_place, placed.words)


def preview_part(part: Part) -> PartPreview:
    """Return what publishing a part would change; nothing where its kind is absent or fails."""
    kind = find_kind(part.kind)
    if kind is None:
        return PartPreview()
    try:
        return kind.preview(part)
    except OUT_OF_REACH:
        raise
    except Exception:
        logger.exception("%s could not be previewed", part.subject)
        return PartPreview()
