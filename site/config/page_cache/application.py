"""The page cache: a WSGI application in front of Django's, which answers from memory what is the same for everybody.

A question it knows costs a dozen calls. One it does not know is put to Django in its public form, without cookies and
without parameters that no page reads, so that nothing about anybody can get into what is kept; an answer that
may not be kept is thrown away and the request goes to Django as it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from time import time
from typing import Any, cast

from django.conf import settings
from django.db import connections
from django.http import parse_cookie

from config.messages import HostCookieStorage
from config.page_cache.entries import (
    ANSWERED_BY,
    HIT,
    Entries,
    Entry,
    Headers,
    Variant,
    find_refusal,
    make_entry,
    make_pass,
)
from config.page_cache.hosts import OtherHosts, are_hosts_connected
from config.page_cache.questions import (
    CONTENT_API,
    UNREAD,
    AskedLanguages,
    Environ,
    Key,
    Parameters,
    find_missed,
    find_scheme,
    is_public_already,
    make_path_check,
    make_public_request,
    reduce_query,
)
from config.page_cache.tables import note_statements
from content.notices.dismissal import DISMISSED_COOKIE
from portal.sdk.freshness import Making, making
from portal.sdk.generations import Generations

Application = Callable[..., Iterable[bytes]]
SAFE = frozenset({"GET", "HEAD"})
MEGABYTE = 1024 * 1024
API_LENGTH = len(CONTENT_API)
MOST_PATHS = 5_000
SECONDS_BETWEEN_LOOKS = 1.0
MISS = (ANSWERED_BY, "miss")
MESSAGES = HostCookieStorage.cookie_name
MESSAGES_COOKIE = MESSAGES + "="


class PageCache:
    """The cache of one process in front of an application."""

    def __init__(self, application: Application, generations: Generations) -> None:
        self._application = application
        self._numbers, self._generations = generations.numbers, generations
        self._entries = Entries(most_bytes=settings.PORTAL_PAGE_CACHE_MEGABYTES * MEGABYTE)
        self._parameters: dict[str, Parameters] = {}
        self._languages = AskedLanguages()
        self._known_languages = self._languages.known
        self._proxy_header = bool(settings.SECURE_PROXY_SSL_HEADER)
        self._may_be_kept = make_path_check()
        self._hosts = OtherHosts(generations) if are_hosts_connected() else None
        self._next_look = 0.0 if self._hosts else float("inf")

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request: from memory where it is known, else through Django. Every call here counts (figure P1)."""
        key = self._find_key(environ)
        if key is None:
            return self._application(environ, start_response)
        entry = self._find_entry(key)
        if entry is None:
            return self._make(Key(*key), environ, start_response)
        if entry.plain is None:
            return self._application(environ, start_response)
        return answer_with(entry, environ, start_response)

    def _find_key(self, environ: Environ) -> tuple[str, ...] | None:
        """Return what is asked for, as the fields of a Key; None where only Django can answer."""
        if environ["REQUEST_METHOD"] not in SAFE:
            return None
        get = environ.get
        cookies = get("HTTP_COOKIE", "")
        if DISMISSED_COOKIE in cookies:
            return None
        if MESSAGES_COOKIE in cookies and parse_cookie(cookies).get(MESSAGES):
            return None
        path, query, language = environ["PATH_INFO"], environ["QUERY_STRING"], ""
        if is_api := path[:API_LENGTH] == CONTENT_API:
            if "HTTP_AUTHORIZATION" in environ:  # Django looks at the token
                return None
            accepted = get("HTTP_ACCEPT_LANGUAGE", "")
            language = self._known_languages.get(accepted) or self._languages.choose(accepted)
        if query:
            known = self._parameters.get(path, UNREAD)
            if (query := reduce_query(query, known, is_api=is_api)) is None:
                return None
        return (
            get("HTTP_HOST", ""),
            path,
            query,
            language,
            find_scheme(environ) if self._proxy_header else environ["wsgi.url_scheme"],
            get("HTTP_ORIGIN", ""),
        )

    def _find_entry(self, key: tuple[str, ...]) -> Entry | None:
        """Return the entry that answers, unless it ended or something it was made from has changed."""
        now = time()
        if now >= self._next_look:
            self._look(now)
        try:
            entry = self._entries[key]
        except KeyError:
            return None
        if now >= entry.expires:
            return None
        if self._numbers[0] != entry.checked and not self._is_fresh(entry):
            return None
        entry.is_used = True
        return entry

    def _look(self, now: float) -> None:
        """Hear what changed on other hosts; whoever comes first does it for this process."""
        self._next_look = now + SECONDS_BETWEEN_LOOKS
        if self._hosts is not None:
            self._hosts.hear()

    def _is_fresh(self, entry: Entry) -> bool:
        """Tell whether nothing that an entry was made from has changed; asked once after each change."""
        current = self._generations.current()
        if self._generations.has_changed(entry.slots, since=entry.begun):
            return False
        entry.checked = current
        return True

    def _make(
        self, key: Key, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Have Django answer, and keep the answer where it is the same for everybody."""
        if not self._may_be_kept(key.path):
            return self._application(environ, start_response)
        while True:
            made, status, headers, body = self._ask(make_public_request(environ, key))
            again = self._learn(key, environ.get("QUERY_STRING", ""), made)
            if again is None:
                return self._application(environ, start_response)
            if again == key:
                break
            key = again
        if find_refusal(status, headers, made, is_by_language=bool(key.language)):
            if is_public_already(environ, key):
                start_response(status, headers)
                return [body]
            self._entries.put(key, make_pass(made.begun))
            return self._application(environ, start_response)
        entry = make_entry(headers, body, made, seconds=settings.PORTAL_PAGE_CACHE_SECONDS)
        self._entries.put(key, entry)
        return answer_with(entry, environ, partial(_start_as_miss, start_response))

    def _learn(self, key: Key, query: str, made: Making) -> Key | None:
        """Note which parameters a page asks for; return the key with them, None where the answer is not kept.

        A page that asks for a parameter which had been taken away is to be made once more.
        """
        known = self._parameters.get(key.path, UNREAD)
        is_api = key.path.startswith(CONTENT_API)
        learned = Parameters(
            known.names | made.parameters, known.is_whole or made.reads_whole_query
        )
        if is_api or learned == known:
            return key
        if len(self._parameters) >= MOST_PATHS:
            self._parameters.clear()
            self._entries.forget()
        self._parameters[key.path] = learned
        if not find_missed(query, made.parameters, reads_whole=made.reads_whole_query, known=known):
            return key
        reduced = reduce_query(query, learned, is_api=False)
        return None if reduced is None else key._replace(query=reduced)

    def _ask(self, environ: Environ) -> tuple[Making, str, Headers, bytes]:
        """Return Django's answer and what it was made from."""
        answers: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            answers.append((status, headers))

        with ExitStack() as stack:
            made = stack.enter_context(making())
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(note_statements))
            answer = self._application(environ, start)
            try:
                body = b"".join(answer)
            finally:
                if close := getattr(answer, "close", None):
                    close()
        status, headers = answers[-1]
        return made, status, headers, body


