"""How mail leaves the portal. What is written in a message belongs to portal.notifications."""

import environ

from config.environment import PROJECT_ROOT, env

EMAIL_URL = env.service(
    "EMAIL_URL",
    "consolemail://",
    "Where mail is handed over; consolemail prints it in the terminal, which production refuses.",
    schemes=("consolemail", "filemail", "memorymail", "dummymail", "smtp", "smtp+tls", "smtp+ssl"),
    kind="smtp+tls://<user>:<password>@<host>:<port>, smtp://…, smtp+ssl://… or consolemail://",
)
EMAIL_TIMEOUT = env.integer(
    "EMAIL_TIMEOUT",
    10,
    "Seconds to wait for the mail server; 0 waits for ever, which production refuses.",
    low=0,
    high=120,
)
DEFAULT_FROM_EMAIL = env.text(
    "PORTAL_FROM_EMAIL",
    "Educator Portal <no-reply@example.org>",
    "Sender of everything the portal mails.",
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
LAST_DAY_REMINDER_DAYS = env.integer(
    "LAST_DAY_REMINDER_DAYS",
    7,
    "How many days before the last day of a service those are reminded who have begun and not sent.",
    low=1,
    high=60,
)
RESUME_LINK_DAYS = env.integer(
    "RESUME_LINK_DAYS",
    14,
    "How many days the link works by which somebody without an account comes back to a form.",
    low=1,
    high=60,
)

_mail = environ.Env.email_url_config(EMAIL_URL)
EMAIL_BACKEND: str = _mail["EMAIL_BACKEND"]
EMAIL_HOST: str = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT: int = int(_mail.get("EMAIL_PORT") or 25)
EMAIL_HOST_USER: str = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS: bool = bool(_mail.get("EMAIL_USE_TLS", False))
EMAIL_USE_SSL: bool = bool(_mail.get("EMAIL_USE_SSL", False))
EMAIL_FILE_PATH: str = str(PROJECT_ROOT / (_mail.get("EMAIL_FILE_PATH") or "var/mail"))
