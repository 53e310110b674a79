"""To define a wizard: specs, texts and the short ways to write rules."""

from portal.definitions.rules.build import (
    all_of,
    answer,
    any_of,
    as_of,
    contains,
    eq,
    ge,
    gt,
    is_answered,
    le,
    lt,
    ne,
    none_of,
    one_of,
    record,
)
from portal.definitions.spec import (
    ChoiceSpec,
    DeclarationSpec,
    FieldSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.texts import Text, text

__all__ = [
    "ChoiceSpec",
    "DeclarationSpec",
    "FieldSpec",
    "StepKind",
    "StepSpec",
    "Text",
    "WizardSpec",
    "all_of",
    "answer",
    "any_of",
    "as_of",
    "contains",
    "eq",
    "ge",
    "gt",
    "is_answered",
    "le",
    "lt",
    "ne",
    "none_of",
    "one_of",
    "record",
    "text",
]
