"""Repeating groups: a question whose answer is a list of rows, each with the same few questions.

How one row is checked is in ``row_forms``. Groups inside groups are refused by ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.definitions.fields.base import AnsweringContext, FieldType, Stored
from portal.definitions.fields.row_forms import Find, RawRow, RowForm, row_form_class
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.rules import Items, ValueType
from portal.definitions.rules.values import LIST_OF
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import in_language

__all__ = ["RowsField", "RowsType", "RowsWidget"]

MOST_ROWS = 30
"""No group holds more rows than this; most groups allow fewer."""
USUAL_ROWS = 10


@dataclass(frozen=True, slots=True)
class RowBounds:
    """How many rows there must be, may be, and are shown at first; and by what they must differ."""

    fewest: int
    most: int
    shown: int
    distinct: tuple[str, ...] = ()

    @classmethod
    def of(cls, question: FieldSpec) -> RowBounds:
        """Read them from a question's options."""
        options: Mapping[str, Any] = question.options
        fewest = options.get("min_rows", 1 if question.required else 0)
        most = min(options.get("max_rows", USUAL_ROWS), MOST_ROWS)
        shown = max(fewest, options.get("shown_rows", 1))
        return cls(fewest, most, shown, tuple(options.get("distinct", ())))


class RowsWidget(forms.Widget):
    """Gathers what was posted, row by row; rows left blank are no rows."""

    def __init__(self, names: Sequence[str], most: int) -> None:
        super().__init__()
        self.names, self.most = names, most

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[RawRow]:
        """Return the posted rows in which something was entered."""
        listed = data.getlist if hasattr(data, "getlist") else lambda key: [data.get(key, "")]
        return list(_filled(listed, self.names, name, self.most))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether no row was posted."""
        return not self.value_from_datadict(data, files, name)

    def id_for_label(self, id_: str) -> str:
        """Return nothing: the label is a legend, each box has a label of its own."""
        return ""


class RowsField(forms.Field):
    """A list of rows; ``context`` is set by ``RowsType.prepare`` for the form it stands in."""

    widget: RowsWidget
    context: AnsweringContext

    def __init__(self, row_class: type[RowForm], bounds: RowBounds, **kwargs: Any) -> None:
        self.row_class, self.bounds = row_class, bounds
        super().__init__(**kwargs)

    def posted(self, raw: RawRow, prefix: str) -> RowForm:
        """Return the form of a row that was posted, which is checked."""
        data = QueryDict(mutable=True)
        for name, values in raw.items():
            data.setlist(f"{prefix}-{name}", list(values))
        return self.row_class(data, prefix=prefix, context=self.context)

    def opened(self, raw: RawRow, prefix: str) -> RowForm:
        """Return the form of a row that is opened again, or of a blank one; it shows no errors."""
        return self.row_class(
            initial=self.row_class.initial_of(raw), prefix=prefix, context=self.context
        )

    def shown_forms(
        self, rows: Sequence[RawRow] | None, name: str, *, checked: bool
    ) -> list[RowForm]:
        """Return the forms to draw: the rows that there are, and blank ones to go on with."""
        given = list(rows or [])[: self.bounds.most]
        count = min(max(len(given) + 1, self.bounds.shown), self.bounds.most)
        make = self.posted if checked else self.opened
        forms = [make(raw, f"{name}-{place}") for place, raw in enumerate(given)]
        return forms + [self.opened({}, f"{name}-{place}") for place in range(len(given), count)]

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Return the answers of each row; raise ValidationError where a row is wrong or missing.

        A row of which nothing is asked that was typed is none.
        """
        rows = [self.posted(raw, f"row-{place}") for place, raw in enumerate(value or [])]
        if not rows and self.bounds.fewest:
            raise ValidationError(self.error_messages["required"], code="required")
        if not all(row.is_valid() for row in rows):
            raise ValidationError(_("Correct what is marked in the rows."), code="rows")
        stored = [answers for row in rows if (answers := row.stored())]
        if not stored and self.bounds.fewest:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(stored) < self.bounds.fewest:
            text = ngettext(
                "Enter %(count)s row or more.", "Enter %(count)s rows or more.", self.bounds.fewest
            )
            raise ValidationError(text % {"count": self.bounds.fewest}, code="too_few")
        self.refuse_repeated(stored)
        return stored

    def refuse_repeated(self, stored: Sequence[Mapping[str, Any]]) -> None:
        """Raise ValidationError where two rows say the same in what must differ."""
        seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(stored, start=1):
            said = tuple(str(row.get(name, "")).casefold() for name in self.bounds.distinct)
            if said and (first := seen.setdefault(said, number)) != number:
                names = {"number": number, "first": first}
                text = _("Row %(number)s repeats row %(first)s. The same counts once.")
                raise ValidationError(text % names, code="repeated")


