"""The registry of field types: what a question of a type asks for, stores, shows and lets rules see."""

from portal.definitions.fields.base import (
    AnsweringContext,
    FieldType,
    HeldCredential,
    HeldDocument,
    ListedRow,
)
from portal.definitions.fields.registry import get_field_type, is_known_type, known_field_types

__all__ = [
    "AnsweringContext",
    "FieldType",
    "HeldCredential",
    "HeldDocument",
    "ListedRow",
    "get_field_type",
    "is_known_type",
    "known_field_types",
]
