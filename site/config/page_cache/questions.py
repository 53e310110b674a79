"""What a request asks for, reduced to what may make a difference to everybody: the key of a finished page, and the
request as somebody without an account, without a history and without other parameters would send it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from portal.sdk.urls import CORE_SLUGS

Environ = dict[str, Any]

LONGEST_ADDRESS = 2_000
MOST_LANGUAGES_ASKED = 500
CONTENT_API = "/api/v3/"
TRACKING = ("utm_", "mc_", "pk_", "mtm_")
TRACKERS = frozenset({"fbclid", "gclid", "dclid", "msclkid", "gbraid", "wbraid", "igshid", "_gl"})
SEARCHING = frozenset({"q", "query", "search", "name", "number"})
"""Parameters whose answers are never kept: they may name people, and nobody asks twice."""
SEARCHED = re.compile(rf"(?:^|&)(?:{'|'.join(sorted(SEARCHING))})(?:=|&|$)")
FORWARDED = "HTTP_X_FORWARDED_FOR"
KEPT_VARIABLES = (
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "SCRIPT_NAME",
    "PATH_INFO",
    "HTTP_HOST",
    "HTTP_ORIGIN",
    "REMOTE_ADDR",
    "wsgi.version",
    "wsgi.url_scheme",
    "wsgi.multithread",
    "wsgi.multiprocess",
    "wsgi.run_once",
    "wsgi.errors",
)


class Key(NamedTuple):
    """What two requests have in common that get the same answer."""

    host: str
    path: str
    query: str
    language: str
    """What a program asked for; empty where the address names it."""
    scheme: str
    origin: str


class Parameters(NamedTuple):
    """What is known of the parameters that the pages at a path ask for."""

    names: frozenset[str] = frozenset()
    is_whole: bool = False


UNREAD = Parameters()
"""Pages that ask for none, as far as is known."""


class AskedLanguages:
    """The languages that programs ask for by header; the address of a page names its own."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {"": settings.LANGUAGE_CODE}

    def choose(self, accepted: str) -> str:
        """Return the language of the portal for a value of Accept-Language."""
        request = HttpRequest()
        request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
        language = get_language_from_request(request)
        if len(self.known) < MOST_LANGUAGES_ASKED:
            self.known[accepted] = language
        return language


def find_scheme(environ: Environ) -> str:
    """Return the scheme as Django will see it: a proxy's word counts only where the settings trust it."""
    trusted = settings.SECURE_PROXY_SSL_HEADER
    if trusted and (said := environ.get(trusted[0])) is not None:
        return "https" if said.split(",", 1)[0].strip() == trusted[1] else "http"
    return str(environ["wsgi.url_scheme"])


def make_path_check() -> Callable[[str], bool]:
    """Return the question whether a path may be a public page: what no application has for itself."""
    taken = set(CORE_SLUGS) - {"api"}
    for app in apps.get_app_configs():
        taken.update(getattr(app, "url_slugs", ()))
    codes = {code for code, _name in settings.LANGUAGES}

    def may_be_kept(path: str) -> bool:
        first, _, rest = path.lstrip("/").partition("/")
        if first in codes:
            first = rest.partition("/")[0]
        if first == "api":
            return path.startswith(CONTENT_API)
        return first not in taken and len(path) <= LONGEST_ADDRESS

    return may_be_kept


def reduce_query(query: str, known: Parameters, *, is_api: bool) -> str | None:
    """Return the parameters that make a difference; None where the answer to them is not kept."""
    if known is UNREAD and not is_api:
        return ""
    if len(query) > LONGEST_ADDRESS:
        return None
    if is_api and "%" not in query and not SEARCHED.search(query):
        return query
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return None
    if not is_api:
        if known.is_whole and any(not _is_tracking(name) for name, _value in pairs):
            return None
        pairs = [pair for pair in pairs if pair[0] in known.names]
    if any(name in SEARCHING for name, _value in pairs):
        return None
    return urlencode(pairs)


def find_missed(query: str, read: Iterable[str], *, reads_whole: bool, known: Parameters) -> bool:
    """Tell whether a page asked for a parameter that was taken from its address."""
    names = {name for name, _value in parse_qsl(query, keep_blank_values=True)} - known.names
    if reads_whole and any(not _is_tracking(name) for name in names):
        return True
    return not names.isdisjoint(read)


def _is_tracking(name: str) -> bool:
    return name in TRACKERS or name.startswith(TRACKING)


def make_public_request(environ: Environ, key: Key) -> Environ:
    """Return the request that anybody may have sent for this key: no cookie and no account.

    Of a proxy's words only those stay that no page is made from: the scheme, and the address that limits count.
    """
    public = {name: environ[name] for name in KEPT_VARIABLES if name in environ}
    if (trusted := settings.SECURE_PROXY_SSL_HEADER) and trusted[0] in environ:
        public[trusted[0]] = environ[trusted[0]]
    if settings.TRUSTED_PROXY_COUNT and FORWARDED in environ:
        public[FORWARDED] = environ[FORWARDED]
    return {
        **public,
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": key.query,
        "HTTP_ACCEPT_LANGUAGE": key.language,
        "wsgi.input": BytesIO(),
    }


def is_public_already(environ: Environ, key: Key) -> bool:
    """Tell whether the request itself says no more than its public form."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("HTTP_COOKIE")
        and not environ.get("HTTP_AUTHORIZATION")
        and environ.get("QUERY_STRING", "") == key.query
    )
