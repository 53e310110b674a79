"""The accounts of a demonstration: one a role, repeatable, refused in production."""

import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts.operations.demo import DEMO_CAST, DemoRefusedError, ensure_demo_accounts
from portal.users.models import User
from tests.factories.accounts import make_person

pytestmark = pytest.mark.django_db

PASSWORD = "a password for everybody"


def test_every_role_can_sign_in(visitor: Client) -> None:
    ensure_demo_accounts(password=PASSWORD, people={"applicant": make_person()})
    assert User.objects.count() == len(DEMO_CAST)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(DEMO_CAST)
    visitor.post("/account/login/", {"login": "applicant@example.org", "password": PASSWORD})
    assert "Welcome, Maren" in visitor.get("/account/").content.decode()


def test_repeating_it_brings_accounts_back_to_their_role() -> None:
    person = make_person()
    ensure_demo_accounts(password=PASSWORD, people={"applicant": person})
    User.objects.filter(username="applicant").update(is_active=False, is_staff=True)
    ensure_demo_accounts(password=PASSWORD, people={"applicant": person})
    account = User.objects.get(username="applicant")
    assert (account.is_active, account.is_staff, account.person) == (True, False, person)
    assert User.objects.count() == len(DEMO_CAST)


def test_command_prints_address_and_password(settings) -> None:
    settings.DEMO_PASSWORD = PASSWORD
    ensure_demo_accounts(password=PASSWORD, people={})
    printed = io.StringIO()
    call_command("demo_accounts", stdout=printed)
    lines = [line.split(maxsplit=1) for line in printed.getvalue().splitlines()[1:]]
    assert lines == [[f"{name}@example.org", PASSWORD] for name in DEMO_CAST]


def test_command_without_accounts_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("demo_accounts")


@pytest.mark.parametrize(
    ("name", "value"), [("PORTAL_ENVIRONMENT", "production"), ("PORTAL_DEMO", False)]
)
def test_demonstration_accounts_are_refused_elsewhere(settings, name: str, value: object) -> None:
    setattr(settings, name, value)
    with pytest.raises(DemoRefusedError):
        ensure_demo_accounts(password=PASSWORD, people={})
    with pytest.raises(CommandError, match="refused"):
        call_command("demo_accounts")
    assert User.objects.count() == 0
