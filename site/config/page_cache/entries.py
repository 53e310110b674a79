"""Finished pages in the memory of a process: the answer in each encoding with its headers. Bounded."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Hashable
from dataclasses import dataclass
from time import time

import brotli

from portal.sdk.freshness import Making
from portal.sdk.generations import slot_of

Headers = list[tuple[str, str]]
MOST_ENTRIES = 5_000
SECONDS_PASSED_BY = 30
"""How long it is remembered that the answer to a question is not kept."""
MOST_BYTES_OF_ENTRY = 1_000_000
SMALLEST_COMPRESSED = 200
OVERHEAD = 2_000
ANSWERED_BY = "X-Page-Cache"
HIT = (ANSWERED_BY, "hit")
ABOUT_THE_BODY = frozenset(
    {"content-length", "content-type", "content-encoding", "content-language"}
)
ALLOWED_VARY = frozenset({"cookie", "accept-encoding", "origin"})
NOT_SHARED = frozenset({"private", "no-store"})


@dataclass(slots=True)
class Variant:
    """The answer in one encoding; its headers, full and for a browser that has it already, say that it is a hit."""

    body: list[bytes]
    headers: Headers
    unchanged: Headers
    etag: str


@dataclass(slots=True)
class Entry:
    """A finished page; without variants a note that this question has to be asked anew each time."""

    slots: frozenset[int]
    begun: int
    checked: int
    expires: float
    plain: Variant | None = None
    gzip: Variant | None = None
    brotli: Variant | None = None
    size: int = OVERHEAD
    is_used: bool = True


def find_refusal(status: str, headers: Headers, made: Making, *, is_by_language: bool) -> str:
    """Return why an answer must not be kept; nothing where it may.

    One that depends on the language asked for by header may only where each language is kept by itself.
    """
    allowed = ALLOWED_VARY | {"accept-language"} if is_by_language else ALLOWED_VARY
    if not status.startswith("200 "):
        return "status"
    if not made.is_kept or made.is_refused:
        return "not a public page"
    for name, value in headers:
        word = name.lower()
        if word == "set-cookie":
            return "sets a cookie"
        parts = {part.strip().lower() for part in value.split(",")}
        if word == "cache-control" and parts & NOT_SHARED:
            return "private"
        if word == "vary" and not parts <= allowed:
            return "varies"
        if word == "content-encoding":
            return "encoded"
    return ""


def make_entry(headers: Headers, body: bytes, made: Making, *, seconds: int) -> Entry:
    """Return the entry for an answer that may be kept."""
    digest = hashlib.sha256(repr(sorted(headers)).encode() + body).hexdigest()[:24]
    now = time()
    entry = Entry(
        slots=frozenset(map(slot_of, made.tags)),
        begun=made.begun,
        checked=made.begun,
        expires=min(now + seconds, made.expires),
        plain=_make_variant(headers, body, digest, ""),
        size=OVERHEAD + len(body),
    )
    if len(body) >= SMALLEST_COMPRESSED:
        packed = gzip.compress(body, 6, mtime=0), brotli.compress(body, quality=6)
        entry.gzip = _make_variant(headers, packed[0], digest, "gzip")
        entry.brotli = _make_variant(headers, packed[1], digest, "br")
        entry.size += len(packed[0]) + len(packed[1])
    return entry


def make_pass(begun: int) -> Entry:
    """Return the note that a question has to be asked anew; any change anywhere ends it."""
    slots = frozenset({0})
    return Entry(slots=slots, begun=begun, checked=begun, expires=time() + SECONDS_PASSED_BY)


def _make_variant(headers: Headers, body: bytes, digest: str, encoding: str) -> Variant:
    etag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in {"content-length", "vary", "etag", "cache-control"}
    ]
    kept += [("Vary", _join_vary(headers)), ("ETag", etag), _tell_browsers(headers)]
    full = [*kept, ("Content-Length", str(len(body))), HIT]
    if encoding:
        full.append(("Content-Encoding", encoding))
    unchanged = [*(pair for pair in kept if pair[0].lower() not in ABOUT_THE_BODY), HIT]
    return Variant([body], full, unchanged, etag)


def _join_vary(headers: Headers) -> str:
    found = [value for name, value in headers if name.lower() == "vary"]
    return ", ".join([*found, "Accept-Encoding"])


def _tell_browsers(headers: Headers) -> tuple[str, str]:
    """Keep what the page says of caches; else have browsers ask each time, which costs a 304."""
    said = [value for name, value in headers if name.lower() == "cache-control"]
    return ("Cache-Control", ", ".join(said) or "no-cache")


class Entries(dict[Hashable, Entry]):
    """Entries by key; those not used since they were last passed over go first."""

    def __init__(self, *, most_bytes: int, most_entries: int = MOST_ENTRIES) -> None:
        super().__init__()
        self.most_bytes, self.most_entries = most_bytes, most_entries
        self.bytes = 0
        self._lock = threading.Lock()

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep an entry, and let others go where there is no room."""
        if entry.size > MOST_BYTES_OF_ENTRY:
            return
        with self._lock:
            self._remove(key)
            self[key] = entry
            self.bytes += entry.size
            while self.bytes > self.most_bytes or len(self) > self.most_entries:
                self._let_one_go()

    def forget(self) -> None:
        """Let all entries go."""
        with self._lock:
            self.clear()
            self.bytes = 0

    def _remove(self, key: Hashable) -> None:
        gone = self.pop(key, None)
        if gone is not None:
            self.bytes -= gone.size

    def _let_one_go(self) -> None:
        for _round in range(len(self)):
            key = next(iter(self))
            entry = self[key]
            if not entry.is_used:
                break
            entry.is_used = False
            self[key] = self.pop(key)
        self._remove(next(iter(self)))
