"""The test suite: fast hashing, mail and files kept in memory, no thread of its own."""

from config.settings.base import *

PORTAL_ENVIRONMENT = "test"
PORTAL_EMBEDDED_WORKER = False
PAGE_CHANGES_FILE = None
PORTAL_BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_ROOT / "test" / "media"
AUDIT_HEADS = VAR_ROOT / "test" / "audit"
ERASURE_LEDGER = VAR_ROOT / "test" / "erasures"
API_SIGNING_KEY_FILE = VAR_ROOT / "test" / "api-signing.key"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
CLAMD_ADDRESS, DOCUMENT_SCANNER = "", "none"
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = True
