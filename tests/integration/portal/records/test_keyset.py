"""Pages by place: forward, backward and from the end they show every row once; a foreign position does no harm."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest

from portal.records.keyset import FIRST, LAST, KeysetOrder, read_page
from portal.records.models import Application, Person
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BY_NAME = KeysetOrder(("folded_last", "folded_first", "id"))
NEWEST = KeysetOrder(("saved_at", "person__folded_last", "person_id", "id"), is_falling=True)


def write(*values: object) -> str:
    """Return the position after a row of these values."""
    return "a" + urlsafe_b64encode(json.dumps(values).encode()).decode()


NUL, SURROGATE, HUGE = write("\0", "", 1), write("\ud800", "", 1), write("a", "", 10**30)


@pytest.fixture
def people() -> list[str]:
    """Return the names of eleven people in their order; some share a name."""
    names = ["Ng", "Ng", "Ng", "Ortiz", "Adams", "Baker", "Ng", "Quill", "Zhu", "Adams", "Lee"]
    for name in names:
        make.make_named(name)
    return sorted(names)


def walk(start: str, step: str) -> list[list[str]]:
    """Return the last names of each page, from a position on."""
    pages, position = [], start
    while True:
        page = read_page(Person.objects.all(), BY_NAME, position, 3, most=100)
        pages.append([person.last_name for person in page.rows])
        onward = getattr(page, step)
        if onward is None:
            return pages
        position = onward


def test_forward_and_backward_walks_show_every_row_once(people: list[str]) -> None:
    forward, backward = walk(FIRST, "next"), walk(LAST, "previous")

    assert [name for page in forward for name in page] == people
    assert [name for page in reversed(backward) for name in page] == people
    assert [len(page) for page in backward] == [3, 3, 3, 2]


def test_way_back_leads_to_the_page_one_came_from(people: list[str]) -> None:
    first = read_page(Person.objects.all(), BY_NAME, FIRST, 3, most=100)
    assert (first.previous, len(first.rows)) == (None, 3)
    second = read_page(Person.objects.all(), BY_NAME, first.next or "", 3, most=100)

    assert (first.count, second.count) == (11, 11)
    back = read_page(Person.objects.all(), BY_NAME, second.previous or "", 3, most=100)

    assert back.rows == first.rows
    assert back.next is not None


def test_falling_order_over_a_relation(people: list[str]) -> None:
    for number, person in enumerate(Person.objects.all()):
        make.make_draft(person, saved_at=make.AT + timedelta(days=number % 3))
    expected = list(Application.objects.order_by(*NEWEST.names()))

    found, position = [], FIRST
    while position is not None:
        page = read_page(
            Application.objects.select_related("person"), NEWEST, position, 4, most=100
        )
        found, position = found + page.rows, page.next

    assert found == expected


@pytest.mark.parametrize(
    "position", ["a", "b!!", "aW10", "x", "a" + "A" * 3_000, "aWzEsMl0", NUL, SURROGATE, HUGE]
)
def test_position_that_is_none_of_ours_leads_to_the_first_page(
    people: list[str], position: str
) -> None:
    page = read_page(Person.objects.all(), BY_NAME, position, 3, most=100)

    assert [person.last_name for person in page.rows] == people[:3]


def test_count_stops_at_its_bound(people: list[str]) -> None:
    counts = [read_page(Person.objects.all(), BY_NAME, FIRST, 3, most=n).count for n in (1, 5, 99)]

    assert counts == [1, 5, 11]
    assert read_page(Person.objects.none(), BY_NAME, FIRST, 3, most=9).count == 0
