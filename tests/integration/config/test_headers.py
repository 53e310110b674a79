"""The headers of every answer: what a browser may load, strict everywhere but in Wagtail's admin."""

import pytest
from django.test import Client

from portal.users.models import User

STRICT = {
    "default-src 'self'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "frame-src 'none'",
    "img-src 'self' data:",
    "object-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
}
RELAXED = {
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "frame-src 'self'",
}
ADDRESSES = ["/", "/look-up/", "/account/login/", "/api/v1/services", "/healthz", "/no-such-page/"]


def read_policy(client: Client, address: str) -> set[str]:
    """Return the directives of an answer's policy."""
    answer = client.get(address)
    return set(answer.headers["Content-Security-Policy"].split("; "))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_public_answer_has_the_strict_policy(visitor: Client, address: str) -> None:
    assert read_policy(visitor, address) == STRICT


@pytest.mark.django_db
def test_admin_answer_has_the_listed_relaxation_and_no_more(visitor: Client, editor: User) -> None:
    visitor.force_login(editor)

    policy = read_policy(visitor, "/admin/")

    assert policy - STRICT == RELAXED
    assert {directive.split()[0] for directive in policy} == {
        directive.split()[0] for directive in STRICT
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_has_the_other_headers(visitor: Client, address: str) -> None:
    headers = visitor.get(address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_page_for_a_visitor_leaves_no_cookie(visitor: Client) -> None:
    assert visitor.get("/").cookies == {}
