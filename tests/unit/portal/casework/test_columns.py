"""A table whose rows are put together at once is that of the admin's own templates, but for blanks."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory
from django.test.html import parse_html
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table, TitleColumn

from portal.casework.columns import (
    DrawnColumn,
    DrawnStatusColumn,
    DrawnTable,
    DrawnTitleColumn,
    TickColumn,
)

ROWS = [
    SimpleNamespace(reference="A1", name="Maren & <Ko>", state="open", address="/a/?b=1&c=<2>"),
    SimpleNamespace(reference='"B2', name="", state='"shut"', address=""),
]


def table(kind: type, text: type, title: type, status: type, data: Any, **facts: Any) -> str:
    columns = [
        title("reference", label="<Reference>", get_url=lambda row: row.address, classname="c"),
        text("name", label="Name & so on"),
        text("state", sort_key="state", label="Stage"),
        status("state", label="State", primary=lambda row: row.state == "open"),
    ]
    context = {"request": RequestFactory().get("/?p=2&q=a")}
    return str(kind(columns, data, base_url="/list/", **facts).render_html(context))


@pytest.mark.parametrize("data", [ROWS, ROWS[1:], []])
@pytest.mark.parametrize("facts", [{}, {"ordering": "-state", "caption": "All & more"}])
def test_table_is_the_stock_one(data: list[Any], facts: dict[str, Any]) -> None:
    drawn = table(DrawnTable, DrawnColumn, DrawnTitleColumn, DrawnStatusColumn, data, **facts)
    stock = table(Table, Column, TitleColumn, StatusTagColumn, data, **facts)

    assert parse_html(drawn) == parse_html(without_wrappers(stock))


def without_wrappers(stock: str) -> str:
    """Return the stock table without what its title cells are wrapped in for buttons, which no list of ours has."""
    return re.sub(r'<div class="title-wrapper">(.*?)</div>', r"\1", stock, flags=re.DOTALL)


def test_rows_and_their_attributes_stay_those_of_the_table() -> None:
    class Marked(DrawnTable):
        def get_row_classname(self, instance: Any) -> str:
            return f"of-{instance.state}"

    made = Marked([DrawnColumn("name"), Column("state")], ROWS)
    drawn = made.render_html({"request": RequestFactory().get("/")})

    assert made.data == ROWS
    assert drawn.index('<tr class="of-open">') < drawn.index('<tr class="of-&quot;shut&quot;">')
    assert parse_html("<td>open</td>") in parse_html(drawn)


def test_box_to_tick_is_named() -> None:
    cell = TickColumn("tick").render_cell_html(ROWS[1], {})

    assert parse_html(cell) == parse_html(
        '<td><input type="checkbox" name="tick" value="&quot;B2" form="bulk" aria-label="Tick &quot;B2"></td>'
    )
