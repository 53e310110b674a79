"""Finds a field type by its key: the portal's own, a plugin's, or the placeholder of an absent one."""

from __future__ import annotations

from portal.definitions.fields.absent import AbsentType
from portal.definitions.fields.addresses import AddressType
from portal.definitions.fields.base import FieldType
from portal.definitions.fields.choices import (
    ChoiceType,
    CredentialType,
    MultiChoiceType,
    YesNoType,
)
from portal.definitions.fields.dates import DateType
from portal.definitions.fields.documents import DocumentType
from portal.definitions.fields.listed import EndorsementType, OrganizationType
from portal.definitions.fields.months import MonthType
from portal.definitions.fields.numbers import DecimalType, MoneyType
from portal.definitions.fields.offered import find_offered_type, list_offered_types
from portal.definitions.fields.rows import RowsType
from portal.definitions.fields.signatures import SignatureType
from portal.definitions.fields.ssns import SSNType
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
from portal.definitions.fields.unasked import CalculatedType, StatementType

__all__ = ["get_field_type", "is_known_type", "known_field_types"]

_ABSENT = AbsentType()


def get_field_type(key: str) -> FieldType:
    """Return the field type of that key; a locked placeholder while nothing offers it."""
    return _TYPES.get(key) or find_offered_type(key) or _ABSENT


def is_known_type(key: str) -> bool:
    """Tell whether a definition may use the type now."""
    return key in _TYPES or find_offered_type(key) is not None


def known_field_types() -> frozenset[str]:
    """Return the keys of all types that a definition may use now."""
    return frozenset(_TYPES) | list_offered_types()


_TYPES: dict[str, FieldType] = {
    field_type.key: field_type
    for field_type in (
        TextType(),
        LongTextType(),
        NameType(),
        SignatureType(),
        SSNType(),
        EmailType(),
        PhoneType(),
        StateType(),
        ZipCodeType(),
        IntegerType(),
        DecimalType(),
        MoneyType(),
        DateType(),
        MonthType(),
        YesNoType(),
        ChoiceType(),
        MultiChoiceType(),
        CredentialType(),
        EndorsementType(),
        OrganizationType(),
        AddressType(),
        DocumentType(),
        StatementType(),
        CalculatedType(),
        RowsType(get_field_type),
    )
}
