"""Seals and opens what the vault holds: AES-256-GCM under a key with an id, and a keyed blind index to find by.

What is sealed belongs to one column and one person: moved to another row it does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

__all__ = [
    "UnknownKeyError",
    "VaultKey",
    "WrongPlaceError",
    "index_keys",
    "index_of",
    "open_sealed",
    "seal",
    "sealing_keys",
]

NONCE_BYTES = 12
ID_LENGTH = 12
PLACE = "records.personssn.sealed"
SEALING, INDEXING = b"portal.records.ssn.sealing", b"portal.records.ssn.indexing"


class UnknownKeyError(RuntimeError):
    """The key that sealed a number is not among the settings' any more; the message names its id."""


class WrongPlaceError(RuntimeError):
    """What is sealed was changed, or belongs to another person."""


@dataclass(frozen=True, slots=True)
class VaultKey:
    """A key and its fingerprint, which is all of it that is ever stored."""

    key_id: str
    secret: bytes


def sealing_keys() -> list[VaultKey]:
    """Return the keys that seal numbers, the one in use first; the others only open."""
    return _keys(settings.SSN_KEYS, SEALING)


def index_keys() -> list[VaultKey]:
    """Return the keys of the blind index, the one in use first."""
    return _keys(settings.SSN_INDEX_KEYS, INDEXING)


def _keys(secrets: list[bytes], purpose: bytes) -> list[VaultKey]:
    """Return what the settings name, else a key of the demonstration: made of SECRET_KEY, which production refuses."""
    demo = [hmac.new(settings.SECRET_KEY.encode(), purpose, hashlib.sha256).digest()]
    return [VaultKey(_fingerprint(each, purpose), each) for each in secrets or demo]


def _fingerprint(secret: bytes, purpose: bytes) -> str:
    return hmac.new(secret, purpose + b".id", hashlib.sha256).hexdigest()[:ID_LENGTH]


def seal(number: str, *, owner: str, key: VaultKey | None = None) -> str:
    """Return a number sealed for its owner: the id of the key, then nonce and ciphertext in base64."""
    key = key or sealing_keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key.secret).encrypt(nonce, number.encode(), _bound_to(owner))
    return f"{key.key_id}:{b64encode(nonce + sealed).decode()}"


def open_sealed(sealed: str, *, owner: str) -> str:
    """Return the number; raise UnknownKeyError or WrongPlaceError. Only ``reading`` and ``rotation`` may ask."""
    key_id, _colon, body = sealed.partition(":")
    key = next((each for each in sealing_keys() if each.key_id == key_id), None)
    if key is None:
        raise UnknownKeyError(key_id)
    raw = b64decode(body)
    try:
        opened = AESGCM(key.secret).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound_to(owner))
    except InvalidTag as error:
        raise WrongPlaceError("What is sealed does not belong here.") from error
    return opened.decode()


def index_of(number: str, key: VaultKey | None = None) -> str:
    """Return the blind index of a number: the id of the key, then HMAC-SHA256. It finds, and gives nothing back."""
    key = key or index_keys()[0]
    return f"{key.key_id}:{hmac.new(key.secret, number.encode(), hashlib.sha256).hexdigest()}"


def _bound_to(owner: str) -> bytes:
    return f"{PLACE}:{owner}".encode()
