"""Starting the portal as an operator does, in a process of its own: what is wrong is named, the unsafe refused."""

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from tests.integration.config.ports import find_free_port

pytestmark = pytest.mark.proof

PORTAL = Path(sys.executable).parent / "portal"
SAFE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-key-made-for-this-test-alone-and-long-enough-to-be-taken",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://portal@127.0.0.1:9/portal",
    "CACHE_URL": "redis://127.0.0.1:9/0",
    "EMAIL_URL": "smtp+tls://mailer@mail.example:587",
    "API_SIGNING_KEYS": b64encode(b"a key made for this test alone !").decode(),
    "SSN_KEYS": b64encode(b"another made for this test alone").decode(),
    "SSN_INDEX_KEYS": b64encode(b"a third made for this test alone").decode(),
    "CLAMD_ADDRESS": "/run/clamav/clamd.ctl",
    "PORTAL_BASE_URL": "https://portal.example",
}
WRONG = [
    ("PORT", "eighty", "PORT: 'eighty' is not a whole number from 1 to 65535."),
    ("PORT", "70000", "PORT: '70000' is not a whole number from 1 to 65535."),
    ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE: 'Mars/Olympus' is not a time zone's name."),
    (
        "CLAMD_ADDRESS",
        "localhost",
        "CLAMD_ADDRESS: 'localhost' is not /path/of/a/socket or host:port.",
    ),
    ("DEBUG", "maybe", "DEBUG: 'maybe' is not true or false."),
    ("LOG_LEVEL", "LOUD", "LOG_LEVEL: 'LOUD' is not one of DEBUG, INFO, WARNING, ERROR."),
    (
        "DATABASE_URL",
        "mysql://root:hunter2@db/portal",
        (
            "DATABASE_URL: its value (not shown) is not sqlite:///<file> or "
            "postgres://<user>:<password>@<host>:<port>/<name>."
        ),
    ),
    (
        "API_SIGNING_KEYS",
        "hunter2",
        "API_SIGNING_KEYS: its value (not shown) is not a comma-separated list of secrets of 32 bytes in base64.",
    ),
    (
        "PORTAL_BASE_URL",
        "portal.example",
        "PORTAL_BASE_URL: 'portal.example' is not an address that begins with http:// or https://.",
    ),
]
UNSAFE = [
    ("API_SIGNING_KEYS", ""),
    ("SSN_KEYS", ""),
    ("SSN_INDEX_KEYS", ""),
    ("DEBUG", "true"),
    ("SECRET_KEY", "short"),
    ("ALLOWED_HOSTS", "*"),
    ("DATABASE_URL", "sqlite:///var/portal.sqlite3"),
    ("EMAIL_URL", "consolemail://"),
    ("EMAIL_TIMEOUT", "0"),
    ("CLAMD_ADDRESS", ""),
    ("PAYMENT_SANDBOX", "true"),
    ("DEMO_PASSWORD", "correct horse battery staple"),
    ("PORTAL_DEMO", "true"),
    ("PORTAL_DISABLED_PLUGINS", "another"),
    ("COOKIES_SECURE", "false"),
    ("SECURE_SSL_REDIRECT", "false"),
    ("SECURE_HSTS_SECONDS", "300"),
    ("PORTAL_STAFF_MFA_REQUIRED", "false"),
    ("CACHE_URL", "locmemcache://"),
]


def run_portal(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a portal command with these variables and none of the test run's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [str(PORTAL), *command],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["check", "serve"])
@pytest.mark.parametrize(("variable", "value", "message"), WRONG)
def test_wrong_value_is_named_in_one_line(
    command: str, variable: str, value: str, message: str
) -> None:
    done = run_portal(command, **{variable: value})

    assert (done.returncode, done.stderr) == (2, f"portal: {message}\n")


@pytest.mark.parametrize(("variable", "value"), UNSAFE)
def test_production_with_one_unsafe_setting_refuses_to_start(variable: str, value: str) -> None:
    done = run_portal("diffsettings", **(SAFE | {variable: value}))

    assert done.returncode == 2
    head, *named = done.stderr.splitlines()
    assert head == "portal: production refuses to start:"
    assert [line.split(":")[0].strip() for line in named] == [variable]


def test_production_with_safe_settings_starts() -> None:
    done = run_portal("diffsettings", **SAFE)

    assert (done.returncode, done.stderr) == (0, "")


def test_production_without_an_answering_database_refuses_to_serve() -> None:
    done = run_portal("serve", **SAFE, PORT=str(find_free_port()))

    assert done.returncode == 2
    assert done.stderr.startswith("portal: DATABASE_URL: the database cannot be used (")
