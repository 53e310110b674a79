"""Controls that pick something of the draft itself: a question of it; and a value that suits what was picked.

Their choices are known to the page alone, so ``builder.js`` fills them; they hold the id of a question's block.
"""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.blocks import FieldBlock

__all__ = ["QuestionBlock", "ValueBlock"]


class QuestionPicker(forms.TextInput):
    """A list of the questions of the draft."""

    template_name = "portal/definitions/question_picker.html"

    class Media:
        js = ["portal/builder.js"]


class ValuePicker(forms.TextInput):
    """A value to compare with: of the choices of the question that was picked, or typed."""

    template_name = "portal/definitions/value_picker.html"

    class Media:
        js = ["portal/builder.js"]


class PickerAdapter(WidgetAdapter):
    """Gives the focus to the control that is seen."""

    js_constructor = "portal.Picker"


register(PickerAdapter(), QuestionPicker)
register(PickerAdapter(), ValuePicker)


class QuestionBlock(FieldBlock):
    """A question of the same draft, by the id of its block."""

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=required, help_text=help_text, widget=QuestionPicker(), max_length=100
        )
        super().__init__(**kwargs)


class ValueBlock(FieldBlock):
    """A value to compare with, as a text."""

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=required, help_text=help_text, widget=ValuePicker(), max_length=2_000
        )
        super().__init__(**kwargs)
