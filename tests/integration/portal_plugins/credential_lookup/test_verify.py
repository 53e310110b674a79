"""The page of one certificate: the public fields, today's statement, the QR code, and wrong numbers."""

import re
from datetime import date
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import segno
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import records as make
from tests.integration.portal_plugins.credential_lookup.conftest import Hold
from tests.integration.portal_plugins.credential_lookup.test_search import text_of

MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
UNKNOWN = "C2MNKQ4627"


def shown_at(visitor: Client, address: str, status: int = 200) -> str:
    """Return what a reader reads of the page's main part."""
    response = visitor.get(address)
    assert response.status_code == status
    (main,) = MAIN.findall(response.content.decode())
    return text_of(main)


def test_page_shows_exactly_the_public_fields(visitor: Client, hold: Hold) -> None:
    secrets: dict[str, Any] = {
        "ein": "9876543210",
        "email": "ada@example.org",
        "phone": "860-555-0123",
    }
    held = hold("Voss", person=secrets | {"birth_date": date(1981, 2, 3)})
    held.endorsements.create(endorsement=make.make_endorsement("305", "Elementary"))

    shown = shown_at(visitor, f"/verify/{held.number}/")

    assert shown == (
        f"Certificate number {held.number} Ada Voss Professional Educator Certificate"
        " Valid on Nov. 1, 2026"
        " The certificate is valid for the subjects and positions that its endorsements name."
        " Dates and endorsements Effective Jan. 1, 2022 Expires Dec. 31, 2026"
        " Endorsements 305 Elementary"
        " Check it again The code on a printed certificate leads here. Compare the name and the number"
        " with what you were shown, and the address with this one:"
        f" {settings.PORTAL_BASE_URL}/verify/{held.number}/"
        " Look up another certificate"
    )


@pytest.mark.parametrize(
    ("facts", "events", "statement", "kind"),
    [
        ({}, [], "Valid on Nov. 1, 2026", "success"),
        ({"expires_on": date(2026, 11, 1)}, [], "Valid on Nov. 1, 2026", "success"),
        ({"expires_on": None}, [], "Valid on Nov. 1, 2026", "success"),
        ({"expires_on": date(2026, 10, 31)}, [], "Not valid on Nov. 1, 2026: expired", "error"),
        (
            {"expires_on": date(2026, 10, 31)},
            [("filed", {"application_reference": "R2345"})],
            "Renewal in process on Nov. 1, 2026",
            "warning",
        ),
        ({}, [("suspended", {})], "Not valid on Nov. 1, 2026: suspended", "error"),
        ({}, [("revoked", {})], "Not valid on Nov. 1, 2026: revoked", "error"),
        ({}, [("surrendered", {})], "Not valid on Nov. 1, 2026: surrendered", "error"),
        ({}, [("superseded", {})], "Not valid on Nov. 1, 2026: superseded", "error"),
        ({}, [("revoked", {"is_final": False})], "Valid on Nov. 1, 2026", "success"),
        (
            {"issued_on": date(2026, 12, 1), "expires_on": date(2031, 11, 30)},
            [],
            "Not valid on Nov. 1, 2026: not yet valid",
            "error",
        ),
    ],
)
def test_statement_of_the_day_follows_the_status(
    visitor: Client,
    hold: Hold,
    facts: dict[str, Any],
    events: list[tuple[str, dict[str, Any]]],
    statement: str,
    kind: str,
) -> None:
    held = hold("Voss", **facts)
    for name, more in events:
        make.make_event(held, name, date(2026, 10, 20), **more)

    html = visitor.get(f"/verify/{held.number}/").content.decode()

    assert f'<h2 class="usa-alert__heading">{statement}</h2>' in html
    assert f"usa-alert--{kind}" in html


def test_page_is_kept_out_of_search_engines_and_never_stale(visitor: Client, hold: Hold) -> None:
    response = visitor.get(f"/verify/{hold().number}/")

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies


def test_page_asks_the_records_twice(visitor: Client, hold: Hold) -> None:
    for _ in range(3):
        hold()
    number = hold().number

    with CaptureQueriesContext(connection) as captured:
        visitor.get(f"/verify/{number}/")

    assert len([each for each in captured if "records_" in each["sql"]]) == 2


def test_number_typed_otherwise_leads_to_its_one_address(visitor: Client, hold: Hold) -> None:
    number = hold().number
    typed = f"{number[:5].lower()} -{number[5:]}"

    response = visitor.get(f"/verify/{quote(typed)}/")

    assert (response.status_code, response["Location"]) == (301, f"/verify/{number}/")


def test_unknown_number_says_that_nothing_was_found_under_it(visitor: Client) -> None:
    shown = shown_at(visitor, f"/verify/{UNKNOWN}/", 404)

    assert "Nothing was found under this number" in shown
    assert f"We have no certificate with the number {UNKNOWN}." in shown
    assert "not certified" not in shown.lower()


@pytest.mark.parametrize(
    "typed",
    [
        "C2MNKQ4628",
        "hello there",
        "1",
        "李" * 10,
        "\u202egnol",
        "<script>",
        "'--",
        "%00",
        "x" * 5_000,
    ],
)
def test_malformed_number_gets_a_plain_page_with_help(visitor: Client, typed: str) -> None:
    address = f"/verify/{typed if typed == '%00' else quote(typed)}/"

    response = visitor.get(address)
    html = response.content.decode()

    assert response.status_code == 404
    assert "This is not a certificate number" in html
    assert "A character may be missing or mistyped" in html
    assert 'href="/verify/"' in html
    assert "<script>" not in html
    assert len(html) < 20_000


def test_address_without_a_number_leads_to_the_look_up(visitor: Client) -> None:
    response = visitor.get("/verify/")

    assert (response.status_code, response["Location"]) == (302, "/look-up/")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_page_is_only_read(visitor: Client, hold: Hold, method: str) -> None:
    assert getattr(visitor, method)(f"/verify/{hold().number}/").status_code == 405


def test_head_is_answered_like_get(visitor: Client, hold: Hold) -> None:
    response = visitor.head(f"/verify/{hold().number}/")

    assert (response.status_code, response.content) == (200, b"")


def test_qr_code_leads_to_the_page_and_needs_no_style(visitor: Client, hold: Hold) -> None:
    number = hold().number

    response = visitor.get(f"/verify/{number}/qr.svg")
    drawing = ET.fromstring(response.content)

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert drawing.tag.endswith("svg")
    assert b"style" not in response.content
    assert drawing[0].attrib["d"] == path_of(f"{settings.PORTAL_BASE_URL}/verify/{number}/")


def path_of(address: str) -> str:
    """Return the dark modules of the QR code of an address."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=2)
    return ET.fromstring(drawn)[0].attrib["d"]


@pytest.mark.parametrize("number", ["nonsense", "c2mnkq4627", "C2MNKQ4628"])
def test_qr_code_of_no_number_is_not_drawn(visitor: Client, number: str) -> None:
    assert visitor.get(f"/verify/{number}/qr.svg").status_code == 404


def test_qr_code_asks_the_records_nothing(visitor: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = visitor.get(f"/verify/{UNKNOWN}/qr.svg")

    assert (response.status_code, len(captured)) == (200, 0)
