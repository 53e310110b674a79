"""The language of a page is in its address: English at the plain one, any other below its own code (/es/…).

Addresses that people do not read as pages name no language: there the reader's cookie, then the browser, decides.
"""

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from content.addresses import language_of_address, prefix_address
from content.languages import find_page_address

PROGRAMS = "/api/"
MACHINES = ("/.well-known/", "/favicon.ico", "/robots.txt", "/sitemap.xml")
"""Addresses that answer alike in every language."""
LEADS_ON = "next"
"""The part of a query that names another address of this site."""


def translate_address(address: str, language: str, request: HttpRequest) -> str:
    """Return where an address of this site is read in a language, with its query.

    What the query leads on to is translated too, and left out where it leads to another site.
    """
    parts = urlsplit(address)
    path = _find_page(parts.path, language, request) or prefix_address(parts.path, language)
    query = QueryDict(parts.query, mutable=True)
    for onward in query.pop(LEADS_ON, []):
        if is_own_address(onward, request):
            query.appendlist(LEADS_ON, translate_address(onward, language, request))
    return urlunsplit(("", "", path, query.urlencode(), ""))


def is_own_address(address: str, request: HttpRequest) -> bool:
    """Tell whether a browser that follows an address stays on this site."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def _find_page(path: str, language: str, request: HttpRequest) -> str | None:
    """Return the address of the translation where the path is one of Wagtail's pages."""
    own = language_of_address(path)
    if own is None:
        return None
    with translation.override(own):
        try:
            match = resolve(path)
        except Resolver404:
            return None
        if match.url_name != "wagtail_serve":
            return None
        return find_page_address(match.args[0], language, request)


def _list_asked(request: HttpRequest) -> tuple[str, ...]:
    """Return the headers that decided the language; programs send no cookies."""
    if request.path_info.startswith(MACHINES):
        return ()
    if request.path_info.startswith(PROGRAMS):
        return ("Accept-Language",)
    return ("Accept-Language", "Cookie")


class AddressLanguageMiddleware(LocaleMiddleware):
    """Django's middleware, which would make every address without a prefix English, the admin and the API too."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language of the address, or the reader's own where the address names none."""
        named = language_of_address(request.path_info)
        translation.activate(named or translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Say which language was spoken, and on what that depended."""
        asked = _list_asked(request)
        if asked and language_of_address(request.path_info) is None:
            patch_vary_headers(response, asked)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
