"""Choosing a new password through a link, and changing it while signed in."""

import re

import pytest
from django.core import mail
from django.test import Client

from portal.accounts.forms import RequestPasswordResetForm
from portal.users.models import User
from tests.factories.accounts import PASSWORD, make_account

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "lantern orchard nine ferry"
LINK = re.compile(r"http://testserver(/account/password/reset/key/\S+)")


def ask(browser: Client, email: str):
    """Ask for a link."""
    return browser.post("/account/password/reset/", {"email": email})


def test_forgotten_password_is_replaced_through_the_link(visitor: Client) -> None:
    make_account(username="maren")
    assert ask(visitor, "Maren@example.org").headers["Location"] == "/account/password/reset/done/"
    link = LINK.search(mail.outbox[0].body).group(1)
    form = visitor.get(link, follow=True)
    where = form.redirect_chain[-1][0]
    visitor.post(where, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    account = User.objects.get()
    assert account.check_password(NEW_PASSWORD)
    assert [message.subject for message in mail.outbox][1] == "Your password was changed"
    again = Client().get(link, follow=True).content.decode()
    assert "This link no longer works" in again


def test_unknown_address_gets_the_same_answer_and_a_message_that_says_so(visitor: Client) -> None:
    make_account(username="maren")
    known, unknown = ask(Client(), "maren@example.org"), ask(visitor, "nobody@example.org")
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [message.subject for message in mail.outbox] == [
        "Choose a new password",
        "No account with this address",
    ]


def test_link_goes_to_the_confirmed_address_never_to_a_look_alike(visitor: Client) -> None:
    make_account(username="fiona", email="fiona@example.org")
    ask(visitor, "fiona@ｅxample.org")
    assert [message.to for message in mail.outbox] == [["fiona@example.org"]]


def test_link_would_go_to_the_look_alike_without_the_portals_folding(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(RequestPasswordResetForm, "clean_email")
    make_account(username="fiona", email="fiona@example.org")
    ask(visitor, "fiona@ｅxample.org")
    assert [message.to for message in mail.outbox] != [["fiona@example.org"]]


def test_asking_too_often_is_refused(visitor: Client) -> None:
    make_account(username="maren")
    assert [ask(visitor, "maren@example.org").status_code for _ in range(4)] == [302, 302, 302, 429]


def test_password_change_asks_for_the_current_one(visitor: Client) -> None:
    account = make_account(username="maren")
    visitor.post("/account/login/", {"login": "maren", "password": PASSWORD})
    typed = {"oldpassword": "something else", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    answer = visitor.post("/account/password/change/", typed)
    assert list(answer.context["form"].errors) == ["oldpassword"]
    visitor.post("/account/password/change/", {**typed, "oldpassword": PASSWORD})
    account.refresh_from_db()
    assert account.check_password(NEW_PASSWORD)


def test_password_change_ends_other_sessions(visitor: Client) -> None:
    make_account(username="maren")
    elsewhere = Client()
    for browser in (visitor, elsewhere):
        browser.post("/account/login/", {"login": "maren", "password": PASSWORD})
    visitor.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert elsewhere.get("/account/").status_code == 302
