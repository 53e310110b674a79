"""To offer a type of question: how it is asked, stored, shown and compared."""

from portal.definitions.fields.base import AnsweringContext, FieldType, HeldCredential, Stored
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import Money, ValueType
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import in_language

__all__ = [
    "AnsweringContext",
    "FieldSpec",
    "FieldType",
    "HeldCredential",
    "Money",
    "Setting",
    "SettingKind",
    "Stored",
    "ValueType",
    "in_language",
]
