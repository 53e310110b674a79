"""Accounts of the cast: somebody in a role, with a confirmed address; an educator has a record too."""

from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from portal.accounts.roles import ROLES, Role
from portal.records.models import Person
from portal.records.people.operations import register_person
from portal.users.models import User

PASSWORD = "maple kettle window seven"
REGISTERED_AT = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)


def make_account(
    role: Role = Role.APPLICANT, *, username: str = "", email: str = "", verified: bool = True
) -> User:
    """Return a new account in a role; the table of roles must have been synced (migrate does)."""
    name = username or role.value
    account = User.objects.create_user(
        username=name,
        email=email or f"{name}@example.org",
        password=PASSWORD,
        is_staff=ROLES[role].works_here,
        is_superuser=ROLES[role].may_do_everything,
    )
    EmailAddress.objects.create(user=account, email=account.email, verified=verified, primary=True)
    account.groups.add(Group.objects.get(name=role.value))
    return account


def make_person(account: User | None = None, **facts: object) -> Person:
    """Return a person known to the bureau, with the account where one is given."""
    named = {"first_name": "Maren", "last_name": "Okafor-Lind", "birth_date": date(1984, 5, 2)}
    return register_person(account=account, actor_id=None, at=REGISTERED_AT, **{**named, **facts})


def make_educator(*, username: str, **facts: object) -> User:
    """Return an account that has a record of its own."""
    account = make_account(username=username)
    make_person(account, **facts)
    return account
