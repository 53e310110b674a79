"""HTTP Message Signatures (RFC 9421) over an answer and the address that was asked, with its digest (RFC 9530).

Which answers are signed is told by the patterns of the API. Signed are the bytes as they leave Django: a proxy that
compresses them anew makes the signature false.
"""

from __future__ import annotations

import hashlib
import string
import time
from base64 import b64encode
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from portal.api.signing.keys import list_signing_keys

__all__ = ["sign_answer"]

LABEL = "portal"
VISIBLE = string.ascii_letters + string.digits + string.punctuation


def sign_answer(request: HttpRequest, response: HttpResponse) -> None:
    """Add Content-Digest, Signature-Input and Signature to an answer, for the content that it has now."""
    key = list_signing_keys()[0]
    digest = f"sha-256=:{_base64(hashlib.sha256(response.content).digest())}:"
    covered = {
        '"@status"': str(response.status_code),
        '"content-digest"': digest,
        '"@method";req': request.method or "",
        '"@path";req': escape_uri_path(request.path),
        '"@query";req': _query(request),
    }
    moment = int(time.time())
    parameters = f'({" ".join(covered)});created={moment};keyid="{key.key_id}";alg="ed25519"'
    lines = [f"{name}: {value}" for name, value in covered.items()]
    base = "\n".join([*lines, f'"@signature-params": {parameters}'])
    response["Content-Digest"] = digest
    response["Signature-Input"] = f"{LABEL}={parameters}"
    response["Signature"] = f"{LABEL}=:{_base64(key.sign(base))}:"


def _query(request: HttpRequest) -> str:
    """Return the query as it was sent, with its question mark, which stands alone where there is none."""
    sent = str(request.META.get("QUERY_STRING", ""))
    return "?" + quote(sent, safe=VISIBLE, encoding="latin-1", errors="replace")


def _base64(value: bytes) -> str:
    return b64encode(value).decode()
