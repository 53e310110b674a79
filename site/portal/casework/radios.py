"""The choices of a filter, drawn at once: the stock widget asks five templates for each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.filters import WagtailFilterSet

from portal.casework.keeping import Keeper, UncomparableError, freeze

__all__ = ["DrawnFilters", "RadioSelect"]

CHOICE = """<div><label><input type="radio" name="{}" value="{}"{}>
{}</label></div>"""


class RadioSelect(forms.RadioSelect):
    """Choices that belong to no group. It is named like the stock widget, by whose name the admin styles its field."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Return the choices as the stock widget's templates would, each in its label, which names it without an id."""
        try:
            key = freeze([name, value, self.attrs, attrs, list(self.choices)])
        except UncomparableError:
            return self._draw(name, value, attrs)
        return _DRAWN.get(key, lambda: self._draw(name, value, attrs))

    def _draw(self, name: str, value: Any, attrs: dict[str, Any] | None) -> SafeString:
        given = self.build_attrs(self.attrs, attrs)
        options = [
            option
            for _group, each, _index in self.optgroups(name, self.format_value(value), given)
            for option in each
        ]
        drawn = format_html_join(
            "",
            CHOICE,
            (
                (option["name"], option["value"], flatatt(_without_id(option)), option["label"])
                for option in options
            ),
        )
        outer = {key: given[key] for key in ("id", "class") if given.get(key)}
        return format_html("<div{}>{}</div>", flatatt(outer), drawn)


_DRAWN: Keeper[SafeString] = Keeper()


class DrawnFilters(WagtailFilterSet):
    """Filters that are chosen from these choices alone, so that all of them are drawn from what is asked here."""

    def drawn_by(self) -> list[Any]:
        """Return what the filters are drawn from; raise UncomparableError where there is more to it."""
        fields = list(self.form)
        if self.form.errors or not all(type(each.field.widget) is RadioSelect for each in fields):
            raise UncomparableError(type(self))
        return [
            [
                *(each.html_name, each.auto_id, each.label, each.help_text, each.value()),
                *(each.field.required, list(each.field.widget.choices), each.field.widget.attrs),
            ]
            for each in fields
        ]


def _without_id(option: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in option["attrs"].items() if name != "id"}
