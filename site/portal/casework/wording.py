"""Short words that several staff screens share: names of services and of colleagues."""

from __future__ import annotations

from django.utils.translation import get_language

from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language
from portal.records.wizards.models import Wizard
from portal.users.models import User

__all__ = ["account_name", "service_choices", "service_title"]


def service_title(version_id: int, language: str) -> str:
    """Return a service's title as the version names it; kept in the process after the first time."""
    return in_language(get_compiled(version_id).spec.title, language)


def service_choices() -> list[tuple[str, str]]:
    """Return key and title of every service that was ever published; 1 SQL."""
    rows = Wizard.objects.filter(current_version__isnull=False).order_by("key")
    language = get_language() or "en"
    return [
        (key, service_title(version_id, language))
        for key, version_id in rows.values_list("key", "current_version_id")
        if version_id is not None
    ]


def account_name(account: User) -> str:
    """Return how colleagues know somebody."""
    return account.get_full_name() or account.get_username()
