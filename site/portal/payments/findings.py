"""What a reconciliation counts, in words: the five kinds that it is for come first, found or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

__all__ = ["FIVE", "WORDS", "tell_findings"]

FIVE = ("fulfilled", "open for too long", "paid twice", "status mended", "unknown to us")
WORDS = {
    "fulfilled": _("paid, and nobody had told us: put right"),
    "open for too long": _("begun, and open for too long: among the exceptions"),
    "paid twice": _("paid twice or too much: among the exceptions"),
    "status mended": _("paid, and said to owe: put right"),
    "unknown to us": _("at the provider, unknown to us: among the exceptions"),
    "asked": _("attempts under way that were asked about"),
    "listed by the provider": _("payments that the providers listed"),
    "could not be asked": _("times that a provider could not be asked"),
    "ended": _("attempts that had ended"),
    "released": _("payments that were released, as the card is not accepted"),
    "exception": _("payments that do not match: among the exceptions"),
    "paid here only": _("paid here, not at the provider: among the exceptions"),
    "settlement lines matched": _("lines of settlement reports that found their payment"),
    "refunds finished": _("refunds that were finished"),
}


def tell_findings(counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield words and numbers: the five first, then whatever else was counted."""
    for name in (*FIVE, *(name for name in WORDS if name not in FIVE and name in counts)):
        yield str(WORDS[name]), counts.get(name, 0)
