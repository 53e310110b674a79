"""Languages, time zone and formats."""

from config.environment import PROJECT_ROOT, env

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [PROJECT_ROOT / "locale"]
USE_I18N = True
USE_TZ = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
TIME_ZONE = env.time_zone(
    "TIME_ZONE", "America/New_York", "The bureau's time zone; days begin there."
)
