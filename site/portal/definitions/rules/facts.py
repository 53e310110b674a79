"""The facts a rule is judged by: answers, records, the day, and which of them are sensitive.

Hidden fields are left out of `answers` by the caller. Facts read no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.definitions.rules.value_data import value_from_data
from portal.definitions.rules.values import ValueType


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known. `sensitive` names the field ids and record paths that no trace may show."""

    answers: Mapping[str, object] = field(repr=False)
    records: Mapping[str, object] = field(repr=False)
    as_of: date
    sensitive: frozenset[str] = frozenset()


def typed_answers(
    stored: Mapping[str, object], types: Mapping[str, ValueType]
) -> dict[str, object]:
    """Turn answers in their JSON form into values, by the types their fields declare.

    What does not fit its type, or has no known one, becomes the Reason: present for `is_answered`,
    unknown for everything else.
    """
    return {
        name: value_from_data(types.get(name, ValueType.OTHER), raw) for name, raw in stored.items()
    }
