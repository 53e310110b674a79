"""How a document is looked at: whatever an address says, the view stays within its bounds."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.casework.viewing import QUARTERS, WIDTHS, View

ODD = ["", "-1", "0", "1e3", "1.5", "²", "٣", "9" * 10, "9" * 5000, "NaN", "0x10", " 2", "2\n"]
NUMBERS = st.integers(-(10**10), 10**10).map(str)
TEXTS = st.one_of(st.sampled_from(ODD), NUMBERS, st.text(max_size=4))
NAMES = st.sampled_from(["page", "width", "turn", "beside", "beside_page", "other"])
QUERIES = st.dictionaries(NAMES, TEXTS, max_size=6)
PAGES = st.integers(min_value=0, max_value=32_767)


def read(pages: int = 3, **query: Any) -> View:
    """Return the view that an address asks for."""
    return View.read({name: str(value) for name, value in query.items()}, pages=pages)


def test_plain_address_shows_the_first_page_upright() -> None:
    assert read() == View(pages=3, page=1, width=1000, turn=0, beside=0)


@pytest.mark.parametrize(
    ("asked", "shown"), [("0", 1), ("2", 2), ("3", 3), ("4", 3), ("-1", 1), ("x", 1), ("", 1)]
)
def test_page_is_one_of_the_document(asked: str, shown: int) -> None:
    assert read(page=asked).page == shown


@pytest.mark.parametrize(
    ("asked", "shown"), [("1", 500), ("999999999", 2000), ("760", 750), ("x", 1000)]
)
def test_width_is_the_nearest_that_is_offered(asked: str, shown: int) -> None:
    assert read(width=asked).width == shown


@pytest.mark.parametrize(("asked", "shown"), [("90", 90), ("45", 0), ("360", 0), ("-90", 0)])
def test_turn_is_a_quarter(asked: str, shown: int) -> None:
    assert read(turn=asked).turn == shown


@pytest.mark.parametrize(
    ("query", "pages", "shown"),
    [
        ({"page": 2}, 9, 2),
        ({"page": 3}, 2, 2),
        ({"page": 1, "beside_page": 5, "turn": 90}, 9, 5),
        ({"beside_page": 7}, 4, 4),
        ({"beside_page": 7}, 0, 1),
    ],
)
def test_other_is_shown_upright_at_its_own_page_or_the_same(
    query: dict[str, int], pages: int, shown: int
) -> None:
    other = read(**query).of_other(pages=pages)

    assert (other.page, other.pages, other.turn) == (shown, pages, 0)


def test_four_turns_come_back_to_the_beginning() -> None:
    view = read()

    turned = [view := view.turned for _ in range(4)]

    assert [each.turn for each in turned] == [90, 180, 270, 0]


def test_widths_and_pages_end_at_their_ends() -> None:
    assert read(width=2000).larger is None
    assert read(width=500).smaller is None
    assert (read(page=1).before, read(page=3).after) == (None, None)
    assert read(pages=0).after is None


@given(query=QUERIES, pages=PAGES)
def test_any_address_is_brought_into_bounds(query: dict[str, str], pages: int) -> None:
    view = View.read(query, pages=pages)

    assert 1 <= view.page <= max(pages, 1)
    assert view.width in WIDTHS
    assert view.turn in QUARTERS
    assert view.beside >= 0


@given(query=QUERIES, pages=PAGES)
def test_address_of_a_view_leads_back_to_it(query: dict[str, str], pages: int) -> None:
    view = View.read(query, pages=pages)

    assert View.read(dict(parse_qsl(view.address)), pages=pages) == view
    picture = View.read(dict(parse_qsl(view.query)), pages=pages)
    assert (picture.page, picture.width) == (view.page, view.width)


@given(query=QUERIES, pages=PAGES)
def test_ways_on_stay_within_bounds_and_lead_back(query: dict[str, str], pages: int) -> None:
    view = View.read(query, pages=pages)
    there_and_back = [("after", "before"), ("before", "after")]

    for on, back in [*there_and_back, ("larger", "smaller"), ("smaller", "larger")]:
        step = getattr(view, on)
        if step is not None:
            assert View.read(dict(parse_qsl(step.address)), pages=pages) == step
            assert getattr(step, back) == view
