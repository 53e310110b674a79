"""Nobody learns who has an account: signing in and up hash once, whoever is named; mails lead home; limits last."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from portal.accounts.adapter import AccountAdapter
from portal.accounts.backends import AccountBackend
from portal.accounts.forms import SignUpForm
from portal.users.models import User
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.pages import make_service_page

pytestmark = pytest.mark.django_db

LOGINS = ["maren", "nobody", "maren@example.org", "nobody@example.org"]
ADDRESSES = ["maren@example.org", "nobody@example.org"]
LINK = re.compile(r"https?://\S+")
Count = Callable[[Callable[[], object]], int]


@pytest.fixture
def count_hashes(monkeypatch: pytest.MonkeyPatch) -> Count:
    """Return a function that tells how often an act hashes a password: what its answer's time is made of."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)

    def count(act: Callable[[], object]) -> int:
        hashed.clear()
        act()
        return len(hashed)

    return count


def sign_in(login: str, password: str = "not the password at all") -> Client:
    """Try to sign in in a new browser."""
    browser = Client()
    browser.post("/account/login/", {"login": login, "password": password})
    return browser


def sign_up(email: str) -> Client:
    """Try to open an account in a new browser."""
    browser = Client()
    form = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    assert browser.post("/account/signup/", form).status_code == 302
    return browser


def test_sign_in_hashes_once_whoever_is_named(count_hashes: Count) -> None:
    make_account(username="maren")

    assert [count_hashes(lambda login=login: sign_in(login)) for login in LOGINS] == [1, 1, 1, 1]


def test_sign_in_hashes_twice_for_a_known_address_without_the_portals_backend(
    count_hashes: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(username="maren")
    monkeypatch.delattr(AccountBackend, "authenticate")

    assert [count_hashes(lambda login=login: sign_in(login)) for login in LOGINS] == [1, 1, 2, 1]


def test_sign_up_hashes_once_whoever_is_named(count_hashes: Count) -> None:
    make_account(username="maren")

    assert [count_hashes(lambda email=email: sign_up(email)) for email in ADDRESSES] == [1, 1]


def test_sign_up_hashes_nothing_for_a_taken_address_without_the_portals_form(
    count_hashes: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(username="maren")
    monkeypatch.delattr(SignUpForm, "try_save")

    assert [count_hashes(lambda email=email: sign_up(email)) for email in ADDRESSES] == [0, 1]


def read_links(host: str) -> set[str]:
    """Ask for every kind of message under a host, and return where their links lead."""
    for path, form in [
        ("/account/password/reset/", {"email": "maren@example.org"}),
        ("/account/password/reset/", {"email": "nobody@example.org"}),
        ("/account/signup/", {"email": "maren@example.org"}),
        ("/account/signup/", {"email": "new@example.org"}),
    ]:
        passwords = {"password1": PASSWORD, "password2": PASSWORD}
        Client(HTTP_HOST=host).post(path, form | passwords)
    assert len(mail.outbox) == 4
    links = [link for message in mail.outbox for link in LINK.findall(message.body)]
    return {"/".join(link.split("/")[:3]) for link in links}


def test_links_in_mail_lead_to_the_portal_whatever_host_was_named(settings: Settings) -> None:
    make_account(username="maren")
    settings.PORTAL_BASE_URL = "https://portal.example"

    assert read_links("localhost:6666") == {"https://portal.example"}


def test_links_in_mail_lead_to_the_named_host_without_the_portals_adapter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_account(username="maren")
    monkeypatch.delattr(AccountAdapter, "send_mail")

    assert read_links("localhost:6666") == {"http://localhost:6666"}


def fail_then_flood() -> bool:
    """Use up the guesses of an account, fill the cache, then tell whether the right password signs in."""
    make_account(username="maren")
    for _guess in range(5):
        sign_in("maren")
    for number in range(5_000):
        cache.set(f"flood_{number}", number)
    return "_auth_user_id" in sign_in("maren", PASSWORD).session


def test_count_of_guesses_outlasts_a_flood_of_other_entries() -> None:
    assert fail_then_flood() is False


def test_count_of_guesses_is_flooded_away_in_a_cache_as_django_sizes_it(settings: Settings) -> None:
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": backend, "LOCATION": "small"}}

    assert fail_then_flood() is True


def test_answer_of_the_look_up_is_left_out_of_search_engines(visitor: Client) -> None:
    make_service_page(title="Look up", slug="look-up", service_key="credential_lookup.search")

    assert visitor.get("/look-up/", {"name": "voss"}).headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in visitor.get("/look-up/").headers


def test_permission_taken_away_ends_at_the_next_request(specialist: User) -> None:
    browser = Client()
    browser.force_login(specialist)
    assert browser.get("/admin/applications/").status_code == 200

    specialist.groups.clear()

    assert browser.get("/admin/applications/").status_code == 403
