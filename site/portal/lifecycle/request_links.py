"""The token of a mailed link: worked out from what it leads to and a key, never stored; its digest finds the row.

So a message that waits in the outbox holds no link, and a copy of the database opens none.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from django.conf import settings

__all__ = ["digest_of", "find_token", "make_token"]

PURPOSE = b"portal.lifecycle.requests"


def make_token(public_id: str, sends: int, secret: str = "", *, purpose: bytes = PURPOSE) -> str:
    """Return the token of the link that was sent the nth time; that of a third party, unless for another purpose."""
    key = hmac.new((secret or settings.SECRET_KEY).encode(), purpose, hashlib.sha256).digest()
    drawn = hmac.new(key, f"{public_id}:{sends}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(drawn).decode().rstrip("=")


def digest_of(token: str) -> str:
    """Return the digest under which a token's request is found."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_token(public_id: str, sends: int, digest: str, *, purpose: bytes = PURPOSE) -> str:
    """Return the token of a digest, made under the key of today or an earlier one; empty where none fits."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = make_token(public_id, sends, secret, purpose=purpose)
        if hmac.compare_digest(digest_of(token), digest):
            return token
    return ""
