"""The JSON Schema of a definition, and what in some JSON does not have its shape.

What the parts mean together is checked in ``checks``; rules are read by ``rules``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from portal.definitions.checks import DefinitionError

__all__ = ["MOST_FAULTS", "find_faults_of_shape", "get_schema"]

FILE = Path(__file__).with_name("definition.schema.json")
MOST_FAULTS = 20
LONGEST_DETAIL = 200


@cache
def get_schema() -> dict[str, Any]:
    """Return the schema, draft 2020-12."""
    schema: dict[str, Any] = json.loads(FILE.read_text())
    return schema


def find_faults_of_shape(data: object) -> list[DefinitionError]:
    """Return what does not have the shape of a definition, some twenty at most, each by its path."""
    return list(islice(_faults(data), MOST_FAULTS))


def _faults(data: object) -> Iterator[DefinitionError]:
    from jsonschema import Draft202012Validator  # deferred: only who reads a bundle asks for it

    for fault in Draft202012Validator(get_schema()).iter_errors(data):
        place = ".".join(map(str, fault.absolute_path)) or "definition"
        yield DefinitionError("wrong_shape", place, fault.message[:LONGEST_DETAIL])
