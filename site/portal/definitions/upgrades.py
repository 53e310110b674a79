"""Definitions of earlier schemas, read in the present one: a function a step, from each schema to the next.

Stored rows are never rewritten: what is upgraded is a copy of their JSON, whenever it is read. How a schema is raised
is written in docs/definitions.md. What the JSON means is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from portal.definitions.spec import SCHEMA_VERSION

__all__ = [
    "UPGRADES",
    "DefinitionFormatError",
    "Upgrade",
    "upgrade_definition",
]

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADES: Mapping[int, Upgrade] = {}
"""By the schema it starts from, what makes of a definition one of the next schema.

Each is given a copy that is its own, and says nothing of ``schema_version``. It is pure: no row, no plugin, no clock.
Once released it is never changed, for the definitions that need it are never changed either.
"""


class DefinitionFormatError(ValueError):
    """A stored definition cannot be read: newer schema, cut short, or not a definition."""

    name, place = "unreadable_definition", "definition"


def upgrade_definition(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a stored definition in the present schema: itself where it is in that, an upgraded copy where it is older.

    Raises DefinitionFormatError for a schema that is newer or none, and where the definition is not what its schema
    says.
    """
    found = data.get("schema_version")
    if type(found) is not int or not 1 <= found <= SCHEMA_VERSION:
        raise DefinitionFormatError(
            f"Schema {found!r} is not known; this portal reads {SCHEMA_VERSION}."
        )
    if found == SCHEMA_VERSION:
        return data
    upgraded = deepcopy(dict(data))
    for schema in range(found, SCHEMA_VERSION):
        try:
            upgraded = UPGRADES[schema](upgraded) | {"schema_version": schema + 1}
        except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
            raise DefinitionFormatError(
                f"The definition cannot be read as one of schema {schema}: {error!r}"
            ) from error
    return upgraded
