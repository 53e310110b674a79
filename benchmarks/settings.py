"""The demonstration's settings without its outbox thread, and with the worse databases that controls ask for."""

import os
from pathlib import Path

from config.environment import PROJECT_ROOT
from config.settings.dev import *
from config.settings.dev import DATABASES, STORAGES, TEMPLATES

PORTAL_ENVIRONMENT = "benchmark"
PORTAL_EMBEDDED_WORKER = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_WORSE: dict[str, dict[str, object]] = {
    # What Django does with an SQLite file unless told otherwise.
    "default": {},
    # Write-ahead log as often recommended, without the sync that makes a commit last.
    "normal": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    },
}
if os.environ.get("BENCHMARKS_STATIC") == "compressed":
    # Files as production serves them: collected, named by their contents, compressed.
    WHITENOISE_USE_FINDERS = False
    STORAGES = {
        **STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
if os.environ.get("BENCHMARKS_SQLITE"):
    DATABASES["default"]["OPTIONS"] = _WORSE[os.environ["BENCHMARKS_SQLITE"]]
if os.environ.get("BENCHMARKS_POSTGRES_OPTIONS"):
    DATABASES["default"]["OPTIONS"]["options"] = os.environ["BENCHMARKS_POSTGRES_OPTIONS"]
if os.environ.get("BENCHMARKS_UNSAFE_TEMPLATES"):
    # The control of F35: one text that is not escaped.
    _UNSAFE = Path(__file__).parent / "peers" / "unsafe_templates"
    TEMPLATES[0] = {**TEMPLATES[0], "DIRS": [_UNSAFE, PROJECT_ROOT / "templates"]}
