"""Checks signed answers as a stranger would: from the headers, the bytes, and the address that the stranger asked.

Written from RFC 9421 and RFC 9530, without the code that signs.
"""

import hashlib
import re
from base64 import b64decode, urlsafe_b64decode
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

__all__ = ["Kept", "is_genuine"]

INPUT = re.compile(r'(\w+)=(\(([^)]*)\);created=(\d+);keyid="([^"]+)";alg="ed25519")')


@dataclass
class Kept:
    """An answer as somebody kept it, with what they asked."""

    method: str
    path: str
    query: str
    status: int
    headers: dict[str, str]
    content: bytes

    @classmethod
    def of(cls, response: Any) -> "Kept":
        """Return what is kept of an answer of the test client."""
        asked = response.request
        return cls(
            method=asked["REQUEST_METHOD"],
            path=quote(asked["PATH_INFO"], encoding="latin-1"),
            query=asked["QUERY_STRING"],
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            content=response.content,
        )


def is_genuine(kept: Kept, key_set: dict[str, Any]) -> bool:
    """Tell whether a key of the set signed exactly this answer to exactly this question."""
    headers = kept.headers
    expected = b64decode(headers["content-digest"].removeprefix("sha-256=:").removesuffix(":"))
    if hashlib.sha256(kept.content).digest() != expected:
        return False
    found = INPUT.fullmatch(headers["signature-input"])
    assert found
    label, parameters, components, _created, key_id = found.groups()
    values = {
        '"@status"': str(kept.status),
        '"content-digest"': headers["content-digest"],
        '"@method";req': kept.method,
        '"@path";req': kept.path,
        '"@query";req': f"?{kept.query}",
    }
    assert components.split() == list(values)
    lines = [f"{name}: {value}" for name, value in values.items()]
    base = "\n".join([*lines, f'"@signature-params": {parameters}'])
    signature = b64decode(headers["signature"].removeprefix(f"{label}=:").removesuffix(":"))
    (key,) = [each for each in key_set["keys"] if each["kid"] == key_id] or [None]
    if key is None:
        return False
    public = Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(key["x"] + "="))
    try:
        public.verify(signature, base.encode())
    except InvalidSignature:
        return False
    return True
