"""What is logged, how much, and in which form: lines for people in a terminal, JSON for a collector."""

from typing import Any

from config.environment import env

LOG_LEVEL = env.choice(
    "LOG_LEVEL",
    "INFO",
    "The least severe message that is logged.",
    options=("DEBUG", "INFO", "WARNING", "ERROR"),
)
LOG_FORMAT = env.choice(
    "LOG_FORMAT",
    "text",
    "Lines for people, or one JSON object a line for a collector.",
    options=("text", "json"),
    production="json",
)
FORMATTERS: dict[str, dict[str, str]] = {
    "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    "json": {"()": "config.logs.build_json_formatter"},
}
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {LOG_FORMAT: FORMATTERS[LOG_FORMAT]},  # each is built, needed or not
    "filters": {
        "plain_warning": {"()": "config.plain_warnings.PlainWarning"},
        "hide_links": {"()": "config.logs.HideLinks"},
    },
    "handlers": {
        "stream": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["hide_links"],
        }
    },
    "root": {"handlers": ["stream"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": LOG_LEVEL, "handlers": ["stream"], "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.RequestDataTooBig": {"filters": ["plain_warning"]},
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},  # editorial acts have a log of their own
    },
}
