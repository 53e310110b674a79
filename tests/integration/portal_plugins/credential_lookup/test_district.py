"""The district on the look-up page: a choice that is kept, and that is named where nothing is found."""

import re
from datetime import date
from html import unescape

import pytest

from portal.records.organizations.models import Organization
from tests.factories import records as make
from tests.integration.portal_plugins.credential_lookup.conftest import Hold, Search
from tests.integration.portal_plugins.credential_lookup.test_search import (
    count_statements,
    results_of,
    text_of,
)

SELECT = re.compile(r'<select name="district".*?</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]*)"([^>]*)>([^<]*)</option>')


@pytest.fixture
def district() -> Organization:
    return make.make_district("Ashford School District")


def options_of(html: str) -> list[tuple[str, bool, str]]:
    """Return value, whether it is chosen, and text of each district offered."""
    (select,) = SELECT.findall(html)
    assert 'class="usa-select' in select
    found = OPTION.findall(select)
    return [(value, "selected" in state, unescape(text)) for value, state, text in found]


def test_districts_of_today_are_offered_by_name(look_up: Search, district: Organization) -> None:
    other = make.make_district("Zion")
    make.make_district("Closed", valid_to=date(2026, 11, 1))
    make.make_organization("college")

    html = look_up()

    assert options_of(html) == [
        ("", True, "All districts"),
        (district.code, False, "Ashford School District"),
        (other.code, False, "Zion"),
    ]
    assert '<label class="usa-label" for="id_district">' in html


def test_only_staff_of_the_chosen_district_is_shown_and_no_district_beside_them(
    look_up: Search, hold: Hold, district: Organization
) -> None:
    make.make_membership(hold("Voss", "Ada").person, district)
    hold("Voss", "Bea")

    html = look_up(name="voss", district=district.code)

    assert "Bea Voss" not in html
    assert results_of(html).startswith("Ada Voss Active")
    assert "Ashford" not in results_of(html)
    assert (district.code, True, "Ashford School District") in options_of(html)
    assert "Ashford" not in results_of(look_up(name="voss"))


def test_choice_is_kept_over_pages_and_in_suggestions(
    look_up: Search, hold: Hold, district: Organization
) -> None:
    for number in range(25):
        make.make_membership(hold(f"Voss{number:03}").person, district)

    first = unescape(look_up(name="voss", district=district.code))
    assert f"?name=voss&district={district.code}&cursor=20#results" in first
    second = unescape(look_up(name="voss", district=district.code, cursor="20"))
    assert f"?name=voss&district={district.code}#results" in second
    similar = unescape(look_up(name="Vsos024", district=district.code))
    assert f"?name=Voss024&district={district.code}#results" in similar


def test_nothing_found_in_a_district_may_be_the_district_and_offers_all(
    look_up: Search, hold: Hold, district: Organization
) -> None:
    hold("Voss")

    html = look_up(name="voss", district=district.code)
    shown = text_of(html)

    assert "Nothing was found for “voss”" in shown
    assert "on record as working for Ashford School District today" in shown
    assert "The reason may be the district" in shown
    assert 'href="/look-up/?name=voss#results"' in html
    assert "Finding nothing does not mean that somebody is not certified" in shown
    assert shown.lower().count("not certified") == 1


@pytest.mark.parametrize("code", ["0", "x" * 10_000, "\x00", "<b>", "Ashford School District"])
def test_unknown_district_is_explained_beside_the_field(
    look_up: Search, hold: Hold, district: Organization, code: str
) -> None:
    hold("Voss")

    html = look_up(status=422, name="voss", district=code)

    assert "We know no such district today. Choose one of the list." in html
    assert 'id="id_district_error"' in html
    assert 'href="#id_district"' in html
    assert "Ada Voss" not in html
    assert "<b>" not in html


def test_number_is_found_whatever_the_district(
    look_up: Search, hold: Hold, district: Organization
) -> None:
    number = hold("Voss").number

    html = look_up(number=number, district=district.code)

    assert "Ada Voss" in html
    assert (district.code, True, "Ashford School District") in options_of(html)


def test_search_in_a_district_costs_three_statements_more_than_the_form(
    look_up: Search, hold: Hold, district: Organization
) -> None:
    make.make_membership(hold("Voss").person, district)
    baseline = count_statements(look_up)

    assert count_statements(look_up, name="voss", district=district.code) - baseline == 3
