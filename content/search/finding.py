"""Finds what everybody may see: published pages outside private sections, what they list, documents, services."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.documents import get_document_model
from wagtail.documents.models import DocumentQuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search.query import Or, PlainText, SearchQuery
from wagtail.search.utils import normalise_query_string

from content.fields import BodyField
from content.languages import language_of, with_languages
from content.pages.service import ServicePage
from content.search.hits import Hit, Kind, Result
from content.search.listed import find_listed, suggest_listed
from content.search.stems import has_forms, list_forms, list_spellings
from content.search.words import cut_excerpt, goes_on_like, mark_words
from content.snippets.resources import ResourceVersion
from content.visibility import is_restricted, is_restricted_collection
from portal.sdk.catalog import list_services

MOST_HITS = 300


def public_pages() -> PageQuerySet:
    """Return the pages of the site that everybody may see."""
    pages: PageQuerySet = Page.objects.live().filter(~is_restricted("path"), depth__gt=1)
    return pages.select_related("locale", "content_type")


def find_hits(words: list[str], *, language: str) -> list[Hit]:
    """Return all that fits the words: the reader's language first, titles before texts; of translations only one."""
    pages = _find_pages(words)
    services = _find_services(words, attached=_list_attached(pages))
    pages.sort(
        key=lambda page: (
            page.locale.language_code != language,
            not _is_titled(page, words),
        )
    )
    seen: set[object] = set()
    hits = []
    for page in pages:
        if page.translation_key not in seen:
            seen.add(page.translation_key)
            hits.append(_to_hit(page))
    listed = find_listed(words, language=language)
    return [*hits, *services, *listed, *_find_documents(words)]


def find_promoted(typed: str, *, request: HttpRequest) -> list[SearchPromotion]:
    """Return what staff put first for exactly this search, without pages that are not public."""
    promotions = SearchPromotion.objects.filter(
        query__query_string=normalise_query_string(typed)
    ).select_related("page__locale")
    listed = list(promotions.order_by("sort_order", "pk"))
    wanted = [each.page_id for each in listed if each.page_id]
    public = (
        set(public_pages().filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else ()
    )
    return [each for each in listed if not each.page_id or each.page_id in public]


def suggest_titles(words: list[str], *, language: str, most: int) -> list[str]:
    """Return titles that go on like the words: of public pages, then of what they list while there is room.

    Titles in the reader's language come first, then those that nobody has put into it.
    """
    if not words:
        return []
    elsewhere = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    is_read_elsewhere = ~Q(locale__language_code=language) & Exists(elsewhere)
    pages = with_languages(public_pages().exclude(is_read_elsewhere))
    found = _by_id(_rank_autocomplete(words), among=pages)
    found.sort(key=lambda page: language_of(page) != language)
    titles = list(dict.fromkeys(page.title for page in found))[:most]
    if len(titles) < most:
        titles += suggest_listed(words, language=language, most=MOST_HITS)
    return list(dict.fromkeys(titles))[:most]


def draw(hits: Iterable[Hit], words: list[str], *, request: HttpRequest) -> list[Result]:
    """Return hits as they are shown; the pages among them are read with their bodies."""
    listed = list(hits)
    numbers = [hit.pk for hit in listed if hit.pk and hit.kind is not Kind.DOCUMENT]
    pages = {page.pk: page for page in public_pages().filter(pk__in=numbers).specific()}
    forms = list_forms(words)
    return [_draw(hit, pages.get(hit.pk), forms, request) for hit in listed]


def _draw(hit: Hit, page: Page | None, words: list[str], request: HttpRequest) -> Result:
    texts, url = [hit.summary], hit.url
    if hit.kind is not Kind.DOCUMENT and page is not None:
        texts, url = _read_texts(page), page.get_url(request) or ""
    excerpt = cut_excerpt(texts, words)
    return Result(hit.kind, mark_words(hit.title, words), url, hit.language, excerpt)


def _read_texts(page: Page) -> list[str]:
    """Return the words of a page: its summary, then what stands in its blocks."""
    texts = [str(getattr(page, "summary", ""))]
    for field in page._meta.get_fields():
        if isinstance(field, BodyField):
            texts += [
                str(text) for text in field.get_searchable_content(field.value_from_object(page))
            ]
    return texts


def _find_pages(words: list[str]) -> list[Page]:
    """Return pages with all the words in some form, then those whose title goes on like them; else with any of them."""
    found = _by_id([*_rank(words, "and"), *_rank_autocomplete(words)])
    return found or _by_id(_rank(words, "or"))


def _rank(words: list[str], operator: str) -> list[int]:
    hits = Page.objects.live().search(_to_query(words, operator))[:MOST_HITS]
    return [page.pk for page in hits]


def _to_query(words: list[str], operator: str) -> SearchQuery:
    """Return what to ask for: the words as they were typed, or their stems in one of the languages."""
    spellings = [PlainText(" ".join(each), operator=operator) for each in list_spellings(words)]
    return Or(spellings) if len(spellings) > 1 else spellings[0]


def _is_titled(page: Page, words: list[str]) -> bool:
    return goes_on_like(page.title, words) or has_forms(
        page.title, words, page.locale.language_code
    )


def _rank_autocomplete(words: list[str]) -> list[int]:
    hits = Page.objects.live().autocomplete(" ".join(words))[:MOST_HITS]
    return [page.pk for page in hits]


def _by_id(numbers: list[int], *, among: PageQuerySet | None = None) -> list[Page]:
    """Return the public ones of the pages with these numbers, in the order of these; or some among the public."""
    if not numbers:
        return []
    place = {number: n for n, number in reversed(list(enumerate(numbers)))}
    pages = public_pages() if among is None else among
    return sorted(pages.filter(pk__in=place), key=lambda page: place[page.pk])


def _to_hit(page: Page) -> Hit:
    is_service = issubclass(page.specific_class or Page, ServicePage)
    kind = Kind.SERVICE if is_service else Kind.PAGE
    return Hit(kind, page.title, language=page.locale.language_code, pk=page.pk)


def _list_attached(pages: list[Page]) -> set[str]:
    """Return the keys of services that one of the pages found is about."""
    numbers = [page.pk for page in pages]
    return set(ServicePage.objects.filter(pk__in=numbers).values_list("service_key", flat=True))


def _find_services(words: list[str], *, attached: set[str]) -> list[Hit]:
    """Return applications that can be started and speak of all the words, but those whose page was found."""
    hits, spellings = [], list_spellings(words)
    for service in list_services():
        told = f"{service.title} {service.summary}".lower()
        is_meant = any(all(word in told for word in each) for each in spellings)
        is_offered = service.is_available and service.start_url and service.key not in attached
        if is_offered and is_meant:
            title, summary = str(service.title), str(service.summary)
            hits.append(Hit(Kind.SERVICE, title, url=service.start_url, summary=summary))
    return hits


def _find_documents(words: list[str]) -> list[Hit]:
    documents: DocumentQuerySet = get_document_model().objects.all()
    numbers = [each.pk for each in documents.search(_to_query(words, "and"))[:MOST_HITS]]
    if not numbers:
        return []
    listed = ResourceVersion.objects.exclude(document=None).values("document_id")
    found = documents.filter(~is_restricted_collection("collection__path"), pk__in=numbers)
    found = found.exclude(pk__in=listed)  # the library has better words for them
    return [
        Hit(Kind.DOCUMENT, each.title, pk=each.pk, url=each.url)
        for each in sorted(found, key=lambda document: numbers.index(document.pk))
    ]
