"""What an address tells by its shape alone, without asking anybody whether it answers."""

from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SAFE_SCHEMES = {"https", "mailto", "tel"}
LOCAL_NAMES = {"localhost"}
LOCAL_ENDS = (".local", ".localhost", ".internal", ".test", ".example", ".invalid", ".lan")


class Problem(StrEnum):
    """What may be wrong with a link."""

    MISSING = "missing"
    UNPUBLISHED = "unpublished"
    FRAGMENT = "fragment"
    EMPTY = "empty"
    MALFORMED = "malformed"
    SPACES = "spaces"
    SCHEME = "scheme"
    NOT_ENCRYPTED = "not_encrypted"
    LOCAL = "local"


WORDS: "Mapping[str, StrPromise]" = MappingProxyType(
    {
        Problem.MISSING: _("What it leads to does not exist"),
        Problem.UNPUBLISHED: _("The page is not published"),
        Problem.FRAGMENT: _("The page has no place of that name"),
        Problem.EMPTY: _("It leads nowhere"),
        Problem.MALFORMED: _("It is not an address"),
        Problem.SPACES: _("There are spaces in the address"),
        Problem.SCHEME: _("Browsers do not open this kind of address"),
        Problem.NOT_ENCRYPTED: _("The address is not encrypted (http)"),
        Problem.LOCAL: _("Only one computer or one network knows this address"),
    }
)


def judge_shape(address: str) -> Problem | None:
    """Return what is wrong with an address of another site, or None; `/…` and `#…` are not judged here."""
    if not address.strip():
        return Problem.EMPTY
    if any(letter.isspace() for letter in address):
        return Problem.SPACES
    parts = split(address)
    if parts is None:
        return Problem.MALFORMED
    if parts.scheme == "http":
        return Problem.LOCAL if _is_local(parts.hostname or "") else Problem.NOT_ENCRYPTED
    if parts.scheme not in SAFE_SCHEMES:
        return Problem.SCHEME if parts.scheme else Problem.MALFORMED
    if parts.scheme == "https":
        return Problem.LOCAL if _is_local(parts.hostname or "") else None
    return None if parts.path.strip("/") else Problem.MALFORMED


def split(address: str) -> SplitResult | None:
    """Return the parts of an address, or None where it has none that make sense."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 (raises for what is no number)
    except ValueError:
        return None
    if parts.scheme in {"http", "https"} and not parts.hostname:
        return None
    return parts


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host in LOCAL_NAMES or host.endswith(LOCAL_ENDS) or "." not in host
