"""The pages that search engines may list, each with its translations; an alias is no page of its own."""

from collections import defaultdict
from typing import Any

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from content.languages import language_of, list_roots


class PagesSitemap(Sitemap):
    """Wagtail's sitemap over the trees of all languages, with what is the same page in another."""

    def items(self) -> list[Page]:
        """Return the public originals and translations, by language."""
        roots = list_roots(self.get_wagtail_site().root_page)
        found: list[Page] = []
        for root in roots:
            pages = root.get_descendants(inclusive=True).live().public()
            found += pages.filter(alias_of=None).order_by("path")
        return found

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        """Return the entries as Django's template draws them; the site's own address, whatever host was asked."""
        pages = [each for each in self.paginator.page(page).object_list if each.full_url]
        same: dict[Any, list[dict[str, str]]] = defaultdict(list)
        for each in pages:
            place = {"location": each.full_url, "lang_code": language_of(each)}
            same[each.translation_key].append(place)
        return [
            {
                "item": each,
                "location": each.full_url,
                "lastmod": self.lastmod(each),
                "alternates": same[each.translation_key],
            }
            for each in pages
        ]
