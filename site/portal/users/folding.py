"""How an e-mail address or user name is folded, so that two spellings of one address are the same account."""

import unicodedata


def fold_email(email: str | None) -> str:
    """Return the address in the one form that is stored and compared (NFKC, then case-folded, then NFKC again)."""
    composed = unicodedata.normalize("NFKC", (email or "").strip())
    return unicodedata.normalize("NFKC", composed.casefold())
