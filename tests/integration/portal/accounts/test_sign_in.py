"""Signing in by either name, staying neutral about who exists, and the limit on guessing."""

import pytest
from django.test import Client

from portal.accounts.adapter import AccountAdapter
from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import PASSWORD, make_account

pytestmark = pytest.mark.django_db


def sign_in(browser: Client, login: str, password: str = PASSWORD, **extra: str):
    """Send the sign-in form."""
    return browser.post("/account/login/", {"login": login, "password": password, **extra})


@pytest.mark.parametrize(
    "login",
    ["maren", "MAREN", " maren ", "maren@example.org", "Maren@Example.ORG", "ｍaren@example.org"],
)
def test_sign_in_by_user_name_or_address(visitor: Client, login: str) -> None:
    make_account(username="maren")
    assert sign_in(visitor, login).headers["Location"] == "/account/"
    assert visitor.get("/account/").status_code == 200


def test_empty_sign_in_is_told_what_to_enter(visitor: Client) -> None:
    page = sign_in(visitor, "", "").content.decode()
    assert "Enter your email address or user name." in page
    assert "Enter your password." in page
    assert "This field is required" not in page


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.EDITOR, "/admin/"),
        (Role.SPECIALIST, "/admin/"),
        (Role.DISTRICT_OFFICER, "/account/"),
        (Role.APPLICANT, "/account/"),
    ],
)
def test_staff_come_to_the_admin_unless_they_were_going_elsewhere(
    visitor: Client, role: Role, place: str
) -> None:
    make_account(role, username="maren")

    assert sign_in(visitor, "maren").headers["Location"] == place
    visitor.logout()
    assert sign_in(visitor, "maren", next="/help/").headers["Location"] == "/help/"


def test_sign_in_leads_back_to_where_one_came_from(visitor: Client) -> None:
    make_account(username="maren")
    assert (
        sign_in(visitor, "maren", next="/account/record/").headers["Location"] == "/account/record/"
    )


def test_sign_in_never_leads_to_another_site(visitor: Client) -> None:
    make_account(username="maren")
    assert (
        sign_in(visitor, "maren", next="https://elsewhere.example/").headers["Location"]
        == "/account/"
    )


def test_unknown_account_and_wrong_password_look_the_same(visitor: Client) -> None:
    make_account(username="maren")
    answers = [
        sign_in(Client(), login, "something else entirely")
        for login in ("maren", "nobody", "maren@example.org", "nobody@example.org")
    ]
    errors = {str(answer.context["form"].non_field_errors()) for answer in answers}
    assert len(errors) == 1
    assert {answer.status_code for answer in answers} == {200}


def guess(login: str, times: int) -> list[str]:
    """Return what each of several wrong guesses is told."""
    return [
        sign_in(Client(), login, f"wrong guess number {count}")
        .context["form"]
        .non_field_errors()[0]
        for count in range(times)
    ]


def test_sixth_wrong_password_is_not_even_tried(visitor: Client) -> None:
    make_account(username="maren")
    told = guess("maren", 6)
    assert told[4] == AccountAdapter.error_messages["email_password_mismatch"]
    assert told[5] == AccountAdapter.error_messages["too_many_login_attempts"]
    assert "_auth_user_id" not in visitor.session
    sign_in(visitor, "maren")
    assert "_auth_user_id" not in visitor.session


def test_guesses_under_both_names_of_an_account_count_together() -> None:
    make_account(username="maren")
    guess("maren", 3)
    told = guess("maren@example.org", 3)
    assert told[1] == AccountAdapter.error_messages["email_password_mismatch"]
    assert told[2] == AccountAdapter.error_messages["too_many_login_attempts"]


def test_guesses_under_both_names_count_apart_without_the_portals_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(AccountAdapter, "_get_login_attempts_cache_key")
    make_account(username="maren")
    guess("maren", 3)
    assert (
        guess("maren@example.org", 3)[2] == AccountAdapter.error_messages["email_password_mismatch"]
    )


def test_account_that_was_switched_off_cannot_sign_in(visitor: Client) -> None:
    account = make_account(username="maren")
    User.objects.filter(pk=account.pk).update(is_active=False)
    answer = sign_in(visitor, "maren")
    assert answer.headers["Location"] == "/account/inactive/"
    assert "switched off" in visitor.get("/account/inactive/").content.decode()
    assert visitor.get("/account/").status_code == 302


def test_sign_out_needs_a_post(applicant: User, client: Client) -> None:
    client.force_login(applicant)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/").status_code == 200
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert client.get("/account/").status_code == 302


def test_session_key_changes_at_sign_in(visitor: Client) -> None:
    make_account(username="maren")
    visitor.get("/account/login/")
    session = visitor.session
    session["kept"] = "yes"
    session.save()
    before = session.session_key
    visitor.cookies["sessionid"] = before
    sign_in(visitor, "maren")
    assert visitor.session.session_key != before