def answer_with(
    entry: Entry, environ: Environ, start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Answer with what is kept: the page, its headers alone, or that the browser has it already."""
    encodings = environ.get("HTTP_ACCEPT_ENCODING", "")
    if ";" in encodings:
        variant = choose_variant(entry, encodings)
    else:
        variant = ("br" in encodings and entry.brotli) or (
            ("gzip" in encodings and entry.gzip) or cast("Variant", entry.plain)
        )
    seen = environ.get("HTTP_IF_NONE_MATCH")
    if seen and (variant.etag in seen or seen == "*"):
        start_response("304 Not Modified", variant.unchanged)
        return []
    start_response("200 OK", variant.headers)
    return variant.body if environ["REQUEST_METHOD"] == "GET" else []


def _start_as_miss(start_response: Callable[..., Any], status: str, headers: Headers) -> None:
    start_response(status, [MISS if pair == HIT else pair for pair in headers])


def choose_variant(entry: Entry, encodings: str) -> Variant:
    """Return the variant for a request that ranks encodings; one of quality 0 is refused."""
    accepted = set()
    for part in encodings.split(","):
        name, _, quality = part.strip().partition(";")
        if quality.replace(" ", "").rstrip("0") not in {"q=", "q=0."}:
            accepted.add(name.strip().lower())
    if "br" in accepted and entry.brotli:
        return entry.brotli
    if "gzip" in accepted and entry.gzip:
        return entry.gzip
    return cast("Variant", entry.plain)
