"""A step's page that is filled equals one that is drawn, and carries nothing of another applicant."""

import re
from typing import Any

import pytest
from django.test import Client, SimpleTestCase

from portal.users.models import User
from portal.wizards import page
from tests.integration.portal.wizards.conftest import Renewal, start_renewal

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')


def without_token(markup: str) -> str:
    """Return the markup with its tokens, which differ every time, emptied."""
    return TOKEN.sub(r"\1", markup)


def opened(renewal: Renewal, step: str) -> str:
    """Return the page of a step."""
    return without_token(renewal.get(step).content.decode())


@pytest.fixture
def other(other_applicant: User) -> Renewal:
    """Return somebody else's renewal in another browser."""
    return start_renewal(other_applicant)


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with no page drawn."""
    monkeypatch.setattr(page, "_drawn", {})


@pytest.mark.parametrize("step", ["certificate", "contact", "disclosures", "acknowledgment"])
def test_filled_page_equals_a_drawn_one(
    renewal: Renewal, other: Renewal, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewal.complete()
    other.complete()
    opened(renewal, step)
    filled = opened(other, step)

    monkeypatch.setattr(page, "_drawn", {})
    drawn = opened(other, step)

    SimpleTestCase().assertHTMLEqual(filled, drawn)


def test_filled_page_carries_nothing_of_the_applicant_before(
    renewal: Renewal, other: Renewal
) -> None:
    renewal.complete("certificate")
    other.complete("certificate")
    renewal.post("contact", address_line="7 Canary Lane")
    opened(renewal, "contact")

    markup = other.get("contact").content.decode()

    for private in ("Canary", "Okafor", str(renewal.application.public_id), "applicant@"):
        assert private not in markup.replace("other_applicant@", "")
    assert str(other.application.public_id) in markup


def test_frame_is_drawn_for_a_stand_in(renewal: Renewal, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    draw = page.render_to_string

    def watching(template: str, context: dict[str, Any], request: Any = None) -> str:
        if request is not None:
            seen.append(context["user"])
        return draw(template, context, request)

    monkeypatch.setattr(page, "render_to_string", watching)
    renewal.get("certificate")

    assert seen == [page.StandIn(is_staff=False, is_authenticated=True)]
    assert not hasattr(seen[0], "email")


def test_every_form_of_a_filled_page_passes_the_csrf_check(renewal: Renewal) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(renewal.application.person.account)
    browser.get(renewal.url("certificate"))
    markup = browser.get(renewal.url("certificate")).content.decode()
    token = TOKEN.search(markup)
    assert token is not None

    value = markup[token.end(1) :].partition('"')[0]
    data = renewal.data("certificate") | {"csrfmiddlewaretoken": value}

    assert browser.post(renewal.url("certificate"), data).status_code == 302


def test_languages_have_pages_of_their_own(renewal: Renewal) -> None:
    english = renewal.get("certificate").content.decode()
    spanish = renewal.client.get(f"/es{renewal.url('certificate')}").content.decode()

    assert "Choose your certificate" in english
    assert "Elija su certificado" in spanish
