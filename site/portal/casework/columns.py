"""The columns of a staff list, whose cells are drawn at once: the stock ones ask a template for each cell of each row.

They draw what the admin's own templates draw, but for blanks.
"""

from __future__ import annotations

from typing import Any

from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table, TitleColumn

__all__ = ["DrawnColumn", "DrawnStatusColumn", "DrawnTable", "DrawnTitleColumn", "TickColumn"]

END = "</tbody>"


class DrawnTable(Table):
    """A table whose rows are put together without a template; what is around them is drawn by the admin's own."""

    data: Any

    def render_html(self, parent_context: Any = None) -> SafeString:
        """Return the table."""
        rows, self.data = self.data, ()
        try:
            before, end, after = super().render_html(parent_context).rpartition(END)
        finally:
            self.data = rows
        drawn = "".join(self._draw(row) for row in self.rows)
        return mark_safe(f"{before}{drawn}{end}{after}")  # noqa: S308 (the admin's, and cells escaped below)

    def _draw(self, row: Table.Row) -> str:
        instance, context = row.instance, {"table": self, "row": row}
        cells = [each.render_cell_html(instance, context) for each in self.columns.values()]
        attrs = self.get_row_attrs(instance)
        return f"<tr{flatatt(attrs) if attrs else ''}>{''.join(cells)}</tr>"


class Drawn:
    """Draws the cells of a column without a template."""

    classname: str | None
    sort_key: str | None
    label: Any
    also: tuple[str, ...] = ()
    """The classes of a cell besides those of the column's heading."""

    def render_header_html(self, parent_context: Any) -> SafeString:
        """Return the heading; that of a column to sort by as the admin draws it."""
        if self.sort_key:
            return super().render_header_html(parent_context)  # type: ignore[misc,no-any-return]  # of the column
        named = format_html(' class="{}"', self.classname) if self.classname else ""
        return format_html("<th{}>{}</th>", named, self.label)

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        """Return a cell."""
        drawn = conditional_escape(self.draw(instance, parent_context))
        return mark_safe(f"{self._opening}{drawn}</td>")  # noqa: S308 (escaped above)

    @cached_property
    def _opening(self) -> SafeString:
        named = " ".join(filter(None, (self.classname, *self.also)))
        return format_html('<td class="{}">', named) if named else mark_safe("<td>")

    def draw(self, instance: Any, _parent_context: Any) -> Any:
        """Return what stands in a cell."""
        return self.get_value(instance)  # type: ignore[attr-defined]  # of the column


class DrawnColumn(Drawn, Column):
    """A column of text; ``accessor`` answers with text for every row."""


class DrawnStatusColumn(Drawn, StatusTagColumn):
    """A column of states."""

    def draw(self, instance: Any, _parent_context: Any) -> SafeString:
        """Return the tag of a state."""
        primary = " w-status--primary" if self.get_primary(instance) else ""
        value = conditional_escape(self.get_value(instance))
        return mark_safe(f'<span class="w-status{primary}">{value}</span>')  # noqa: S308 (escaped above)


class DrawnTitleColumn(Drawn, TitleColumn):
    """The column by which a row is opened, where it has an address."""

    also = ("title",)

    def draw(self, instance: Any, parent_context: Any) -> Any:
        """Return the title, as a link where it leads anywhere."""
        value, address = self.get_value(instance), self.get_link_url(instance, parent_context)
        if not address:
            return value
        address, value = conditional_escape(address), conditional_escape(value)
        return mark_safe(f'<a href="{address}">{value}</a>')  # noqa: S308 (escaped above)


class TickColumn(Drawn, Column):
    """A box to tick an application for what is done to many at once; it belongs to the form below the list."""

    def draw(self, instance: Any, _parent_context: Any) -> SafeString:
        """Return the box."""
        reference = conditional_escape(instance.reference)
        label = conditional_escape(self._label % {"reference": instance.reference})
        return mark_safe(  # noqa: S308 (escaped above)
            f'<input type="checkbox" name="tick" value="{reference}" form="bulk" aria-label="{label}">'
        )

    @cached_property
    def _label(self) -> str:
        """Return what each box is called; a column is made for one page."""
        return _("Tick %(reference)s")
