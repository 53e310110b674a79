"""The public keys by which anybody can check a signed answer."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from portal.api.schemas import KeyListOut, KeyOut
from portal.api.signing.keys import list_signing_keys

router = Router(tags=["keys"])


@router.get(
    "",
    response=KeyListOut,
    operation_id="list_keys",
    summary="Keys that sign answers",
)
def keys(request: HttpRequest) -> KeyListOut:
    """A JSON Web Key Set: the key that signs now first, then earlier ones, which verify older answers."""
    return KeyListOut(keys=[KeyOut(kid=key.key_id, x=key.public) for key in list_signing_keys()])
