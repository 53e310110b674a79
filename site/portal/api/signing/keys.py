"""The Ed25519 keys that sign answers, and their public halves as a JSON Web Key Set (RFC 7517, RFC 8037)."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode, b64encode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

__all__ = ["SigningKey", "list_signing_keys"]

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, known by the thumbprint of its public half."""

    private: Ed25519PrivateKey
    key_id: str
    public: str

    @classmethod
    def of(cls, seed: bytes) -> SigningKey:
        """Return the key that 32 secret bytes stand for."""
        private = Ed25519PrivateKey.from_private_bytes(seed)
        public = _base64url(private.public_key().public_bytes_raw())
        return cls(private, _thumbprint(public), public)

    def sign(self, text: str) -> bytes:
        """Return the signature of a text in ASCII."""
        return self.private.sign(text.encode("ascii"))


def list_signing_keys() -> list[SigningKey]:
    """Return the keys of the settings, the one that signs first; without any, the key of this host's file."""
    seeds = settings.API_SIGNING_KEYS or [_read_or_make(Path(settings.API_SIGNING_KEY_FILE))]
    return [_key(seed) for seed in seeds]


_key = cache(SigningKey.of)


def _thumbprint(public: str) -> str:
    """Return the thumbprint of a public key (RFC 7638): of its required members, sorted, without spaces."""
    members = {"crv": "Ed25519", "kty": "OKP", "x": public}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True)
    return _base64url(hashlib.sha256(canonical.encode()).digest())


def _base64url(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


@cache
def _read_or_make(file: Path) -> bytes:
    """Return the secret of a file that only its owner can read; the first process to ask makes it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            dir=file.parent, prefix=".api-signing-"
        ) as new:  # made with mode 0600
            new.write(b64encode(os.urandom(SEED_BYTES)))
            new.flush()
            _put_in_place(new.name, file)
    return b64decode(file.read_bytes(), validate=True)


def _put_in_place(new: str, file: Path) -> None:
    """Give a whole file its name, unless another process was faster: then that one's counts."""
    try:
        os.link(new, file)
    except FileExistsError:
        return
