"""Makes the accounts of a demonstration, one a role. Production refuses to have them."""

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.roles import ROLES, Role, RoleSpec
from portal.records.models import Person
from portal.users.models import User

__all__ = [
    "DemoAccount",
    "DemoRefusedError",
    "check_demo_allowed",
    "ensure_demo_accounts",
    "get_demo_email",
]

DEMO_DOMAIN = "example.org"


class DemoRefusedError(Exception):
    """Raised where accounts with a known password must not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account of the demonstration, as it is printed."""

    role: Role
    email: str
    user: User


def get_demo_email(role: Role) -> str:
    """Return the address of the account that plays a role."""
    return f"{role.value}@{DEMO_DOMAIN}"


def check_demo_allowed() -> None:
    """Raise DemoRefusedError in production and wherever the demonstration is switched off."""
    if settings.PORTAL_ENVIRONMENT == "production" or not settings.PORTAL_DEMO:
        raise DemoRefusedError("Demonstration accounts are refused outside a demonstration.")


@transaction.atomic
def ensure_demo_accounts(*, password: str, people: Mapping[str, Person]) -> list[DemoAccount]:
    """Make one account a role, or bring an existing one back to its role and password.

    ``people`` names the record that belongs to the account of a role, for roles that have one.
    Raises DemoRefusedError outside a demonstration.
    """
    check_demo_allowed()
    hashed = make_password(password)
    accounts = []
    for role, spec in ROLES.items():
        user = _ensure_account(role=role, spec=spec, hashed_password=hashed)
        person = people.get(role.value)
        if person is not None and person.account_id != user.pk:
            Person.objects.filter(account=user).update(account=None)
            person.account = user
            person.save(update_fields=["account", "folded_first", "folded_last"])
        accounts.append(DemoAccount(role=role, email=user.email, user=user))
    return accounts


def _ensure_account(*, role: Role, spec: RoleSpec, hashed_password: str) -> User:
    email = get_demo_email(role)
    user, _created = User.objects.update_or_create(
        username=role.value,
        defaults={
            "email": email,
            "password": hashed_password,
            "is_active": True,
            "is_staff": spec.works_here,
            "is_superuser": spec.may_do_everything,
        },
    )
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    user.groups.set([Group.objects.get_or_create(name=role.value)[0]])
    return user
