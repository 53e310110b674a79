"""The public look-up in each of its states, and by keyboard without script."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.accounts import limits
from portal.records.credentials.models import Credential
from portal.records.models import Membership
from portal_plugins.credential_lookup import search, views
from tests.factories import records as make
from tests.factories.imports import make_district
from tests.journeys.windows import Window

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("public_pages")]
LAST_YEAR = date(2025, 3, 1)


@pytest.fixture
def holders() -> dict[str, Credential]:
    """Return a certificate of each final status, under the last name Okafor, and forty people named Voss."""
    make.make_type_terms(title="Professional Educator Certificate")
    kinds = ("suspended", "revoked", "surrendered", "superseded")
    held = {}
    for kind in kinds:
        held[kind] = make.make_held(make.make_named("Okafor", kind.title()))
        make.make_event(held[kind], kind, LAST_YEAR)
    for number in range(201):
        make.make_held(make.make_named("Voss", f"A{number:03}"))
    return held


def test_every_state_is_accessible(desktop: Window, holders: dict[str, Credential]) -> None:
    number, district = holders["revoked"].number, make_district()
    for state, address, words in (
        ("statuses", "/look-up/?name=okafor", "a final action has revoked it"),
        ("number", f"/look-up/?number={number}", "Open the page of this certificate"),
        ("first-page", "/look-up/?name=voss", "More results"),
        ("next-page", "/look-up/?name=voss&cursor=20", "Back to the first results"),
        ("last-page", "/look-up/?name=voss&cursor=180", "More than 200 people"),
        ("district-empty", f"/look-up/?name=voss&district={district.code}", "all districts"),
        ("district-unknown", "/look-up/?name=voss&district=none", "no such district"),
        ("unseen", "/look-up/?name=vo%01ss", "cannot be seen"),
        ("certificate", f"/verify/{number}/", "Not valid on"),
        ("certificate-unknown", "/verify/2222222222/", ""),
        ("certificate-malformed", "/verify/12/", ""),
    ):
        desktop.go(address)
        assert words in desktop.text(), state
        desktop.see(state)


def test_found_in_a_district_and_words_explained_by_keyboard(
    without_script: Window, holders: dict[str, Credential]
) -> None:
    district, person = make_district(), holders["suspended"].person
    Membership.objects.create(
        person=person, organization=district, role="staff", starts_on=LAST_YEAR
    )
    page = without_script.page
    without_script.go("/look-up/")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("suspended okafor")
    page.keyboard.press("Tab")
    page.keyboard.type("Ashford")
    with page.expect_navigation():
        page.get_by_label("Name", exact=True).press("Enter")
    assert "Only people on record as working for Ashford School District" in without_script.text()

    page.get_by_text("What the status words mean").focus()
    page.keyboard.press("Enter")

    assert page.get_by_text("no renewal filed in time is under way").is_visible()
    without_script.picture("words-open")


def test_who_asks_too_often_is_told_to_wait_and_solves_nothing(
    desktop: Window, holders: dict[str, Credential], monkeypatch: Any
) -> None:
    narrow = replace(limits.LOOKUPS, per_minute=1)
    for module in (search, views):
        monkeypatch.setattr(module, "LOOKUPS", narrow)

    for _time in range(3):
        desktop.go("/look-up/?name=okafor")

    assert "Wait a minute, then search again" in desktop.text()
    assert desktop.page.get_by_label("Name", exact=True).input_value() == "okafor"
    desktop.see("too-often")
    desktop.go(f"/verify/{holders['revoked'].number}/")
    desktop.see("certificate-too-often")
