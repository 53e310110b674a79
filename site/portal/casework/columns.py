"""The columns of a staff list, whose cells are drawn at once: the stock ones ask a template for each cell of each row.

They draw what the admin's own templates draw, but for blanks.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

__all__ = ["DrawnColumn", "DrawnStatusColumn", "DrawnTitleColumn", "TickColumn"]


class Drawn:
    """Draws the cells of a column without a template."""

    classname: str | None
    also: tuple[str, ...] = ()
    """The classes of a cell besides those of the column's heading."""

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
        return format_html('<span class="w-status{}">{}</span>', primary, self.get_value(instance))


class DrawnTitleColumn(Drawn, TitleColumn):
    """The column by which a row is opened, where it has an address."""

    also = ("title",)

    def draw(self, instance: Any, parent_context: Any) -> Any:
        """Return the title, as a link where it leads anywhere."""
        value, address = self.get_value(instance), self.get_link_url(instance, parent_context)
        return format_html('<a href="{}">{}</a>', address, value) if address else value


class TickColumn(Drawn, Column):
    """A box to tick an application for what is done to many at once; it belongs to the form below the list."""

    def draw(self, instance: Any, _parent_context: Any) -> SafeString:
        """Return the box."""
        label = _("Tick %(reference)s") % {"reference": instance.reference}
        box = '<input type="checkbox" name="tick" value="{}" form="bulk" aria-label="{}">'
        return format_html(box, instance.reference, label)
