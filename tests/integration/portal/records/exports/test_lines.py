"""The database writes a file's lines itself; they say what Python would have written."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, TextField, Value

from portal.records.exports.cells import Dollars, make_inert
from portal.records.exports.tables import QueryColumn, QueryTable
from portal.records.exports.writing import list_csv_parts
from portal.records.models import Person
from tests.factories.records import make_named

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAMES = [
    "Garcia",
    'O"Neil, "Jr."',
    "=1+1",
    " -2",
    "\t@sum",
    "'quoted",
    "two\nlines",
    "李小龍",
    "％1",
    "100%w",
    "7up",
]


def write(columns: list[QueryColumn]) -> list[list[Any]]:
    """Return the rows of a file of everybody, without its header."""
    table = QueryTable(Person.objects.order_by("pk"), columns)
    text = b"".join(list_csv_parts(table)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def test_lines_hold_each_text_as_python_would_write_it() -> None:
    Person.objects.bulk_create(Person(last_name=name) for name in NAMES)

    rows = write(
        [
            QueryColumn("name", F("last_name"), is_text=True),
            QueryColumn("number", F("pk"), is_text=False),
            QueryColumn("nothing", Value(None, output_field=TextField()), is_text=False),
        ]
    )

    keys = Person.objects.order_by("pk").values_list("pk", flat=True)
    assert rows == [[make_inert(name), str(key), ""] for name, key in zip(NAMES, keys, strict=True)]


@pytest.mark.parametrize(
    ("cents", "written"),
    [(0, "0.00"), (5_000, "50.00"), (-5, "-0.05"), (123_456_789, "1234567.89")],
)
def test_dollars_have_two_places_and_are_a_number_of_a_workbook(cents: int, written: str) -> None:
    make_named("Garcia")
    columns = [QueryColumn("amount", Dollars(Value(cents)), is_text=False)]

    assert write(columns) == [[written]]
    assert list(QueryTable(Person.objects.all(), columns).rows()) == [[Decimal(written)]]


def test_a_line_may_have_more_columns_than_a_function_takes() -> None:
    make_named("Garcia")

    rows = write([QueryColumn(str(place), Value(str(place)), is_text=True) for place in range(230)])

    assert rows == [[str(place) for place in range(230)]]
