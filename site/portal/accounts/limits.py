"""Counts requests of one network address in the cache, minute by minute.

A visitor is never asked to solve a puzzle: who asks too often waits for the next minute. Counts are
shared between web processes where the cache is.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass
from hashlib import blake2b

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

__all__ = ["LINKS", "LOOKUPS", "MAILED_LINKS", "VISITS", "Limit"]

SECONDS = 60
IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests a minute for one purpose, by address."""

    purpose: str
    per_minute: int

    def admits(self, request: HttpRequest) -> bool:
        """Count this request, and tell whether it is still within the limit."""
        window = int(time.time()) // SECONDS
        address = blake2b(_network(request).encode(), digest_size=16).hexdigest()
        key = f"limit:{self.purpose}:{window}:{address}"
        if cache.add(key, 1, timeout=2 * SECONDS):
            return True
        try:
            return cache.incr(key) <= self.per_minute
        except ValueError:  # evicted between the two calls
            return True

    @staticmethod
    def seconds_left() -> int:
        """Return after how many seconds counting begins anew."""
        return SECONDS - int(time.time()) % SECONDS


LOOKUPS = Limit("lookups", per_minute=60)
LINKS = Limit("links", per_minute=30)
"""Pages that a link opens without an account."""
MAILED_LINKS = Limit("mailed_links", per_minute=5)
"""Links that somebody without an account has mailed."""
VISITS = Limit("visits", per_minute=20)
"""Forms that somebody without an account begins."""


def _network(request: HttpRequest) -> str:
    """Return the visitor's address; of IPv6 the network that one household has."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
