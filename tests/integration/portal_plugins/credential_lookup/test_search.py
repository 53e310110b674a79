"""The look-up page: what a visitor finds by name or number, and what is shown of it."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.records.credentials.status import Status
from portal.records.people.models import FormerName
from portal_plugins.credential_lookup.certificates import list_status_words
from tests.factories import records as make
from tests.integration.portal_plugins.credential_lookup.conftest import Hold, Search

RESULTS = re.compile(r'<ol class="lookup-list">(.*?)</ol>\s*(?:<p>|<nav|<div|<details)', re.DOTALL)


def text_of(html: str) -> str:
    """Return what a reader reads of some markup, words apart by one space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi>", "", html))).split())


def results_of(html: str) -> str:
    """Return what a reader reads of the list of results."""
    (found,) = RESULTS.findall(html)
    return text_of(found)


def test_page_asks_two_questions_and_lists_nobody(look_up: Search, hold: Hold) -> None:
    hold("Voss")

    html = look_up()

    assert html.count("<h1") == 1
    assert '<label class="usa-label" for="id_name">' in html
    assert '<label class="usa-label" for="id_number">' in html
    assert "Voss" not in html
    assert "csrfmiddlewaretoken" not in html


def test_result_shows_exactly_the_public_fields(look_up: Search, hold: Hold) -> None:
    secrets: dict[str, Any] = {
        "ein": "9876543210",
        "registry_id": "REG12345",
        "birth_date": date(1981, 2, 3),
        "email": "ada@example.org",
        "phone": "860-555-0123",
        "address_line": "17 Hidden Lane",
        "address_town": "Secretville",
        "address_zip": "06999",
    }
    held = hold("Voss", person=secrets)
    FormerName.objects.create(person=held.person, first_name="Ada", last_name="Maidenname")
    held.endorsements.create(endorsement=make.make_endorsement("305", "Elementary"))
    held.endorsements.create(endorsement=make.make_endorsement("110", "Unique"), subject="Robotics")

    html = look_up(name="maidenn")

    assert results_of(html) == (
        "Ada Voss Active Professional Educator Certificate"
        " The certificate is valid for the subjects and positions that its endorsements name."
        " Effective Jan. 1, 2022 Expires Dec. 31, 2026"
        " Endorsements 110 Unique (Robotics) 305 Elementary"
    )
    for secret in (*map(str, secrets.values()), held.number, str(held.person.public_id), "1981"):
        assert secret not in html
    assert "Maidenname" not in html


def test_number_is_found_however_it_is_typed(look_up: Search, hold: Hold) -> None:
    number = hold("Voss").number

    html = look_up(number=f" {number[:4].lower()}-{number[4:]} ")

    assert results_of(html).startswith("Ada Voss Active")
    assert f'href="/verify/{number}/"' in html
    assert f"1 certificate found for “{number}”" in text_of(html)


@pytest.mark.parametrize(
    ("kind", "is_final", "shown"),
    [
        ("suspended", True, "Suspended"),
        ("revoked", True, "Revoked"),
        ("surrendered", True, "Surrendered"),
        ("suspended", False, "Active"),
        ("revoked", False, "Active"),
        ("surrendered", False, "Active"),
        ("superseded", True, "Superseded"),
    ],
)
def test_discipline_is_shown_only_once_it_is_final(
    look_up: Search, hold: Hold, kind: str, is_final: bool, shown: str
) -> None:
    make.make_event(hold("Voss"), kind, date(2026, 10, 1), is_final=is_final)

    assert results_of(look_up(name="voss")).split()[2] == shown


def test_renewal_in_process_is_said_without_extending_the_date(look_up: Search, hold: Hold) -> None:
    held = hold("Voss", expires_on=date(2026, 10, 15))
    make.make_event(held, "filed", date(2026, 10, 1), application_reference="R2345")

    shown = results_of(look_up(name="voss"))

    assert "Renewal in process" in shown
    assert "Expires Oct. 15, 2026" in shown
    assert "The date itself is not extended until it does." in shown


def test_every_status_word_is_explained_under_the_results(look_up: Search, hold: Hold) -> None:
    hold("Voss")

    shown = text_of(look_up(name="voss"))

    assert len(list_status_words()) == len(Status)
    for word in list_status_words():
        assert f"{word.label} {word.meaning}" in shown


def test_nothing_found_never_says_that_somebody_is_not_certified(look_up: Search) -> None:
    html = look_up(name="Nobody")
    shown = text_of(html)

    assert "Nothing was found for “Nobody”" in shown
    assert "Finding nothing does not mean that somebody is not certified" in shown
    assert shown.lower().count("not certified") == 1
    assert 'href="/contact/"' in html


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("O'Neill", "O’Neill"),
        ("Núñez", "nunez"),
        ("Smith-Jones", "smith jones"),
        ("N" * 150, "n" * 150),
        ("الحسيني", "الحس"),
        ("李明", "李明"),
        ("<b>Bold</b>", "<b>bold"),
    ],
)
def test_unusual_names_are_found_and_shown_as_they_are(
    look_up: Search, hold: Hold, stored: str, typed: str
) -> None:
    hold(stored)

    html = look_up(name=typed)

    assert results_of(html).startswith(f"Ada {stored} Active")
    assert "<b>Bold" not in html
    assert f"“<bdi>{typed}</bdi>”" in unescape(html)


def test_more_results_lead_on_and_end(look_up: Search, hold: Hold) -> None:
    for number in range(45):
        hold(f"Voss{number:03}")
    seen: list[str] = []
    question: dict[str, str] = {"name": "voss"}
    for _page in range(3):
        html = look_up(**question)
        seen += re.findall(r"Ada (Voss\d+)", html)
        following = re.search(r'href="[^"]*name=voss&amp;cursor=(\d+)', html)
        question = {"name": "voss", "cursor": following[1] if following else "end"}

    assert seen == [f"Voss{number:03}" for number in range(45)]
    assert question["cursor"] == "end"


def test_search_of_everybody_ends_at_a_bound(
    look_up: Search, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.records.credentials.lookup.MOST_PEOPLE", 40)
    monkeypatch.setattr("portal_plugins.credential_lookup.search.MOST_PEOPLE", 40)
    for number in range(50):
        hold(f"Voss{number:03}")

    html = look_up(name="voss", cursor="20")

    assert "More results" not in html
    assert "More than 40 people have a name that begins like this." in html
    assert "Voss039" in html
    assert "Voss040" not in html


@pytest.mark.parametrize("people", [1, 20])
def test_search_costs_three_statements_whatever_is_found(
    look_up: Search, hold: Hold, people: int
) -> None:
    for number in range(people):
        hold(f"Voss{number:03}")
    baseline = count_statements(look_up)

    assert count_statements(look_up, name="voss") - baseline == 3
    assert count_statements(look_up, number=hold("Reyes").number) - baseline == 2


def count_statements(look_up: Search, **question: str) -> int:
    """Return how many statements the page takes."""
    look_up(**question)
    with CaptureQueriesContext(connection) as captured:
        look_up(**question)
    return len(captured)


def test_search_sets_no_cookie(visitor: Client, look_up: Search, hold: Hold) -> None:
    hold("Voss")

    look_up(name="voss")

    assert not visitor.cookies


def test_official_names_are_marked_as_english(look_up: Search, hold: Hold) -> None:
    held = hold("Voss")
    held.endorsements.create(endorsement=make.make_endorsement("305", "Elementary"))

    html = look_up(name="Voss")

    assert 'lang="en">Professional Educator Certificate<' in html
    assert '<span lang="en">Elementary</span>' in html
