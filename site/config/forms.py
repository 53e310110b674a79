"""Renders every Django form of the public site as USWDS markup (setting FORM_RENDERER).

Only how a field looks is decided here: which class a control wears and which template draws it. What a field accepts
belongs to the form. Wagtail's admin draws its own fields and never asks for what is defined here.
"""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.definitions.fields.base import HeldDocument
from portal.definitions.fields.composed import ComposedWidget
from portal.definitions.fields.documents import DocumentsField, DocumentsWidget
from portal.definitions.fields.row_forms import RowForm
from portal.definitions.fields.rows import RowsField, RowsWidget
from portal.definitions.fields.ssns import TYPED_SUFFIX, SSNField, SSNWidget
from portal.definitions.fields.unasked import CalculatedField, StatementField
from portal.definitions.forms import StepForm

CONTROLS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    # widget class, kind of control (the most specific first), class of its element
    (DocumentsWidget, "documents", "usa-checkbox__input"),
    (SSNWidget, "ssn", "usa-input"),
    (forms.CheckboxSelectMultiple, "checkboxes", "usa-checkbox__input"),
    (forms.RadioSelect, "radios", "usa-radio__input"),
    (forms.CheckboxInput, "checkbox", "usa-checkbox__input"),
    (forms.SelectMultiple, "select", "usa-select portal-select--multiple"),
    (forms.Select, "select", "usa-select"),
    (forms.Textarea, "textarea", "usa-textarea"),
    (forms.FileInput, "file", "usa-file-input"),
    (ComposedWidget, "composed", "usa-input"),
    (forms.MultiWidget, "group", "usa-input"),
    (forms.SelectDateWidget, "group", "usa-select"),
    (RowsWidget, "rows", ""),
)
_NUMBER_BOX = {
    "inputmode": "numeric",
    "autocomplete": "off",
    "maxlength": "11",
    "spellcheck": "false",
}
UNASKED: tuple[tuple[type[forms.Field], str], ...] = (
    (StatementField, "statement"),
    (CalculatedField, "calculated"),
)


class ControlPart(BoundWidget):
    """One box of a control made of several; the label it carries for a screen reader is shown to everyone."""

    def __init__(self, widget: forms.Widget, data: dict[str, Any], renderer: BaseRenderer) -> None:
        super().__init__(widget, data, renderer)
        self.label = data["attrs"].pop("aria-label", "")
        self.part = data["name"].rpartition("_")[2]
        if "optgroups" in data:
            data["attrs"]["class"] = (
                data["attrs"].get("class", "").replace("usa-input", "usa-select", 1)
            )


