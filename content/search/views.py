"""The page of results, and the titles that a browser suggests while a reader types."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from content.languages import language_of, localize_pages
from content.menus.reading import list_menu_entries
from content.navigation import Entry
from content.search.finding import draw, find_hits, find_promoted, public_pages, suggest_titles
from content.search.hits import KIND_LABELS, Hit, Kind
from content.search.words import LONGEST_QUERY, suggest_spelling, to_words
from portal.sdk.limits import Limit

PER_PAGE = 10
MOST_SUGGESTIONS = 6
SEARCHES = Limit("searches", per_minute=60)
SUGGESTIONS = Limit("suggestions", per_minute=240)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer with what was found for ?q=, of one ?kind= or of all, page by page."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    words = to_words(typed)
    context: dict[str, Any] = {"typed": typed, "words": words}
    status = HTTPStatus.OK
    if words and not SEARCHES.admits(request):
        status, context["seconds"] = HTTPStatus.TOO_MANY_REQUESTS, SEARCHES.seconds_left()
    elif words:
        context.update(_find(request, typed, words))
    response = render(request, "content/search/results.html", context, status=status)
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(context["seconds"])
    return response


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Answer with titles that go on like ?q=."""
    words = to_words(request.GET.get("q", ""))
    if not SUGGESTIONS.admits(request):
        return JsonResponse({"titles": []}, status=HTTPStatus.TOO_MANY_REQUESTS)
    titles = suggest_titles(words, language=get_language(), most=MOST_SUGGESTIONS)
    return JsonResponse({"titles": titles})


def _find(request: HttpRequest, typed: str, words: list[str]) -> dict[str, Any]:
    """Return what the page of results shows for some words."""
    language = get_language()
    hits = find_hits(words, language=language)
    promoted = find_promoted(typed, request=request)
    asked = request.GET.get("kind", "")
    chosen = Kind(asked) if asked in set(Kind) else None
    page = Paginator([hit for hit in hits if chosen in (None, hit.kind)], PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown: dict[str, Any] = {
        "promoted": promoted if page.number == 1 else [],
        "results": draw(page.object_list, words, request=request),
        "page_of_hits": page,
        "kinds": _count_kinds(hits, typed, chosen),
        "query": urlencode({"q": typed, **({"kind": chosen.value} if chosen else {})}),
    }
    if not hits and not promoted:
        shown.update(_help(request, words, language))
    return shown


def _count_kinds(hits: list[Hit], typed: str, chosen: Kind | None) -> list[dict[str, Any]]:
    """Return each kind that was found, with how many and the address that shows only those."""
    counts = {kind: sum(hit.kind is kind for hit in hits) for kind in Kind}
    return [
        {
            "label": KIND_LABELS[kind],
            "count": count,
            "query": urlencode({"q": typed, "kind": kind.value}),
            "is_chosen": kind is chosen,
        }
        for kind, count in counts.items()
        if count
    ]


def _help(request: HttpRequest, words: list[str], language: str) -> dict[str, Any]:
    """Return what helps a reader whose words were not found."""
    titles = public_pages().values_list("title", flat=True)
    return {
        "spelling": suggest_spelling(words, titles),
        "suggestions": suggest_titles(words[:1], language=language, most=MOST_SUGGESTIONS),
        "popular": _list_links(list_menu_entries(request)),
        "contact": (contact := _find_contact()),
        "contact_language": language_of(contact) if contact is not None else "",
    }


def _find_contact() -> Page | None:
    """Return the page that says how to ask, in the reader's language where it is translated."""
    page = public_pages().filter(slug="contact", locale=Locale.get_default()).first()
    return localize_pages([page])[page.pk] if page is not None else None


def _list_links(entries: list[Entry]) -> list[Entry]:
    return [link for entry in entries for link in (entry.children or (entry,))]
