"""Where finished public pages are kept, and how many of them."""

from pathlib import Path

from config.environment import env
from config.settings.concerns.files import VAR_ROOT

PORTAL_PAGE_CACHE = env.boolean(
    "PORTAL_PAGE_CACHE",
    default=True,
    meaning="Answer for public pages from memory until what they show changes.",
)
PORTAL_PAGE_CACHE_MEGABYTES = env.integer(
    "PORTAL_PAGE_CACHE_MEGABYTES",
    32,
    "How much memory a web process gives to finished public pages.",
    low=1,
    high=4_096,
)
PORTAL_PAGE_CACHE_SECONDS = env.integer(
    "PORTAL_PAGE_CACHE_SECONDS",
    3_600,
    "A finished page is made anew after so long, changed or not.",
    low=1,
    high=86_400,
)
# What changed when, for all processes of one host: 512 KB, made when first needed.
PAGE_CHANGES_FILE: Path | None = VAR_ROOT / "page-changes"
