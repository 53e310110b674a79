"""The language that an address names: English at the plain one, any other below its own code (/es/…).

Which languages there are is a setting; how a page is found in another language is in content.languages.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, override

PAGES = "wagtail_serve"
"""The name of Wagtail's address, which takes whatever is left."""

NEUTRAL = frozenset(
    {
        ".well-known",
        "admin",
        "api",
        "documents",
        "favicon.ico",
        "healthz",
        "i18n",
        "media",
        "readyz",
        "robots.txt",
        "sitemap.xml",
        "static",
        "webhooks",
    }
)
"""First parts of addresses that name no language; what stands outside `i18n_patterns` in the site's urls."""


def language_of_address(path: str) -> str | None:
    """Return the language that a path names, or None where it names none."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    if first in NEUTRAL:
        return None
    return first if first in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def prefix_address(path: str, language: str) -> str:
    """Return the address at which the same path is read in a language; pages may have a name of their own there."""
    own = language_of_address(path)
    if own is None:
        return path
    bare = path.removeprefix(f"/{own}") if own != settings.LANGUAGE_CODE else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def localize_address(address: str) -> str:
    """Return an address that an editor wrote as the reader's language has it; one that names a language is kept.

    A page written by its address is kept too: it may have another name in the other language.
    """
    if not address.startswith("/") or language_of_address(address) != settings.LANGUAGE_CODE:
        return address
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE or _is_page(address):
        return address
    return prefix_address(address, language)


def _is_page(address: str) -> bool:
    with override(settings.LANGUAGE_CODE):
        try:
            return resolve(urlsplit(address).path).url_name == PAGES
        except Resolver404:
            return False
