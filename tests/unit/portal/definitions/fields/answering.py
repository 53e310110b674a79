"""One question by itself: typed into, read back and compared, as the forms do it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text

CONTEXT = AnsweringContext(on=date(2026, 3, 1), language="en")


def ask(kind: str, *, required: bool = True, **options: Any) -> FieldSpec:
    """Return a question of a type with these options."""
    label = text("Question", "Pregunta")
    return FieldSpec(id="it", type=kind, label=label, required=required, options=options)


def type_into(question: FieldSpec, typed: Any, context: AnsweringContext = CONTEXT) -> Any:
    """Return what is stored of what the control hands over; raise ValidationError for what it refuses."""
    field_type = get_field_type(question.type)
    control = field_type.form_field(question, context.language)
    field_type.prepare(control, question, context)
    return field_type.to_stored(control.clean(typed))


def refusal_of(question: FieldSpec, typed: Any, context: AnsweringContext = CONTEXT) -> str:
    """Return the words in which the question refuses what is typed; empty where it takes it."""
    try:
        type_into(question, typed, context)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def words_of(question: FieldSpec, stored: Any, context: AnsweringContext = CONTEXT) -> str:
    """Return a stored answer as it is read back."""
    return get_field_type(question.type).display(question, stored, context)
