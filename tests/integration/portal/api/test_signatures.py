"""Signed answers: whoever has one can prove it by the published keys, and nothing in it can be changed."""

import json
from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from portal.api.signing import keys
from tests.integration.portal.api.conftest import Ask, Hold
from tests.integration.portal.api.signatures import Kept, is_genuine

SIGNATURE_HEADERS = ("Content-Digest", "Signature-Input", "Signature")
FIRST, SECOND = b"1" * 32, b"2" * 32
# RFC 8037, appendix A: a private key, its public half and the thumbprint of it.
RFC_PRIVATE = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
RFC_PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.fixture(autouse=True)
def _one_key(settings: Any) -> None:
    settings.API_SIGNING_KEYS = [FIRST]


@pytest.fixture(params=["/look-up", "/certificates/{number}"])
def signed(request: pytest.FixtureRequest, ask: Ask, hold: Hold) -> Any:
    """Return a signed answer of each endpoint, in turn."""
    number = hold().number
    query = {"name": "Voss, Ada"} if request.param == "/look-up" else {}
    response = ask(request.param.format(number=number), **query)
    assert response.status_code == 200
    return response


def published(ask: Ask) -> dict[str, Any]:
    """Return the key set as it is published."""
    answer: dict[str, Any] = ask("/keys").json()
    return answer


def test_answer_is_genuine_by_the_published_key(ask: Ask, signed: Any) -> None:
    assert is_genuine(Kept.of(signed), published(ask))


CHANGES: dict[str, Callable[[Kept], Kept]] = {
    "content": lambda kept: replace(kept, content=kept.content[:-1] + b" "),
    "status": lambda kept: replace(kept, status=203),
    "path": lambda kept: replace(kept, path=kept.path + "x"),
    "query": lambda kept: replace(kept, query=kept.query + "&"),
    "method": lambda kept: replace(kept, method="HEAD"),
    "moment": lambda kept: changed_header(kept, "signature-input", "created=1", "created=2"),
    "signature": lambda kept: changed_header(kept, "signature", kept.headers["signature"][9], "-"),
}


def changed_header(kept: Kept, name: str, old: str, new: str) -> Kept:
    """Return an answer with something else in a header."""
    if new == "-":
        raw = bytearray(b64decode(kept.headers[name].removeprefix("portal=:").removesuffix(":")))
        raw[0] ^= 1
        return replace(kept, headers={**kept.headers, name: f"portal=:{b64encode(raw).decode()}:"})
    return replace(kept, headers={**kept.headers, name: kept.headers[name].replace(old, new, 1)})


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_is_noticed(ask: Ask, signed: Any, change: str) -> None:
    kept = Kept.of(signed)
    changed = CHANGES[change](kept)

    assert changed != kept
    assert not is_genuine(changed, published(ask))


def test_content_with_a_digest_of_its_own_is_noticed_too(ask: Ask, signed: Any, hold: Hold) -> None:
    other = ask("/look-up", name="nobody")
    kept = Kept.of(signed)
    digest = other["Content-Digest"]

    forged = replace(
        kept, content=other.content, headers={**kept.headers, "content-digest": digest}
    )

    assert not is_genuine(forged, published(ask))


@pytest.mark.parametrize(
    ("path", "status"),
    [("/certificates/C2MNKQ4627", 404), ("/certificates/nonsense", 422), ("/look-up", 422)],
)
def test_refusal_is_signed_as_well(ask: Ask, path: str, status: int) -> None:
    response = ask(path)

    assert response.status_code == status
    assert is_genuine(Kept.of(response), published(ask))


@pytest.mark.parametrize(
    "query", ["", "name=vo%20ss&name=x", "name=N%C3%BA%C3%B1ez", "name=%FF%FE", "name=a+b&&%00"]
)
def test_query_is_signed_as_it_was_sent(visitor: Client, ask: Ask, query: str) -> None:
    response = visitor.get(f"/api/v1/look-up?{query}")

    kept = Kept.of(response)
    assert kept.query == query
    assert is_genuine(kept, published(ask))


@pytest.mark.parametrize("typed", ["C2MN%2DKQ4627", "a b%20c", "Núñez", "%3Cb%3E"])
def test_path_is_signed_as_it_travels(visitor: Client, ask: Ask, typed: str) -> None:
    response = visitor.get(f"/api/v1/certificates/{typed}")

    assert is_genuine(Kept.of(response), published(ask))


def test_head_is_signed_over_the_nothing_that_it_sends(visitor: Client, ask: Ask) -> None:
    response = visitor.head("/api/v1/look-up?name=voss")

    assert response.content == b""
    assert is_genuine(Kept.of(response), published(ask))


def test_unchanged_answer_is_not_signed_anew_and_the_kept_one_stays_genuine(
    visitor: Client, ask: Ask, signed: Any
) -> None:
    kept = Kept.of(signed)
    address = f"{kept.path}?{kept.query}"

    with time_machine.travel("2026-11-01T12:30:00-05:00", tick=False):
        again = visitor.get(address, headers={"If-None-Match": signed["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert not [name for name in SIGNATURE_HEADERS if name in again]
    updated = replace(
        kept, headers=kept.headers | {name.lower(): value for name, value in again.headers.items()}
    )
    assert is_genuine(updated, published(ask))


def test_other_addresses_are_not_signed(ask: Ask) -> None:
    for path in ("/services", "/keys", "/districts", "/openapi.json", "/nowhere"):
        assert not [name for name in SIGNATURE_HEADERS if name in ask(path)]


def test_key_that_was_rolled_still_verifies_what_it_signed(
    ask: Ask, hold: Hold, settings: Any
) -> None:
    hold()
    old = Kept.of(ask("/look-up", name="voss"))
    settings.API_SIGNING_KEYS = [SECOND, FIRST]
    new = Kept.of(ask("/look-up", name="voss"))

    both = published(ask)
    assert len(both["keys"]) == 2
    assert is_genuine(old, both)
    assert is_genuine(new, both)
    assert both["keys"][0]["kid"] in new.headers["signature-input"]

    settings.API_SIGNING_KEYS = [SECOND]
    assert not is_genuine(old, published(ask))


def test_key_set_is_that_of_the_standard_and_holds_no_secret(ask: Ask, settings: Any) -> None:
    settings.API_SIGNING_KEYS = [urlsafe_b64decode(RFC_PRIVATE + "=")]

    response = ask("/keys")

    assert response.json() == {
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": RFC_THUMBPRINT, "x": RFC_PUBLIC}
        ]
    }
    assert RFC_PRIVATE not in response.content.decode()


def test_host_without_a_key_makes_one_that_only_its_owner_reads(
    ask: Ask, settings: Any, tmp_path: Path
) -> None:
    file = tmp_path / "var" / "api-signing.key"
    settings.API_SIGNING_KEYS, settings.API_SIGNING_KEY_FILE = [], file

    before = published(ask)
    keys._read_or_make.cache_clear()

    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]
    assert published(ask) == before
    assert file.read_text() not in json.dumps(before)


def test_key_of_the_process_that_was_faster_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "api-signing.key"
    put = keys._put_in_place

    def be_late(new: str, target: Path) -> None:
        target.write_bytes(b64encode(FIRST))
        put(new, target)

    monkeypatch.setattr(keys, "_put_in_place", be_late)

    assert keys._read_or_make(file) == FIRST
    assert list(tmp_path.iterdir()) == [file]
