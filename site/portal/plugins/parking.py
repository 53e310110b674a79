"""Plugins that this process does without, each with the reason; settings, start-up and overview share this list.

Filled while settings are read, so nothing here may need them. What fails during a request is no
reason to park: that is the guard's business.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = [
    "Parked",
    "Stage",
    "is_parked",
    "list_parked",
    "park",
    "parked_on_failure",
    "unpark_all",
]

logger = logging.getLogger(__name__)
LONGEST_DETAIL = 200


class Stage(StrEnum):
    """Where a plugin failed."""

    IMPORT = "import"
    CONTRACT = "contract"
    IDENTITY = "identity"
    SLUG = "slug"
    MODELS = "models"
    READY = "ready"
    MODULE = "module"
    DEFINITION = "definition"
    ADDRESSES = "addresses"
    MIGRATION = "migration"


REASONS: dict[Stage, Promise] = {
    Stage.IMPORT: _("It cannot be imported."),
    Stage.CONTRACT: _("It is made for another version of the contract."),
    Stage.IDENTITY: _("Its id belongs to another plugin or to the portal."),
    Stage.SLUG: _("An address that it claims belongs to another plugin or to the portal."),
    Stage.MODELS: _("Its models cannot be loaded."),
    Stage.READY: _("It failed while the portal started."),
    Stage.MODULE: _("One of its modules cannot be imported."),
    Stage.DEFINITION: _("One of its wizards is unsound."),
    Stage.ADDRESSES: _("Its addresses cannot be read."),
    Stage.MIGRATION: _("Its tables are not up to date: its migrations failed or were not run."),
}


@dataclass(frozen=True, slots=True)
class Parked:
    """A plugin that was found and is not used; ``detail`` is technical and in English."""

    name: str
    stage: Stage
    detail: str
    version: str = ""

    @property
    def plugin_id(self) -> str:
        """Return the last part of its dotted name, which is all that is known of some."""
        return self.name.rpartition(".")[2]

    @property
    def reason(self) -> str:
        """Return the reason in the reader's language."""
        return str(REASONS[self.stage])


_parked: dict[str, Parked] = {}


def park(name: str, stage: Stage, detail: str, *, version: str = "") -> None:
    """Do without a plugin from now on; the first reason is the one that is kept."""
    if name in _parked:
        return
    _parked[name] = parked = Parked(name, stage, detail[:LONGEST_DETAIL], version)
    logger.error("plugin %s is parked (%s): %s", parked.plugin_id, stage, parked.detail)


@contextmanager
def parked_on_failure(
    name: str, stage: Stage, *, version: str = "", where: str = ""
) -> Iterator[None]:
    """Park the plugin where the block raises anything, SystemExit included, and go on after it."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, the portal does without it
        park(name, stage, f"{where}{_describe(error)}", version=version)


def is_parked(name: str) -> bool:
    """Tell whether the portal does without the plugin of that dotted name."""
    return name in _parked


def list_parked() -> list[Parked]:
    """Return what is parked, in the order in which it failed."""
    return list(_parked.values())


def unpark_all() -> None:
    """Forget everything; for a process that looks at its plugins anew, as tests do."""
    _parked.clear()


def _describe(error: BaseException) -> str:
    """Return the exception in one line: no person is involved when a portal starts."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
