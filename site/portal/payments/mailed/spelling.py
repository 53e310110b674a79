"""One form for what is printed on an instrument, so that the same paper is known however it was typed. Pure."""

from __future__ import annotations

__all__ = ["key_of_issuer", "plain_serial"]


def key_of_issuer(issuer: str) -> str:
    """Return an issuer's name as letters and digits alone, in small letters."""
    return "".join(char for char in issuer.casefold() if char.isalnum())


def plain_serial(serial: str) -> str:
    """Return the number of an instrument as letters and digits alone, in capitals; zeros in front count."""
    return "".join(char for char in serial.upper() if char.isalnum())
