"""Paging through the look-up: everybody once, in order, up to a bound, and no name given away."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.records.people.models import FormerName, Person
from portal.sdk import lookup
from portal.sdk.lookup import MOST_PEOPLE, LookupPage, find_by_name
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _professional() -> None:
    make.make_type_terms()


def make_holders(count: int, *, certificates: int = 1) -> list[Person]:
    """Return people with certificates, by name."""
    people = [make.make_named(f"Voss{number:03}") for number in range(count)]
    for person in people * certificates:
        make.make_held(person)
    return people


def read_all(text: str) -> list[LookupPage]:
    """Return every page of a search."""
    pages, after = [], 0
    while True:
        pages.append(find_by_name(text, on=ON, after=after))
        if pages[-1].next_after is None:
            return pages
        after = pages[-1].next_after


def names_on(pages: list[LookupPage]) -> list[str]:
    """Return the names on pages in order."""
    return [row.name for page in pages for row in page.rows]


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (20, 1), (21, 2), (40, 2), (45, 3)])
def test_pages_show_everybody_once_in_order(count: int, pages: int) -> None:
    people = make_holders(count)

    read = read_all("voss")

    assert len(read) == pages
    assert names_on(read) == [person.full_name for person in people]
    assert [page.has_more for page in read] == [True] * (pages - 1) + [False]


def test_people_with_several_certificates_are_never_split() -> None:
    make_holders(25, certificates=3)

    assert [len(page.rows) for page in read_all("voss")] == [60, 15]


def test_somebody_who_matches_by_two_names_is_shown_once() -> None:
    for person in make_holders(30):
        FormerName.objects.create(person=person, first_name="Ada", last_name=f"Vossen{person.pk}")

    shown = names_on(read_all("voss"))

    assert sorted(shown) == sorted(set(shown))
    assert len(shown) == 30


def test_mark_of_the_next_page_names_nobody() -> None:
    for person in make_holders(30):
        FormerName.objects.create(person=person, first_name="Ada", last_name="Maidenname")

    page = find_by_name("maidenn", on=ON)

    assert page.next_after == 20


def test_nobody_beyond_the_bound_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.records.credentials.lookup.MOST_PEOPLE", 40)
    make_holders(60)

    read = read_all("voss")

    assert len(names_on(read)) == 40
    assert (read[-1].has_more, read[-1].next_after) == (True, None)


@pytest.mark.parametrize("after", [MOST_PEOPLE, -1, 10**9])
def test_place_outside_the_bound_shows_nobody_and_asks_nothing(after: int) -> None:
    make_holders(1)

    with CaptureQueriesContext(connection) as captured:
        assert find_by_name("voss", on=ON, after=after) == LookupPage(())

    assert len(captured) == 0


def test_statements_are_three_on_every_page() -> None:
    make_holders(45)

    for after in (0, 20, 40):
        with CaptureQueriesContext(connection) as captured:
            find_by_name("voss", on=ON, after=after)
        assert len(captured) == 3
        assert not any("OFFSET" in each["sql"] or "COUNT(" in each["sql"] for each in captured)


def test_public_api_names_only_what_exists() -> None:
    assert all(hasattr(lookup, name) for name in lookup.__all__)
