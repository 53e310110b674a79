"""The inputs of the look-up: one that shows what cannot be seen, and a list of many options that is drawn once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

__all__ = ["CONTROLS", "LongSelect", "TypedInput"]

SIGN = "�"
# Tabs and line breaks come with what is pasted, and count as spaces.
CONTROLS = {code: SIGN for code in (*range(32), *range(127, 160)) if code not in b"\t\n\r"}
LISTS = 8


class TypedInput(forms.TextInput):
    """An input that shows what was typed again, control characters too, by a sign that can be seen."""

    def format_value(self, value: Any) -> str | None:
        """Return the value to show."""
        shown = super().format_value(value)
        return None if shown is None else shown.translate(CONTROLS)


class LongSelect(forms.Select):
    """A list of a hundred options and more, none grouped: the stock one asks a template for each, at every request."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Return the list as the stock widget's templates would, without a template."""
        options = _draw(tuple((str(each), str(label)) for each, label in self.choices))
        for chosen in self.format_value(value):
            drawn = f'<option value="{escape(chosen)}">'
            options = options.replace(drawn, f"{drawn[:-1]} selected>", 1)
        given = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, given, mark_safe(options))  # noqa: S308 (drawn below)


@lru_cache(LISTS)
def _draw(choices: tuple[tuple[str, str], ...]) -> str:
    return format_html_join("\n", '<option value="{}">{}</option>', choices)
