"""The facts a rule is judged by: answers, records, the day, and which of them are sensitive.

Hidden fields are left out of `answers` by the caller. Facts read no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .value_data import value_from_data
from .values import Reason, Value, ValueType


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

    What does not fit its type stays as it is stored, if it was answered at all: present for
    `is_answered`, and unknown or a clash of types for everything else.
    """
    answers: dict[str, object] = {}
    for name, raw in stored.items():
        value: Value | Reason = value_from_data(types.get(name, ValueType.OTHER), raw)
        answers[name] = raw if isinstance(value, Reason) else value
    return answers
