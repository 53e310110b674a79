"""Writes translated demo pages and rows into the tree of their language. Those that are there are left alone."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Locale, Page

from content.demo.loading import LoadReport, list_demo_paths, write_page
from content.demo.loading_rows import load_demo_rows
from content.demo.writing import DemoPage, DemoRow
from content.trees import synchronize_languages


@transaction.atomic
def load_translations(
    home: DemoPage,
    translations: dict[str, DemoPage],
    rows: Iterable[DemoRow] = (),
    *,
    language: str,
    overwrite: bool = False,
) -> LoadReport:
    """Fill the tree of a language with aliases, and put the translations in the place of theirs."""
    synchronize_languages()
    pages = _find_counterparts(list_demo_paths(home), Locale.objects.get_for_language(language))
    load_demo_rows(rows, pages=pages, resolve=lambda value, _place: value, overwrite=overwrite)
    written = 0
    for path, translation in translations.items():
        page = pages.get(path)
        if page is None or not (page.alias_of_id or overwrite):
            continue
        page.alias_of = None
        page.slug = translation.slug
        write_page(page, translation, path=f"{language}/{path}", pages=pages)
        written += 1
    return LoadReport(written=written, kept=len(translations) - written)


def _find_counterparts(originals: dict[str, Page], locale: Locale) -> dict[str, Page]:
    """Return the pages of a language by the paths of their originals, parents first."""
    keys = {page.translation_key: path for path, page in originals.items()}
    found = Page.objects.filter(locale=locale, translation_key__in=keys).specific()
    return {keys[page.translation_key]: page for page in found.order_by("path")}
