"""Finds a field type by its key."""

from __future__ import annotations

from portal.definitions.fields.base import FieldType
from portal.definitions.fields.choices import (
    ChoiceType,
    CredentialType,
    MultiChoiceType,
    YesNoType,
)
from portal.definitions.fields.dates import DateType
from portal.definitions.fields.rows import RowsType
from portal.definitions.fields.texts import (
    EmailType,
    IntegerType,
    LongTextType,
    NameType,
    PhoneType,
    StateType,
    TextType,
    ZipCodeType,
)

__all__ = ["get_field_type", "known_field_types"]

_TYPES: dict[str, FieldType] = {
    field_type.key: field_type
    for field_type in (
        TextType(),
        LongTextType(),
        NameType(),
        EmailType(),
        PhoneType(),
        StateType(),
        ZipCodeType(),
        IntegerType(),
        DateType(),
        YesNoType(),
        ChoiceType(),
        MultiChoiceType(),
        CredentialType(),
        RowsType(lambda key: _TYPES[key]),
    )
}


def get_field_type(key: str) -> FieldType:
    """Return the field type of that key; raise KeyError where none is registered."""
    return _TYPES[key]


def known_field_types() -> frozenset[str]:
    """Return the keys of all registered types."""
    return frozenset(_TYPES)
