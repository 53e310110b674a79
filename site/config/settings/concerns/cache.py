"""Where short-lived values are kept: in the process, or in Redis/Valkey when several web processes must agree."""

from typing import Any

import environ

from config.environment import env

CACHE_URL = env.service(
    "CACHE_URL",
    "locmemcache://",
    "Where limits and short-lived values are kept; several web processes need redis://….",
    schemes=("locmemcache", "redis", "rediss", "valkey", "valkeys"),
    kind="redis://<host>:<port>/<number>, rediss://…, valkey://… or locmemcache://",
)
CACHES: dict[str, dict[str, Any]] = {
    "default": environ.Env.cache_url_config(CACHE_URL),
    # Django keeps pieces of templates under this name: in the process, never over the network.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "template_fragments",
    },
}
# Django keeps 300 entries in a process and then drops any: whoever makes many would wipe out the counts of limits.
MOST_ENTRIES = 100_000
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": MOST_ENTRIES}
