"""Which settings production refuses to start with, each with the reason. Pure: looks at values, changes none.

What only a connection can tell (the database's own settings, demo accounts left in it) is in config.start_up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from config.environment import SettingsError
from config.settings.concerns.security import (
    DEVELOPMENT_SECRET_KEY,
    MINIMUM_SECRET_KEY_LENGTH,
)

Settings = Mapping[str, Any]
DEMO_PLUGIN = "portal_plugins.demo"
UNSENT_MAIL = ("console", "locmem", "dummy", "filebased")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One unsafe configuration: the variable to mend, why it is unsafe, and how it is recognized."""

    variable: str
    reason: str
    applies: Callable[[Settings], bool]


def _is_weak_key(key: str) -> bool:
    return key == DEVELOPMENT_SECRET_KEY or len(key) < MINIMUM_SECRET_KEY_LENGTH


def _has_weak_key(settings: Settings) -> bool:
    return _is_weak_key(settings["SECRET_KEY"])


def _has_weak_fallback(settings: Settings) -> bool:
    return any(_is_weak_key(key) for key in settings["SECRET_KEY_FALLBACKS"])


def _trusts_unsafe_origins(settings: Settings) -> bool:
    origins = settings["CSRF_TRUSTED_ORIGINS"]
    return any(not each.startswith("https://") or each == "https://*" for each in origins)


def _has_open_hosts(settings: Settings) -> bool:
    hosts = settings["ALLOWED_HOSTS"]
    return not hosts or "*" in hosts


def _uses_sqlite(settings: Settings) -> bool:
    return bool(settings["DATABASES"]["default"]["ENGINE"].endswith("sqlite3"))


def _uses_sqlite_unasked(settings: Settings) -> bool:
    return _uses_sqlite(settings) and not settings["DATABASE_ALLOW_SQLITE"]


def _uses_undurable_sqlite(settings: Settings) -> bool:
    if not _uses_sqlite(settings):
        return False
    options = settings["DATABASES"]["default"].get("OPTIONS", {})
    pragmas = options.get("init_command", "").upper().replace(" ", "")
    durable = "JOURNAL_MODE=WAL" in pragmas and (
        "SYNCHRONOUS=FULL" in pragmas or "SYNCHRONOUS=EXTRA" in pragmas
    )
    return not durable or options.get("transaction_mode") != "IMMEDIATE"


def _shares_nothing_between_processes(settings: Settings) -> bool:
    local = settings["CACHES"]["default"]["BACKEND"].endswith("LocMemCache")
    return bool(local and settings["WEB_PROCESSES"] > 1)


def _keeps_mail(settings: Settings) -> bool:
    return any(word in settings["EMAIL_BACKEND"] for word in UNSENT_MAIL)