class RowsType(FieldType):
    """A repeating group, of which rules read how many rows it has; options ``min_rows``, ``max_rows``, ``shown_rows``.

    No two rows may say the same in all the questions that option ``distinct`` names.
    """

    key = "rows"
    title = gettext_lazy("Repeating group")
    missing = gettext_lazy("Enter at least one row.")
    value_type = ValueType.INTEGER
    settings = (
        Setting(name="min_rows", kind=SettingKind.COUNT, label=gettext_lazy("Fewest rows")),
        Setting(name="max_rows", kind=SettingKind.COUNT, label=gettext_lazy("Most rows")),
        Setting(
            name="shown_rows", kind=SettingKind.COUNT, label=gettext_lazy("Rows shown at first")
        ),
        Setting(
            name="distinct",
            kind=SettingKind.COLUMNS,
            label=gettext_lazy("No two rows may be equal in"),
        ),
    )

    def __init__(self, find: Find) -> None:
        self.find = find

    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the list of rows."""
        bounds = RowBounds.of(question)
        return RowsField(
            row_form_class(question.rows, self.find, language),
            bounds,
            widget=RowsWidget(self._inner_names(question), bounds.most),
            **self.common(question, language),
        )

    def prepare(self, control: forms.Field, question: FieldSpec, context: AnsweringContext) -> None:
        """Let the rows be checked by the day and the record."""
        assert isinstance(control, RowsField)
        control.context = context

    def control_names(self, question: FieldSpec, name: str) -> list[str]:
        """Return the names of every box of every row there may be."""
        places = range(RowBounds.of(question).most)
        inner_names = self._inner_names(question)
        return [f"{name}-{place}-{inner}" for place in places for inner in inner_names]

    def _inner_names(self, question: FieldSpec) -> list[str]:
        """Return the control names of one row."""
        return [
            name
            for inner in question.rows
            for name in self.find(inner.type).control_names(inner, inner.id)
        ]

    def first_control_of(self, question: FieldSpec) -> str:
        """Return the place of the first box of the first row."""
        inner = question.rows[0]
        return f"-0-{inner.id}{self.find(inner.type).first_control}"

    def raw_of(self, question: FieldSpec, stored: Stored, name: str) -> dict[str, Any]:
        """Return what a browser would post for the rows."""
        raw: dict[str, Any] = {}
        for place, row in enumerate(stored or []):
            for inner in _answered(question, row):
                at = f"{name}-{place}-{inner.id}"
                raw |= self.find(inner.type).raw_of(inner, row[inner.id], at)
        return raw

    def control_of(self, question: FieldSpec, stored: Stored) -> list[RawRow]:
        """Return each row as it would be posted, by control name within the row."""
        return [
            {
                name: [str(each) for each in (value if isinstance(value, list) else [value])]
                for inner in _answered(question, row)
                for name, value in self.find(inner.type)
                .raw_of(inner, row[inner.id], inner.id)
                .items()
            }
            for row in stored or []
        ]

    def initial_of(
        self, question: FieldSpec, raw: Mapping[str, list[str]], name: str
    ) -> list[RawRow]:
        """Return the rows that were typed."""
        most = RowBounds.of(question).most
        return list(_filled(lambda key: raw.get(key, []), self._inner_names(question), name, most))

    def values_of(self, question: FieldSpec, stored: Stored) -> dict[str, Any]:
        """Return each question of the rows as one list, None where a row leaves it open."""
        values: dict[str, Any] = {question.id: len(stored)}
        for inner in question.rows:
            field_type = self.find(inner.type)
            if field_type.value_type in LIST_OF:
                column = tuple(
                    field_type.to_value(row[inner.id]) if inner.id in row else None
                    for row in stored
                )
                values[f"{question.id}.{inner.id}"] = Items(field_type.value_type, column)
        return values

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the rows in words, a line each."""
        return "\n".join(
            _("%(number)s. %(facts)s")
            % {"number": number, "facts": self._in_words(question, row, context)}
            for number, row in enumerate(stored, start=1)
        )

    def _in_words(
        self, question: FieldSpec, row: Mapping[str, Any], context: AnsweringContext
    ) -> str:
        return "; ".join(
            _("%(question)s: %(answer)s")
            % {
                "question": in_language(inner.label, context.language).rstrip("?"),
                "answer": self.find(inner.type).display(inner, row[inner.id], context),
            }
            for inner in _answered(question, row)
        )


def _answered(question: FieldSpec, row: Mapping[str, Any]) -> Iterator[FieldSpec]:
    return (inner for inner in question.rows if inner.id in row)


def _filled(listed: Any, names: Sequence[str], name: str, most: int) -> Iterator[RawRow]:
    """Yield what was posted of each row that is not blank; ``listed`` gives a control's values."""
    for place in range(most):
        raw = {inner: [str(each) for each in listed(f"{name}-{place}-{inner}")] for inner in names}
        if any(text.strip() for values in raw.values() for text in values):
            yield raw
