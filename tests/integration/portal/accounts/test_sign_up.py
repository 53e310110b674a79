"""From the form to the account page: sign up, confirm the address, sign in. Strangers learn nothing about accounts."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from portal.users.models import User
from tests.factories.accounts import PASSWORD, make_account

pytestmark = pytest.mark.django_db

LINK = re.compile(r"http://testserver(/account/confirm-email/\S+)")


def sign_up(browser: Client, email: str, password: str = PASSWORD, again: str = PASSWORD):
    """Send the sign-up form."""
    return browser.post(
        "/account/signup/", {"email": email, "password1": password, "password2": again}
    )


def test_new_educator_reaches_the_account_page(visitor: Client) -> None:
    answer = sign_up(visitor, "Maren.Lind@Example.org")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/confirm-email/")
    assert visitor.get("/account/").status_code == 302

    (message,) = mail.outbox
    assert message.to == ["maren.lind@example.org"]
    link = LINK.search(message.body).group(1)
    assert visitor.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified, (
        "a mail program that opens links confirms nothing"
    )
    assert visitor.post(link).headers["Location"] == "/account/login/"
    assert EmailAddress.objects.get().verified

    answer = visitor.post(
        "/account/login/", {"login": "maren.lind@example.org", "password": PASSWORD}
    )
    assert answer.headers["Location"] == "/account/"
    page = visitor.get("/account/")
    assert page.status_code == 200
    assert "Create my record" in page.content.decode()


def test_message_names_the_user_name_that_signs_in(visitor: Client) -> None:
    sign_up(visitor, "maren.lind@example.org")
    account = User.objects.get()
    assert account.username in mail.outbox[0].body
    assert "@" not in account.username


def test_unconfirmed_address_cannot_sign_in(visitor: Client) -> None:
    make_account(username="maren", verified=False)
    answer = visitor.post("/account/login/", {"login": "maren", "password": PASSWORD})
    assert answer.headers["Location"] == "/account/confirm-email/"
    assert visitor.get("/account/").headers["Location"] == "/account/login/?next=/account/"


def test_taken_address_gets_the_same_answer_as_a_free_one(visitor: Client) -> None:
    make_account(username="maren")
    free, taken = Client(), visitor
    answers = [sign_up(free, "free@example.org"), sign_up(taken, "MAREN@example.org")]
    seen = {(each.status_code, each.headers["Location"]) for each in answers}
    assert seen == {(302, "/account/confirm-email/")}
    pages = [browser.get("/account/confirm-email/").content.decode() for browser in (free, taken)]
    assert pages[0].replace("free@", "maren@") == pages[1]
    assert User.objects.filter(email="maren@example.org").count() == 1
    assert [message.subject for message in mail.outbox][1] == "You already have an account"


@pytest.mark.parametrize(
    "look_alike", ["maren@ｅxample.org", "MAREN@EXAMPLE.ORG", " maren@example.org "]
)
def test_look_alike_of_a_taken_address_makes_no_account(visitor: Client, look_alike: str) -> None:
    make_account(username="maren")
    sign_up(visitor, look_alike)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "password", "again", "field"),
    [
        ("no address", PASSWORD, PASSWORD, "email"),
        ("a" * 250 + "@example.org", PASSWORD, PASSWORD, "email"),
        ("maren@example.org", "fourteen chars", "fourteen chars", "password1"),
        ("maren@example.org", "1q2w3e4r5t6y7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p", "password1"),
        ("maren@example.org", PASSWORD, "something else entirely", "password2"),
    ],
)
def test_refused_sign_up_says_why_beside_the_field(
    visitor: Client, email: str, password: str, again: str, field: str
) -> None:
    answer = sign_up(visitor, email, password, again)
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert f'href="#id_{field}"' in page
    assert User.objects.count() == 0


def test_long_password_of_words_is_accepted(visitor: Client) -> None:
    words = "only small letters and spaces, no digit, " * 3
    assert sign_up(visitor, "maren@example.org", words, words).status_code == 302


def test_sign_up_says_why_each_educator_needs_an_address(visitor: Client) -> None:
    assert (
        "Each educator needs an address of their own"
        in visitor.get("/account/signup/").content.decode()
    )


def test_old_link_leads_to_signing_in(visitor: Client) -> None:
    page = visitor.get("/account/confirm-email/no:such:link/")
    assert page.status_code == 200
    assert "This link no longer works" in page.content.decode()


def test_too_many_sign_ups_from_one_address_are_refused(visitor: Client) -> None:
    statuses = [sign_up(visitor, f"new{count}@example.org").status_code for count in range(21)]
    assert statuses[:20] == [302] * 20
    assert statuses[20] == 429