REFUSALS = (
    Refusal(
        "DEBUG", "it shows the inside of the site to every visitor", lambda s: bool(s["DEBUG"])
    ),
    Refusal(
        "SECRET_KEY",
        f"it is missing, the development key, or shorter than {MINIMUM_SECRET_KEY_LENGTH} characters",
        _has_weak_key,
    ),
    Refusal(
        "SECRET_KEY_FALLBACKS",
        f"one of them is the development key, or shorter than {MINIMUM_SECRET_KEY_LENGTH} characters",
        _has_weak_fallback,
    ),
    Refusal(
        "API_SIGNING_KEYS",
        "it is missing: each host would sign answers of the API with a key of its own making",
        lambda s: not s["API_SIGNING_KEYS"],
    ),
    Refusal(
        "SSN_KEYS",
        "it is missing: Social Security numbers would be sealed with a key made of SECRET_KEY, as in the demonstration",
        lambda s: not s["SSN_KEYS"],
    ),
    Refusal(
        "SSN_INDEX_KEYS",
        "it is missing, or repeats a key of SSN_KEYS",
        lambda s: not s["SSN_INDEX_KEYS"] or bool({*s["SSN_INDEX_KEYS"]} & {*s["SSN_KEYS"]}),
    ),
    Refusal(
        "CSRF_TRUSTED_ORIGINS",
        "one of them is every host, or not https://",
        _trusts_unsafe_origins,
    ),
    Refusal("ALLOWED_HOSTS", "it is empty or holds *", _has_open_hosts),
    Refusal(
        "DATABASE_URL",
        "it names SQLite; name PostgreSQL, or set DATABASE_ALLOW_SQLITE=true for one machine",
        _uses_sqlite_unasked,
    ),
    Refusal(
        "DATABASES",
        "SQLite must use WAL, synchronous=FULL and IMMEDIATE transactions, else acknowledged work "
        "is lost at a power cut",
        _uses_undurable_sqlite,
    ),
    Refusal(
        "CACHE_URL",
        "several web processes need one shared cache (redis://…), else limits count per process",
        _shares_nothing_between_processes,
    ),
    Refusal("EMAIL_URL", "it does not send mail to anyone", _keeps_mail),
    Refusal(
        "EMAIL_TIMEOUT",
        "without a limit a silent mail server stops the worker for ever",
        lambda s: not s["EMAIL_TIMEOUT"],
    ),
    Refusal(
        "CLAMD_ADDRESS",
        "files that people send would reach the staff unscanned",
        lambda s: not s["CLAMD_ADDRESS"] or s["DOCUMENT_SCANNER"] != "clamd",
    ),
    Refusal("PORTAL_DEMO", "the demonstration is on", lambda s: bool(s["PORTAL_DEMO"])),
    Refusal(
        "PAYMENT_SANDBOX",
        "whoever applies could pay with play money",
        lambda s: bool(s["PAYMENT_SANDBOX"]),
    ),
    Refusal(
        "STRIPE_WEBHOOK_SECRETS",
        "there is a key, and notices could not be told from forged ones",
        lambda s: bool(s["STRIPE_SECRET_KEY"]) and not s["STRIPE_WEBHOOK_SECRETS"],
    ),
    Refusal("DEMO_PASSWORD", "it is set", lambda s: bool(s["DEMO_PASSWORD"])),
    Refusal(
        "PORTAL_DISABLED_PLUGINS",
        "it does not name demo, the plugin whose services fail on purpose",
        lambda s: DEMO_PLUGIN in s["INSTALLED_APPS"],
    ),
    Refusal(
        "COOKIES_SECURE",
        "cookies would travel over plain http",
        lambda s: not (s["SESSION_COOKIE_SECURE"] and s["CSRF_COOKIE_SECURE"]),
    ),
    Refusal(
        "SECURE_SSL_REDIRECT",
        "visitors would stay on plain http",
        lambda s: not s["SECURE_SSL_REDIRECT"],
    ),
    Refusal(
        "SECURE_HSTS_SECONDS",
        "it is under a year",
        lambda s: s["SECURE_HSTS_SECONDS"] < 365 * 24 * 3600,
    ),
    Refusal(
        "PORTAL_STAFF_MFA_REQUIRED",
        "staff could sign in with a password alone",
        lambda s: not s["PORTAL_STAFF_MFA_REQUIRED"],
    ),
    Refusal(
        "PORTAL_BASE_URL",
        "it does not begin with https://",
        lambda s: not s["PORTAL_BASE_URL"].startswith("https://"),
    ),
)


def list_unsafe(settings: Settings) -> list[Refusal]:
    """Return every refusal that applies to the settings."""
    return [refusal for refusal in REFUSALS if refusal.applies(settings)]


def refuse_unsafe(settings: Settings, *, declared_production: bool) -> None:
    """Raise SettingsError naming each unsafe setting.

    Raises it as well when the process was not started for production, since its defaults would be the wrong ones.
    """
    if not declared_production:
        raise SettingsError("DJANGO_SETTINGS_MODULE: it must name config.settings.production.")
    unsafe = list_unsafe(settings)
    if unsafe:
        named = "".join(f"\n  {refusal.variable}: {refusal.reason}." for refusal in unsafe)
        raise SettingsError(f"production refuses to start:{named}")
