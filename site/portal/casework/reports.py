"""Reports of plugins for staff: a titled table of bounded size behind a permission, and the same table as a file.

A report that fails says so in its own place, or gives no file; the menu and all other reports stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from types import ModuleType
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from portal.definitions.texts import Text, in_language, reader_language
from portal.plugins.guard import call_decorating, call_on_input
from portal.plugins.registry import plugin_modules
from portal.records.exports.cells import make_inert
from portal.records.exports.operations import (
    Export,
    ExportUnavailableError,
    register_export,
)

__all__ = [
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cell",
    "MadeReport",
    "OfferedReport",
    "StaffReport",
    "add_report_items",
    "check_row",
    "find_report",
    "make_report",
    "register_report_exports",
]

MOST_ROWS, MOST_COLUMNS = 1_000, 20
ORDER = 800
"""Behind Wagtail's own reports."""
Cell = str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReport:
    """A table for those who hold ``permission``; ``rows`` yields rows with a cell for each of ``columns``.

    What comes first matters most: after ``MOST_ROWS`` the rest is left out, and the page says so.
    """

    name: str
    title: Text
    permission: str
    columns: tuple[Text, ...]
    rows: Callable[[], Iterable[Sequence[Cell]]]
    note: Text | None = None

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or not self.permission or not self.columns:
            raise ValueError(f"{self.name!r}: a report has a name, a permission and columns")


@dataclass(frozen=True, slots=True)
class OfferedReport:
    """A report and whose it is."""

    plugin_id: str
    report: StaffReport

    @property
    def key(self) -> str:
        """Return the name of its file's export."""
        return f"report.{self.plugin_id}.{self.report.name}"

    @property
    def title(self) -> str:
        """Return its title in the reader's language; its name where its plugin fails at that."""
        place = f"{self.plugin_id}:reports"
        return call_decorating(place, _said, self.report.title) or self.report.name


@dataclass(frozen=True, slots=True)
class MadeReport:
    """The table as it stands; ``is_cut`` where there is more than is shown. It can be written to a file."""

    headers: list[str]
    cells: list[list[Cell]]
    is_cut: bool

    def count(self) -> int:
        """Return how many rows it has."""
        return len(self.cells)

    def rows(self) -> Iterator[Sequence[Any]]:
        """Yield the rows as a file holds them: days in ISO 8601, texts made inert."""
        for row in self.cells:
            yield [_plain(cell) for cell in row]


def find_report(plugin_id: str, name: str) -> OfferedReport | None:
    """Return a report by its plugin and name, or None where there is none."""
    return next(
        (
            each
            for each in _offered_reports()
            if (each.plugin_id, each.report.name) == (plugin_id, name)
        ),
        None,
    )


def make_report(offered: OfferedReport) -> MadeReport | None:
    """Return the table as it stands now, or None where its plugin fails."""
    return call_decorating(f"{offered.plugin_id}:reports", _make, offered.report)


def add_report_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Add the reports that somebody may see to the menu of reports."""
    for each in _offered_reports():
        if request.user.has_perm(each.report.permission):
            item = call_decorating(f"{each.plugin_id}:reports", _menu_item, each)
            if item is not None:
                items.append(item)


def register_report_exports() -> None:
    """Offer each report as a file, to those who may see it."""
    for each in _offered_reports():
        allowed = partial(_may_see, each.report.permission)
        register_export(
            Export(each.key, each.report.name, allowed, partial(_export, each), frozenset())
        )


def _offered_reports() -> Iterator[OfferedReport]:
    for plugin, module in plugin_modules("reports"):
        # Listing has no breaker: a page whose report fails again and again says so, and is not lost.
        for report in call_on_input(f"{plugin.label}:reports", _listed, module) or ():
            yield OfferedReport(plugin.label, report)


def _listed(module: ModuleType) -> list[StaffReport]:
    reports = list(module.REPORTS)
    for report in reports:
        if not isinstance(report, StaffReport):
            raise TypeError(f"not a report: {report!r}")
    return reports


def _menu_item(offered: OfferedReport) -> MenuItem:
    name = f"report_{offered.plugin_id}_{offered.report.name}"
    address = reverse("casework_reports:report", args=[offered.plugin_id, offered.report.name])
    return MenuItem(_said(offered.report.title), address, name=name, icon_name="table", order=ORDER)


def _make(report: StaffReport) -> MadeReport:
    cells = [check_row(row, len(report.columns)) for row in islice(report.rows(), MOST_ROWS + 1)]
    headers = [_said(column) for column in report.columns]
    return MadeReport(headers, cells[:MOST_ROWS], len(cells) > MOST_ROWS)


def check_row(row: Sequence[Any], width: int) -> list[Cell]:
    """Return the cells of a row; raise TypeError where there is not one of a known type for each column."""
    cells = list(row)
    if len(cells) != width or not all(_is_cell(cell) for cell in cells):
        raise TypeError("not a row with a cell for each column")
    return cells


def _is_cell(cell: Any) -> bool:
    return isinstance(cell, Cell) and not isinstance(cell, bool)


def _export(offered: OfferedReport, _account: Any, _parameters: Mapping[str, str]) -> MadeReport:
    made = make_report(offered)
    if made is None:
        raise ExportUnavailableError(offered.key)
    return MadeReport([make_inert(header) for header in made.headers], made.cells, made.is_cut)


def _may_see(permission: str, account: Any) -> bool:
    return bool(account.has_perm(permission))


def _plain(cell: Cell) -> Any:
    if isinstance(cell, str):
        return make_inert(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _said(text: Text) -> str:
    return in_language(text, reader_language())
