"""Copies of plugins' wizards that editors adapt, and what they take over when the plugin has moved on.

How two definitions are merged is in ``merging``, what may be published in ``checks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction

from portal.definitions.merging import NO_CHOICES, Merge, merge_definitions
from portal.definitions.merging_parts import Clash, Data, Side
from portal.definitions.offers import offered_wizards
from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import content_hash, dump_wizard, load_wizard
from portal.definitions.spec import WizardSpec
from portal.records.audit.operations import record_event
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = [
    "ClashesLeftError",
    "KeyTakenError",
    "MovedMeanwhileError",
    "NothingToMergeError",
    "Upstream",
    "copy_wizard",
    "find_upstream",
    "merge_wizard",
]


class KeyTakenError(ValueError):
    """A wizard of that key exists, or a plugin offers one."""


class NothingToMergeError(ValueError):
    """The wizard is no copy of a plugin's, or the plugin's is still the version it was copied from."""


class MovedMeanwhileError(ValueError):
    """One of both was published anew since somebody looked at the merge."""


class ClashesLeftError(ValueError):
    """Both sides have changed the same otherwise, and nobody has decided; ``clashes`` names what."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__(", ".join(clash.key for clash in clashes))
        self.clashes = clashes


@dataclass(frozen=True)
class Upstream:
    """A copy's own definition, the plugin's version it was made from or merged with last, and the plugin's of today."""

    base: WizardVersion
    ours: Data
    theirs: WizardVersion

    @cached_property
    def specs(self) -> tuple[WizardSpec, WizardSpec, WizardSpec]:
        """Return the three definitions, all under the key of the copy; raise DefinitionFormatError."""
        said = (self.base.definition, self.ours, self.theirs.definition)
        base, ours, theirs = (replace(load_wizard(each), key=self.ours["key"]) for each in said)
        return base, ours, theirs

    @property
    def state(self) -> str:
        """Return what a merge was looked at on: it is another one when either side moves on."""
        return f"{content_hash(self.ours)}-{self.theirs.content_hash}"

    def merge(self, take: Mapping[str, Side] = NO_CHOICES) -> Merge:
        """Return what comes of it; ``take`` decides clashes by their keys."""
        return merge_definitions(*map(dump_wizard, self.specs), take=take)

    def describe(self, merge: Merge, take: Mapping[str, Side]) -> dict[str, Any]:
        """Return what was merged and decided, for the audit trail."""
        return {
            "base": self.base.content_hash,
            "ours": content_hash(self.ours),
            "theirs": self.theirs.content_hash,
            "taken": {clash.key: str(take[clash.key]) for clash in merge.clashes},
        }

    def settle(self, take: Mapping[str, Side], seen: str | None) -> Merge:
        """Return what comes of it, all decided; raise MovedMeanwhileError and ClashesLeftError.

        ``seen`` is the ``state`` that was looked at.
        """
        if seen is not None and seen != self.state:
            raise MovedMeanwhileError(self.ours["key"])
        merge = self.merge(take)
        if merge.undecided:
            raise ClashesLeftError(merge.undecided)
        return merge


@transaction.atomic
def copy_wizard(*, from_key: str, key: str, actor_id: int | None, at: datetime) -> WizardVersion:
    """Publish a copy of a plugin's wizard under a key of its own; it is off until somebody switches it on.

    Raises Wizard.DoesNotExist where no plugin's wizard is on offer under ``from_key``, KeyTakenError, and
    UnsoundDefinitionError for a key that none can have.
    """
    source = Wizard.objects.select_related("current_version").get(
        key=from_key, origin=Wizard.Origin.PLUGIN, current_version__isnull=False
    )
    template = source.current_version
    assert template is not None
    taken = any(offered.key == key for _plugin, _version, offered in offered_wizards())
    if taken or Wizard.objects.filter(key=key).exists():
        raise KeyTakenError(key)
    Wizard.objects.create(key=key, origin=Wizard.Origin.EDITOR, is_on=False, copied_from=template)
    version = publish_wizard(
        spec=replace(load_wizard(template.definition), key=key),
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=actor_id,
        at=at,
    )
    record_event(
        action="wizard.copied",
        record_type="wizard",
        record_id=key,
        state={"from": from_key, "content_hash": template.content_hash},
        actor_id=actor_id,
        at=at,
    )
    return version


def find_upstream(key: str) -> Upstream | None:
    """Return what a copy can be merged with; None where it is no copy, or the plugin has not moved on. One query."""
    wizard = (
        Wizard.objects.select_related("current_version", "copied_from__wizard__current_version")
        .filter(key=key)
        .first()
    )
    base = wizard.copied_from if wizard else None
    ours = wizard.current_version if wizard else None
    theirs = base.wizard.current_version if base else None
    if base is None or ours is None or theirs is None or theirs.pk == base.pk:
        return None
    return Upstream(base, ours.definition, theirs)


@transaction.atomic
def merge_wizard(
    *,
    key: str,
    take: Mapping[str, Side],
    seen: str | None = None,
    actor_id: int | None,
    at: datetime,
) -> WizardVersion:
    """Publish what comes of a copy and the plugin's newer version, which the copy is then known to have taken over.

    ``seen`` is the ``Upstream.state`` that was looked at. Raises NothingToMergeError, MovedMeanwhileError,
    ClashesLeftError, DefinitionFormatError, and UnsoundDefinitionError where the result is not sound.
    """
    wizard = Wizard.objects.select_for_update().filter(key=key).first()
    upstream = find_upstream(key)
    if wizard is None or upstream is None:
        raise NothingToMergeError(key)
    merge = upstream.settle(take, seen)
    version = publish_wizard(
        spec=load_wizard(merge.definition),
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=actor_id,
        at=at,
    )
    Wizard.objects.filter(pk=wizard.pk).update(copied_from=upstream.theirs)
    record_event(
        action="wizard.merged",
        record_type="wizard",
        record_id=key,
        state={**upstream.describe(merge, take), "content_hash": version.content_hash},
        actor_id=actor_id,
        at=at,
    )
    return version
