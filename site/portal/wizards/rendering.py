"""Draws a step's fields: the field templates compiled once a form class, then escape and join.

The templates in ``components/`` stay the one place that says how a field looks: each is rendered
once per state with a mark in place of the value, and cut at the mark. Fields that differ from
applicant to applicant, or whose type is a plugin's, are drawn by their template every time.
"""

from __future__ import annotations

from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.definitions.fields import get_field_type
from portal.definitions.forms import StepForm
from portal.definitions.requirements import plugin_of
from portal.plugins.guard import call_pure
from portal.wizards.marks import Pieces, cut, fill, mark

__all__ = ["render_form"]

MOST_STATES = 64
BLANK = ()
"""The key of a step's page on which nothing is answered."""

States = dict[tuple[Any, ...], Pieces]
_compiled: WeakKeyDictionary[type[forms.Form], States] = WeakKeyDictionary()


def render_form(form: forms.Form) -> SafeString:
    """Return the form's visible and hidden fields, as ``components/field.html`` draws them."""
    states = _compiled.setdefault(type(form), {})
    if not isinstance(form, StepForm) or form.is_bound or form.initial:
        return _draw(form, states)
    if BLANK not in states:
        states[BLANK] = (_draw(form, states),) if _is_same_for_all(form) else ()
    return mark_safe("".join(states[BLANK])) if states[BLANK] else _draw(form, states)  # noqa: S308 - as below


def _is_same_for_all(form: StepForm) -> bool:
    """Tell whether the step opens alike for every applicant who has not answered it."""
    return all(_is_fixed(form, name) and not _plugin_of(form, name) for name in form.fields)


def _draw(form: forms.Form, states: States) -> SafeString:
    parts = [(bound, bound.is_hidden) for bound in form]
    drawn = [
        _place(form, bound.name, _render(form, bound, states))
        for bound, is_hidden in parts
        if not is_hidden
    ]
    drawn += [str(bound) for bound, is_hidden in parts if is_hidden]
    return mark_safe("".join(drawn))  # noqa: S308 - values are escaped, the rest is our templates


def _place(form: forms.Form, name: str, drawn: str) -> str:
    """Return a question that is asked on a condition in a part of its own, which ``rules.js`` can hide."""
    if isinstance(form, StepForm) and name in form.conditional:
        return f'<div data-question="{name}">{drawn}</div>'
    return drawn


def _render(form: forms.Form, bound: BoundField, states: States) -> str:
    if plugin_id := _plugin_of(form, bound.name):
        return str(call_pure(plugin_id, bound.as_field_group))
    state = _state(form, bound) if isinstance(form, StepForm) else None
    if state is None or not isinstance(form, StepForm):
        return str(bound.as_field_group())
    key, values = state
    pieces = states.get(key)
    if pieces is None:
        pieces = _compile(form, bound, key)
        if len(states) < MOST_STATES * len(form.fields):
            states[key] = pieces
    return fill(pieces, [escape(value) for value in values])


def _plugin_of(form: forms.Form, name: str) -> str:
    """Return the id of the plugin whose type a question has; nothing is known of how it draws."""
    question = form.questions.get(name) if isinstance(form, StepForm) else None
    return plugin_of(question.type) if question else ""


def _state(form: StepForm, bound: BoundField) -> tuple[tuple[Any, ...], list[str]] | None:
    """Return what the markup depends on and the texts to put in; None for what is not compiled."""
    if not _is_fixed(form, bound.name):
        return None
    errors = bound.errors
    if len(errors) > 1:
        return None
    widget, shown = bound.field.widget, bound.value()
    texts = [str(errors[0])] if errors else []
    if isinstance(widget, forms.CheckboxInput):
        chosen: Any = bool(shown)
    elif isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        listed = {str(value) for value, _label in widget.choices}
        chosen = frozenset(listed & set(widget.format_value(shown)))
    else:
        values = _texts(widget, shown)
        chosen = tuple(bool(value) for value in values)
        texts += [value for value in values if value]
    return (bound.name, bool(errors), chosen), texts


def _is_fixed(form: StepForm, name: str) -> bool:
    question = form.questions.get(name)
    if question is None:
        return True
    field_type = get_field_type(question.type)
    is_listed = field_type.needs_credentials or field_type.needs_documents
    is_fitted = is_listed or bool(field_type.needs_lists) or field_type.needs_ssns
    is_worked_out = field_type.has_answer and not field_type.asks
    return not (question.rows or is_fitted or is_worked_out)


def _texts(widget: forms.Widget, shown: Any) -> list[str]:
    """Return what stands in the control, box by box."""
    if isinstance(widget, forms.MultiWidget):
        parts = shown if isinstance(shown, (list, tuple)) else widget.decompress(shown) or []
        return ["" if part is None else str(part) for part in parts]
    formatted = widget.format_value(shown)
    return ["" if formatted is None else str(formatted)]


def _compile(form: StepForm, bound: BoundField, key: tuple[Any, ...]) -> Pieces:
    """Render the field's template with a mark for each text and cut it there."""
    _name, has_error, chosen = key
    marks = map(mark, count(1))
    error = next(marks) if has_error else None
    value: Any = chosen
    if isinstance(chosen, frozenset):
        value = sorted(chosen)
        if not bound.field.widget.allow_multiple_selected:
            value = value[0] if value else ""
    elif isinstance(chosen, tuple):
        boxes = [next(marks) if filled else "" for filled in chosen]
        value = boxes if isinstance(bound.field.widget, forms.MultiWidget) else boxes[0]
    blank = type(form)(prefix=form.prefix, context=form.context, initial={bound.name: value})
    if error is not None:
        blank.cleaned_data = {}
        blank.add_error(bound.name, error)
    return cut(str(blank[bound.name].as_field_group()))