class PortalBoundField(BoundField):
    """A field which knows how to draw itself with USWDS classes; `components/field.html` asks it."""

    @cached_property
    def kind(self) -> str:
        """Return the kind of control: text, textarea, select, radios, checkboxes, checkbox, file, group and so on."""
        return self._control[0]

    @property
    def result(self) -> str:
        """Return what a calculated question comes to, in words; empty while that is unknown."""
        assert isinstance(self.form, StepForm)
        return self.form.result_of(self.name)

    @property
    def control(self) -> SafeString:
        """Return the element itself, with its class, error state and description."""
        if self.kind == "ssn":
            return self._draw_ssn()
        return self.as_widget(attrs=self._classed())

    def _draw_ssn(self) -> SafeString:
        """Return the box that a number is typed into: empty, under a name of its own."""
        attrs = self.build_widget_attrs({"id": self.auto_id, **self._classed(), **_NUMBER_BOX})
        attrs.pop("required", None)  # who keeps the number leaves it empty
        if self.kept_ssn:
            described = (str(attrs.get("aria-describedby", "")), f"{self.auto_id}-kept")
            attrs["aria-describedby"] = " ".join(filter(None, described))
        name = f"{self.html_name}{TYPED_SUFFIX}"
        box: SafeString = self.field.widget.render(name, None, attrs, renderer=self.form.renderer)
        return box

    @property
    def kept_ssn(self) -> str:
        """Return the masked form of the number that is kept; empty where none is."""
        assert isinstance(self.field, SSNField)
        return self.field.shown_of(self.value())

    @property
    def kept_reference(self) -> str:
        """Return what stands for the number that is kept."""
        kept = self.value()
        return str(kept[0] if isinstance(kept, tuple) else kept)

    @property
    def control_choices(self) -> list[BoundWidget]:
        """Return the radio buttons or checkboxes one by one, each with its class and id."""
        widget = self.field.widget
        attrs = self.build_widget_attrs(self._classed() | {"id": self.auto_id})
        return [
            BoundWidget(widget, data, self.form.renderer)
            for data in widget.subwidgets(self.html_name, self.value(), attrs=attrs)
        ]

    @property
    def control_documents(self) -> list[tuple[BoundWidget, HeldDocument, list[HeldDocument]]]:
        """Return the documents on file, each with its checkbox and its translations."""
        assert isinstance(self.field, DocumentsField)
        offered = self.field.offered
        return [
            (choice, held, self.field.translations.get(held.public_id, []))
            for choice, held in zip(self.control_choices, offered, strict=True)
        ]

    @property
    def control_parts(self) -> list["ControlPart"]:
        """Return the boxes of a control made of several (a date), each with the label it carries for itself."""
        widget = self.field.widget
        attrs = self.build_widget_attrs(self._classed() | {"id": self.auto_id})
        context = widget.get_context(self.html_name, self.value(), attrs)["widget"]
        return [ControlPart(widget, data, self.form.renderer) for data in context["subwidgets"]]

    @cached_property
    def control_rows(self) -> list[RowForm]:
        """Return the form of each row of a repeating group, and of the blank ones to go on with."""
        assert isinstance(self.field, RowsField)
        return self.field.shown_forms(self.value(), self.html_name, checked=self.form.is_bound)

    @property
    def place_on_condition(self) -> str:
        """Return what the part of the page is called that holds a question of a row on a condition; else nothing."""
        assert isinstance(self.form, RowForm)
        is_conditional = self.name in self.form.conditional
        return f"{self.form.prefix}-{self.name}".partition("-")[2] if is_conditional else ""

    @property
    def can_grow(self) -> bool:
        """Tell whether a repeating group may have more rows than are shown."""
        assert isinstance(self.field, RowsField)
        return len(self.control_rows) < self.field.bounds.most

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """Return what is wrong, each with the id to go to and what it is about; row by row in a group."""
        rows = self.control_rows if self.kind == "rows" else []
        inner = [
            (bound.first_id, self._name_in_row(number, str(bound.label)), str(error))
            for number, row in enumerate(rows, start=1)
            for bound in cast("Iterable[PortalBoundField]", row)
            for error in bound.errors
        ]
        return inner or [(self.first_id, str(self.label), str(error)) for error in self.errors]

    def _name_in_row(self, number: int, label: str) -> str:
        names = {"group": self.label, "number": number, "question": label}
        return _("%(group)s %(number)s, %(question)s") % names

    @property
    def first_id(self) -> str:
        """Return the id which the error summary links to: of the control, or of the first one in a group."""
        if self.kind == "rows":
            return next(iter(cast("Iterable[PortalBoundField]", self.control_rows[0]))).first_id
        if self.kind == "documents":
            return f"{self.auto_id}-file"
        if self.kind in {"group", "composed"}:
            return self.control_parts[0].id_for_label or self.auto_id
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def _control(self) -> tuple[str, str]:
        for field_class, kind in UNASKED:
            if isinstance(self.field, field_class):
                return kind, ""
        for widget_class, kind, css_class in CONTROLS:
            if isinstance(self.field.widget, widget_class):
                return kind, css_class
        return "text", "usa-input"

    def _classed(self) -> dict[str, Any]:
        """Return the class attribute: the control's own, what the form asked for, and the error state."""
        kind, css_class = self._control
        names = [css_class, self.field.widget.attrs.get("class", "")]
        if self.errors and kind in {"text", "textarea", "select", "group", "composed", "ssn"}:
            names.append("usa-input--error")
        joined = " ".join(name for name in names if name)
        return {"class": joined} if joined else {}


class PortalFormRenderer(TemplatesSetting):
    """Draws forms, fields and error summaries with the templates in `templates/components/`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = PortalBoundField
