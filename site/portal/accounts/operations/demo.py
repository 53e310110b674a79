"""Makes the accounts of a demonstration, its cast. Production refuses to have them."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.roles import ROLES, Role
from portal.records.models import Person
from portal.users.models import User

__all__ = [
    "DEMO_CAST",
    "DemoRefusedError",
    "check_demo_allowed",
    "ensure_demo_accounts",
    "get_demo_email",
]

DEMO_DOMAIN = "example.org"
DEMO_CAST: Mapping[str, Role] = {
    **{role.value: role for role in Role},
    "other_applicant": Role.APPLICANT,
}
"""Who can be played: one account a role, and a second applicant to look at the first one's doors."""


class DemoRefusedError(Exception):
    """Raised where accounts with a known password must not exist."""


def get_demo_email(name: str) -> str:
    """Return the address of an account of the cast."""
    return f"{name}@{DEMO_DOMAIN}"


def check_demo_allowed() -> None:
    """Raise DemoRefusedError in production and wherever the demonstration is switched off."""
    if settings.PORTAL_ENVIRONMENT == "production" or not settings.PORTAL_DEMO:
        raise DemoRefusedError("Demonstration accounts are refused outside a demonstration.")


@transaction.atomic
def ensure_demo_accounts(*, password: str, people: Mapping[str, Person]) -> None:
    """Make the accounts of the cast, or bring existing ones back to their role and password.

    ``people`` names the record that belongs to an account, for those that have one. Raises
    DemoRefusedError outside a demonstration.
    """
    check_demo_allowed()
    hashed = make_password(password)
    for name, role in DEMO_CAST.items():
        user = _ensure_account(name=name, role=role, hashed_password=hashed)
        person = people.get(name)
        if person is not None and person.account_id != user.pk:
            Person.objects.filter(account=user).update(account=None)
            person.account = user
            person.save(update_fields=["account", "folded_first", "folded_last"])


def _ensure_account(*, name: str, role: Role, hashed_password: str) -> User:
    email, spec = get_demo_email(name), ROLES[role]
    user, _created = User.objects.update_or_create(
        username=name,
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
