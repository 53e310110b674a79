"""Keys, hosts, cookies and transport security. Content policies have a file of their own (csp)."""

from config.environment import env

DEVELOPMENT_SECRET_KEY = "development-only-key-which-production-refuses-to-start-with"
MINIMUM_SECRET_KEY_LENGTH = 50
TWO_YEARS = 63_072_000

SECRET_KEY = env.text(
    "SECRET_KEY",
    DEVELOPMENT_SECRET_KEY,
    production="",
    meaning="Signs sessions and links; production wants at least 50 random characters.",
)
SECURITY_CONTACT = env.text(
    "SECURITY_CONTACT",
    "mailto:security@bureau.example",
    production="",
    meaning="Where to report a weakness (mailto:… or https://…); without, /.well-known/security.txt is not found.",
)
SECURITY_CONTACT_DAYS = env.integer(
    "SECURITY_CONTACT_DAYS",
    180,
    "For how many days from now security.txt says that the contact may be relied on.",
    low=1,
    high=365,
)
SECRET_KEY_FALLBACKS = env.names(
    "SECRET_KEY_FALLBACKS", "", "Earlier secret keys, still accepted while a new one is rolled out."
)
DEBUG = env.boolean(
    "DEBUG", default=False, meaning="Show details of errors to every visitor; never in production."
)
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS",
    "localhost,127.0.0.1,[::1]",
    production="",
    meaning="Host names the site answers to; production wants its real names and no *.",
)
CSRF_TRUSTED_ORIGINS = env.names(
    "CSRF_TRUSTED_ORIGINS", "", "Other origins whose forms may post here, with their scheme."
)
SECURE_SSL_REDIRECT = env.boolean(
    "SECURE_SSL_REDIRECT",
    default=False,
    production=True,
    meaning="Send plain http visitors to https; production refuses to start without.",
)
SECURE_HSTS_SECONDS = env.integer(
    "SECURE_HSTS_SECONDS",
    0,
    "How long browsers must insist on https.",
    low=0,
    high=TWO_YEARS * 2,
    production=TWO_YEARS,
)
COOKIES_SECURE = env.boolean(
    "COOKIES_SECURE",
    default=False,
    production=True,
    meaning="Send cookies over https only; production refuses to start without.",
)
BEHIND_TLS_PROXY = env.boolean(
    "BEHIND_TLS_PROXY",
    default=False,
    meaning="A proxy in front ends TLS and sets X-Forwarded-Proto on every request.",
)
TRUSTED_PROXY_COUNT = env.integer(
    "TRUSTED_PROXY_COUNT",
    0,
    "How many proxies in front add to X-Forwarded-For; limits count the address before them.",
    low=0,
    high=10,
)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

SESSION_COOKIE_SECURE = COOKIES_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SECURE = COOKIES_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = COOKIES_SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if COOKIES_SECURE else "portal_session"
CSRF_COOKIE_NAME = "__Host-csrf" if COOKIES_SECURE else "portal_csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if COOKIES_SECURE else "portal_language"
MESSAGE_STORAGE = "config.messages.MessageStorage"
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # a supervisor asks the process itself
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # Wagtail shows previews of this site's own pages in a frame
    "security.W021",  # to be in the browsers' preload list is for the owner of the domain to decide
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640
