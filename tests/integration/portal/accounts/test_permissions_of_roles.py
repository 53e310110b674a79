"""What roles allow is read by a query built once: what Django reads, and what was taken away is gone at once."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

from benchmarks.counting import count_calls
from portal.accounts.backends import AccountBackend
from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ENTER = "wagtailadmin.access_admin"
MOST_CALLS = 6


def read_again(account: User) -> User:
    """Return the account as the next request has it."""
    found = AccountBackend().get_user(account.pk)
    assert found is not None
    return found


@pytest.mark.parametrize("role", list(Role))
def test_roles_allow_what_django_reads(role: Role) -> None:
    account = make_account(role)
    ours = AccountBackend().get_group_permissions(read_again(account))
    assert ours == ModelBackend().get_group_permissions(read_again(account))


def test_nothing_is_allowed_to_the_inactive_or_about_one_object(specialist: User) -> None:
    assert AccountBackend().get_group_permissions(specialist, specialist) == set()
    specialist.is_active = False
    assert AccountBackend().get_group_permissions(read_again_inactive(specialist)) == set()
    assert not specialist.has_perm(ENTER)


def read_again_inactive(account: User) -> User:
    """Return an account that is not active, of which nothing was asked."""
    account.save()
    return User.objects.get(pk=account.pk)


def test_what_was_taken_away_is_gone_with_the_next_request(specialist: User) -> None:
    assert read_again(specialist).has_perm(ENTER)
    for group in specialist.groups.all():
        group.permissions.remove(*Permission.objects.filter(codename="access_admin"))
    assert not read_again(specialist).has_perm(ENTER)


def test_an_object_answers_as_djangos_until_it_is_read_again(specialist: User) -> None:
    account = read_again(specialist)
    assert account.has_perm(ENTER)
    assert not account.has_perm(ENTER, obj=account)
    assert not account.has_perm("records.nobody_gave")
    account.is_active = False
    assert not account.has_perm(ENTER)
    account.is_active = account.is_superuser = True
    assert account.has_perm("records.nobody_gave")


def test_asking_again_asks_no_backend(specialist: User) -> None:
    account = read_again(specialist)
    account.has_perm(ENTER)
    calls, told = count_calls(lambda: account.has_perm(ENTER))
    assert told
    assert calls <= MOST_CALLS
