"""The manners of HTTP on every address of the API, and the one shape of every refusal."""

from collections.abc import Iterator

import pytest
from django.test import Client

from portal.accounts.limits import Limit
from tests.integration.portal.api.conftest import Ask, Hold

ADDRESSES = [
    "/api/v1/services",
    "/api/v1/services/credential_lookup.search",
    "/api/v1/look-up?name=voss",
    "/api/v1/certificates/{number}",
    "/api/v1/openapi.json",
]
Address = str


@pytest.fixture(params=ADDRESSES)
def address(request: pytest.FixtureRequest, hold: Hold) -> Address:
    """Return each address that answers, in turn."""
    return str(request.param).format(number=hold().number)


def test_answer_tells_its_version_and_sets_no_cookie(visitor: Client, address: Address) -> None:
    response = visitor.get(address)

    assert response.status_code == 200
    assert response["API-Version"] == "1.0"
    assert response["Content-Type"].startswith("application/json")
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_unchanged_answer_is_not_sent_again(visitor: Client, address: Address) -> None:
    tag = visitor.get(address)["ETag"]

    again = visitor.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == tag
    assert again["API-Version"] == "1.0"


def test_other_answer_has_another_tag(ask: Ask, hold: Hold) -> None:
    hold("Voss")
    before = ask("/look-up", name="voss")["ETag"]
    hold("Vossing")

    assert ask("/look-up", name="voss")["ETag"] != before


def test_head_has_the_headers_of_get_and_no_body(visitor: Client, address: Address) -> None:
    full = visitor.get(address)

    head = visitor.head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(full.content))
    assert head["ETag"] == full["ETag"]


def test_options_names_what_is_allowed(visitor: Client, address: Address) -> None:
    response = visitor.options(address)

    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused_without_asking_for_a_csrf_token(address: Address, method: str) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = getattr(strict, method)(address)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json() == {
        "code": "method_not_allowed",
        "message": "This address is read only.",
        "field": None,
    }


@pytest.mark.parametrize("path", ["/nowhere", "/services/", "/look-up/x/y", "/drafts", "/%00"])
def test_unknown_address_is_a_problem_in_json(ask: Ask, path: str) -> None:
    response = ask(path)

    assert response.status_code == 404
    assert response.json() == {
        "code": "not_found",
        "message": "There is nothing at this address.",
        "field": None,
    }


def test_root_leads_to_the_documentation(ask: Ask) -> None:
    response = ask("/")

    assert (response.status_code, response["Location"]) == (302, "/api/v1/docs")


def test_fault_of_ours_is_a_problem_in_json_and_logged(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("portal.api.catalog.list_services", fail)

    response = ask("/services")

    assert response.status_code == 500
    assert response.json() == {
        "code": "failed",
        "message": "Something failed on our side. Try again later.",
        "field": None,
    }
    assert "secret detail" in caplog.text
    assert b"secret detail" not in response.content


@pytest.fixture
def _three_a_minute(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("portal.api.lookup.LOOKUPS", Limit("lookups", per_minute=3))
    return


@pytest.mark.usefixtures("_three_a_minute")
@pytest.mark.parametrize("address", ADDRESSES[2:4], indirect=True)
def test_fourth_look_up_in_a_minute_is_refused(visitor: Client, address: Address) -> None:
    for _ in range(3):
        assert visitor.get(address).status_code == 200

    response = visitor.get(address)

    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert response.json() == {
        "code": "too_many_requests",
        "message": "Too many look-ups from this address. Wait a minute, then go on.",
        "field": None,
    }
    assert visitor.get(address, REMOTE_ADDR="203.0.113.7").status_code == 200


@pytest.mark.parametrize("accepted", ["text/html", "application/xml", "*/*"])
def test_json_is_what_there_is(visitor: Client, accepted: str) -> None:
    response = visitor.get("/api/v1/services", headers={"Accept": accepted})

    assert response["Content-Type"].startswith("application/json")
