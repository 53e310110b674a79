"""The keys that seal the audit trail, known by short fingerprints; nothing else of a key is ever stored or shown."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

__all__ = ["SealingKey", "list_keys"]

PURPOSE = b"portal.records.audit"
ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A key and its fingerprint."""

    key_id: str
    secret: bytes

    def sign(self, text: str) -> str:
        """Return the keyed digest (HMAC-SHA256) of a text, in hexadecimal."""
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


def list_keys() -> list[SealingKey]:
    """Return the keys of the settings, the one that seals first; the others only verify."""
    secrets = settings.AUDIT_KEYS or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_derive(secret) for secret in secrets]


def _derive(secret: str) -> SealingKey:
    """Return the key that a secret stands for: a secret used for other things gives them nothing away."""
    derived = hmac.new(secret.encode(), PURPOSE, hashlib.sha256).digest()
    return SealingKey(hashlib.sha256(derived).hexdigest()[:ID_LENGTH], derived)
