"""The language a page is written in, which may not be the language of the frame around it."""

from django.core.cache import cache
from wagtail.models import Locale, Page

CACHE_KEY, FRESH_SECONDS = "content.languages", 60


def language_of(page: Page) -> str:
    """Return the code of a page's language; the few languages there are, are read once a minute."""
    codes = cache.get(CACHE_KEY)
    if codes is None or page.locale_id not in codes:
        codes = dict(Locale.objects.values_list("pk", "language_code"))
        cache.set(CACHE_KEY, codes, FRESH_SECONDS)
    return str(codes[page.locale_id])
