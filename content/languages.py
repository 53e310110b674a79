"""Languages of pages: the one a page is written in, its translations, and where a path is read in another language.

A page that is not translated yet stands in the tree of the other language as an alias of its original.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from content.keeping import EVERYWHERE, page_tag, translations_tag
from portal.sdk.freshness import made_from, remember

CACHE_KEY, FRESH_SECONDS = "content.languages", 60
HOME_DEPTH = 2


def language_of(page: Page) -> str:
    """Return the code of the language that a page is written in; an alias is written in that of its original."""
    written_in: int | None = getattr(page, "written_in", None)
    if written_in is None:
        written_in = (page.alias_of if page.alias_of_id else page).locale_id
    return str(_list_codes(written_in)[written_in])


def with_languages(pages: PageQuerySet) -> PageQuerySet:
    """Let each page of a query bring along what `language_of` asks."""
    return pages.annotate(written_in=Coalesce("alias_of__locale_id", "locale_id"))


def localize_pages(pages: Iterable[Page]) -> dict[int, Page]:
    """Return each page's public translation into the active language, or the page itself, by its number; one query."""
    found = {page.pk: page for page in pages}
    locale_id = _find_locale_id(translation.get_language())
    foreign = {page.translation_key: page for page in found.values() if page.locale_id != locale_id}
    if locale_id is None or not foreign:
        return found
    translations = Page.objects.live().filter(locale_id=locale_id, translation_key__in=foreign)
    for each in translations.defer_streamfields():
        found[foreign[each.translation_key].pk] = each
    return found


def list_translations(page: Page) -> dict[str, str]:
    """Return the full address of a page in each language in which it was written and is public; one query."""
    return remember(("translations", page.translation_key), partial(_read_translations, page))


def find_page_address(path: str, language: str, request: HttpRequest) -> str | None:
    """Return where the page at a path (below its language, which is active) is read in another language.

    That is its translation, or the nearest page above that has one; None where there is no tree of that language.
    """
    page = Page.find_for_request(request, path)
    locale_id = _find_locale_id(language)
    if page is None or locale_id is None:
        return None
    line = page.get_ancestors(inclusive=True).filter(depth__gte=HOME_DEPTH)
    translations = Page.objects.live().filter(
        locale_id=locale_id, translation_key__in=line.values("translation_key")
    )
    nearest = translations.order_by("-depth").first()
    address: str | None = nearest.get_url(request) if nearest is not None else None
    return address


def _read_translations(page: Page) -> dict[str, str]:
    pages = with_languages(Page.objects.live())
    originals = list(pages.filter(translation_key=page.translation_key, alias_of=None))
    made_from(translations_tag(page.translation_key), *EVERYWHERE)
    made_from(*(page_tag(each.pk) for each in originals))
    return {language_of(each): each.full_url for each in originals if each.full_url}


def list_roots(root: Page) -> list[Page]:
    """Return the home pages of a site in all languages, the site's own first."""
    others = root.get_base_page().get_translations().live().order_by("pk")
    return [root, *others]


def _find_locale_id(language: str | None) -> int | None:
    """Return the number of a language's tree, or None where pages have none."""
    by_code = {code: key for key, code in _list_codes().items()}
    return by_code.get(language or settings.LANGUAGE_CODE)


def _list_codes(needed: int | None = None) -> dict[int, str]:
    """Return the code of every locale; the few there are, are read once a minute."""
    codes: dict[int, str] | None = cache.get(CACHE_KEY)
    if codes is None or (needed is not None and needed not in codes):
        codes = dict(Locale.objects.values_list("pk", "language_code"))
        cache.set(CACHE_KEY, codes, FRESH_SECONDS)
    return codes


def watch_locales() -> None:
    """Read the codes anew once a locale came, changed or went."""
    for signal in (post_save, post_delete):
        signal.connect(_forget_codes, sender=Locale, dispatch_uid="content.languages")


def _forget_codes(**_kwargs: Any) -> None:
    cache.delete(CACHE_KEY)
