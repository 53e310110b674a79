"""The test suite: fast hashing, mail kept in memory, no thread of its own, nothing taken from the demo."""

from config.environment import PROJECT_ROOT
from config.settings.base import *

PORTAL_ENVIRONMENT = "test"
PORTAL_EMBEDDED_WORKER = False
PORTAL_BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = PROJECT_ROOT / "var" / "test" / "media"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
