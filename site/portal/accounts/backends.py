"""How an account is found, on sign-in and on every request after it (AUTHENTICATION_BACKENDS).

Sign-in itself is allauth's. Permissions come from roles alone: one given to a single account would
stand in no table of roles.
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest

from portal.records.prepared import PreparedRows
from portal.users.models import User

__all__ = ["AccountBackend"]

ROLES_ALLOW = "_group_perm_cache"
"""Where Django keeps the same, and whoever needs it read again takes it away."""
_COLUMNS = tuple(field.attname for field in User._meta.concrete_fields)


def _select_account(account_id: int) -> QuerySet[User, Any]:
    return User.objects.filter(pk=account_id).values_list(*_COLUMNS)


def _select_permissions(account_id: int) -> QuerySet[Permission, Any]:
    held = Permission.objects.filter(group__user=account_id)
    return held.values_list("content_type__app_label", "codename").order_by()


_ACCOUNTS = PreparedRows(_select_account, account_id=BigIntegerField())
_PERMISSIONS = PreparedRows(_select_permissions, account_id=BigIntegerField())


class AccountBackend(AuthenticationBackend):
    """Signs in by e-mail or user name; reads the signed-in account by a query built once."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """Return the account whose password this is, or None, after hashing once in either case.

        allauth hands over an e-mail address as user name too, and would hash twice for one that
        has an account: whoever measured the answer would know.
        """
        if credentials.get("email") == credentials.get("username"):
            credentials.pop("email", None)
        return super().authenticate(request, **credentials)

    def get_user(self, user_id: Any) -> User | None:
        """Return the active account of that id, or None."""
        rows = _ACCOUNTS.fetch(account_id=user_id)
        account = User.from_db("default", _COLUMNS, rows[0]) if rows else None
        return account if account is not None and self.user_can_authenticate(account) else None

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what an account's roles allow, read once an object as Django does; by a query built once."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.is_superuser:
            return set(super().get_group_permissions(user_obj, obj))
        held: set[str] | None = getattr(user_obj, ROLES_ALLOW, None)
        if held is None:
            rows = _PERMISSIONS.fetch(account_id=user_obj.pk)
            held = {f"{label}.{codename}" for label, codename in rows}
            setattr(user_obj, ROLES_ALLOW, held)
        return held

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return nothing: no permission is given outside a role."""
        return set()
