"""How much a received file may hold, which settings say, and how much looking into it may cost, which is fixed."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

__all__ = ["MEGABYTE", "Limits", "current_limits"]

MEGABYTE = 1024 * 1024
MOST_MEMORY = 700 * MEGABYTE
MOST_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file and the process that looks into it must stay within; bytes, pages, pixels and seconds."""

    most_bytes: int
    most_pages: int
    most_pixels: int
    most_memory: int = MOST_MEMORY
    most_seconds: int = MOST_SECONDS


def current_limits() -> Limits:
    """Return the limits that the settings ask for."""
    return Limits(
        most_bytes=settings.DOCUMENT_MOST_MEGABYTES * MEGABYTE,
        most_pages=settings.DOCUMENT_MOST_PAGES,
        most_pixels=settings.DOCUMENT_MOST_MEGAPIXELS * 1_000_000,
    )
