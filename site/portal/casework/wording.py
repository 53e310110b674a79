"""Short words that several staff screens share: names of services and of colleagues."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language, reader_language
from portal.records.wizards.models import Wizard
from portal.users.models import User

__all__ = ["account_name", "service_choices", "service_title"]

FRESH_SECONDS = 60


def service_title(version_id: int, content_hash: str, language: str) -> str:
    """Return a service's title as the version names it; kept in the process after the first time."""
    return in_language(get_compiled(version_id, content_hash).spec.title, language)


def service_choices() -> list[tuple[str, str]]:
    """Return key and title of every service that was ever published, as of a minute ago."""
    language = reader_language()
    key = f"casework.service_choices.{language}"
    choices: list[tuple[str, str]] | None = cache.get(key)
    if choices is None:
        choices = _read_choices(language)
        cache.set(key, choices, FRESH_SECONDS)
    return choices


def _read_choices(language: str) -> list[tuple[str, str]]:
    rows = Wizard.objects.filter(current_version__isnull=False).order_by("key")
    return [
        (key, service_title(version_id, content_hash, language))
        for key, version_id, content_hash in rows.values_list(
            "key", "current_version_id", "current_version__content_hash"
        )
    ]


def account_name(account: User | None) -> str:
    """Return how colleagues know somebody; nobody stands for what a rule did by itself."""
    if account is None:
        return _("A rule of the service")
    return account.get_full_name() or account.get_username()
