"""Whether somebody keeps others from a draft: by its lock, or because it is in a review that they are not asked for.

Wagtail's own form asks for itself; every other change of a draft asks here, in its transaction.
"""

from __future__ import annotations

from typing import Any

from wagtail.locks import BaseLock

from portal.records.wizards.drafts import WizardDraft

__all__ = ["DraftLockedError", "find_lock", "refuse_locked"]


class DraftLockedError(PermissionError):
    """Somebody else has locked the draft, or it is in a review."""


def find_lock(row: WizardDraft, user: Any) -> BaseLock | None:
    """Return the lock that keeps somebody from changing a draft; None where nothing does."""
    lock: BaseLock | None = row.get_lock()
    return lock if lock is not None and lock.for_user(user) else None


def refuse_locked(row: WizardDraft, user: Any) -> None:
    """Raise DraftLockedError where somebody is kept from changing a draft."""
    if find_lock(row, user) is not None:
        raise DraftLockedError(row.pk)
