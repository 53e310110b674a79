"""Production's refusals: each unsafe value is named, a safe set is not, and the list in the docs is this list."""

from typing import Any

import pytest

from config.environment import SettingsError
from config.settings.safety import REFUSALS, list_unsafe, refuse_unsafe

DURABLE = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"


def make_safe_settings(**changes: Any) -> dict[str, Any]:
    """Return settings with which production starts, with some of them changed."""
    postgresql = {"ENGINE": "django.db.backends.postgresql"}
    safe = {
        "DEBUG": False,
        "SECRET_KEY": "k3" * 30,
        "SECRET_KEY_FALLBACKS": ["p7" * 30],
        "API_SIGNING_KEYS": [b"k" * 32],
        "SSN_KEYS": [b"s" * 32],
        "SSN_INDEX_KEYS": [b"i" * 32],
        "CSRF_TRUSTED_ORIGINS": ["https://forms.portal.example", "https://*.portal.example"],
        "ALLOWED_HOSTS": ["portal.example"],
        "DATABASES": {"default": postgresql},
        "DATABASE_ALLOW_SQLITE": False,
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
        "WEB_PROCESSES": 2,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_TIMEOUT": 10,
        "CLAMD_ADDRESS": "/run/clamav/clamd.ctl",
        "DOCUMENT_SCANNER": "clamd",
        "PORTAL_DEMO": False,
        "DEMO_PASSWORD": "",
        "PAYMENT_SANDBOX": False,
        "STRIPE_SECRET_KEY": "",
        "STRIPE_WEBHOOK_SECRETS": [],
        "INSTALLED_APPS": ["portal_plugins.certification"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 63_072_000,
        "PORTAL_STAFF_MFA_REQUIRED": True,
        "PORTAL_BASE_URL": "https://portal.example",
    }
    return safe | changes


def make_sqlite(init_command: str = DURABLE, mode: str | None = "IMMEDIATE") -> dict[str, Any]:
    """Return the settings of an SQLite that production was told to use."""
    options = {"init_command": init_command, "transaction_mode": mode}
    engine = "django.db.backends.sqlite3"
    return {
        "DATABASES": {"default": {"ENGINE": engine, "OPTIONS": options}},
        "DATABASE_ALLOW_SQLITE": True,
    }


UNSAFE: list[tuple[dict[str, Any], str]] = [
    ({"DEBUG": True}, "DEBUG"),
    ({"API_SIGNING_KEYS": []}, "API_SIGNING_KEYS"),
    ({"SSN_KEYS": []}, "SSN_KEYS"),
    ({"SSN_INDEX_KEYS": []}, "SSN_INDEX_KEYS"),
    ({"SSN_INDEX_KEYS": [b"i" * 32, b"s" * 32]}, "SSN_INDEX_KEYS"),
    ({"SECRET_KEY": ""}, "SECRET_KEY"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    (
        {"SECRET_KEY": "development-only-key-which-production-refuses-to-start-with"},
        "SECRET_KEY",
    ),
    ({"SECRET_KEY_FALLBACKS": ["p7" * 30, "short"]}, "SECRET_KEY_FALLBACKS"),
    (
        {"SECRET_KEY_FALLBACKS": ["development-only-key-which-production-refuses-to-start-with"]},
        "SECRET_KEY_FALLBACKS",
    ),
    ({"CSRF_TRUSTED_ORIGINS": ["http://portal.example"]}, "CSRF_TRUSTED_ORIGINS"),
    ({"CSRF_TRUSTED_ORIGINS": ["https://*"]}, "CSRF_TRUSTED_ORIGINS"),
    ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": ["portal.example", "*"]}, "ALLOWED_HOSTS"),
    ({**make_sqlite(), "DATABASE_ALLOW_SQLITE": False}, "DATABASE_URL"),
    (make_sqlite("PRAGMA synchronous=FULL;"), "DATABASES"),
    (make_sqlite("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"), "DATABASES"),
    (make_sqlite(mode=None), "DATABASES"),
    (
        {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}},
        "CACHE_URL",
    ),
    ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "EMAIL_URL"),
    ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, "EMAIL_URL"),
    ({"EMAIL_TIMEOUT": 0}, "EMAIL_TIMEOUT"),
    ({"CLAMD_ADDRESS": ""}, "CLAMD_ADDRESS"),
    ({"DOCUMENT_SCANNER": "none"}, "CLAMD_ADDRESS"),
    ({"EMAIL_TIMEOUT": None}, "EMAIL_TIMEOUT"),
    ({"PORTAL_DEMO": True}, "PORTAL_DEMO"),
    ({"PAYMENT_SANDBOX": True}, "PAYMENT_SANDBOX"),
    ({"STRIPE_SECRET_KEY": "sk_live_1"}, "STRIPE_WEBHOOK_SECRETS"),
    ({"DEMO_PASSWORD": "correct horse battery staple"}, "DEMO_PASSWORD"),
    (
        {"INSTALLED_APPS": ["portal_plugins.certification", "portal_plugins.demo"]},
        "PORTAL_DISABLED_PLUGINS",
    ),
    ({"SESSION_COOKIE_SECURE": False}, "COOKIES_SECURE"),
    ({"CSRF_COOKIE_SECURE": False}, "COOKIES_SECURE"),
    ({"SECURE_SSL_REDIRECT": False}, "SECURE_SSL_REDIRECT"),
    ({"SECURE_HSTS_SECONDS": 300}, "SECURE_HSTS_SECONDS"),
    ({"PORTAL_STAFF_MFA_REQUIRED": False}, "PORTAL_STAFF_MFA_REQUIRED"),
    ({"PORTAL_BASE_URL": "http://portal.example"}, "PORTAL_BASE_URL"),
]


@pytest.mark.parametrize("changes", [{}, make_sqlite()])
def test_safe_settings_are_not_refused(changes: dict[str, Any]) -> None:
    assert list_unsafe(make_safe_settings(**changes)) == []


@pytest.mark.parametrize(("changes", "variable"), UNSAFE)
def test_unsafe_setting_is_the_one_that_is_named(changes: dict[str, Any], variable: str) -> None:
    refusals = list_unsafe(make_safe_settings(**changes))

    assert [refusal.variable for refusal in refusals] == [variable]


def test_each_refusal_has_an_unsafe_setting_that_proves_it() -> None:
    assert {variable for _, variable in UNSAFE} == {refusal.variable for refusal in REFUSALS}


def test_refusal_names_every_unsafe_setting_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        refuse_unsafe(make_safe_settings(DEBUG=True, EMAIL_TIMEOUT=0), declared_production=True)

    assert [line.split(":")[0].strip() for line in str(caught.value).splitlines()] == [
        "production refuses to start",
        "DEBUG",
        "EMAIL_TIMEOUT",
    ]


def test_production_settings_in_a_process_started_for_something_else_are_refused() -> None:
    with pytest.raises(SettingsError, match="DJANGO_SETTINGS_MODULE"):
        refuse_unsafe(make_safe_settings(), declared_production=False)
