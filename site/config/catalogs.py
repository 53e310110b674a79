"""The message catalogs of all apps, asked at once: Django looks a message up in twenty to thirty of them in turn.

It means to merge those that count plurals alike, but keeps each apart. Plurals are left to it.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import trans_real

__all__ = ["FlatCatalog", "flatten_catalogs"]

Stacked: Any = trans_real.TranslationCatalog  # the stubs leave its insides out


class FlatCatalog(Stacked):
    """Django's stack of catalogs, with all their messages in one dictionary beside them; what is added last wins."""

    def __init__(self, trans: Any = None) -> None:
        super().__init__(trans)
        self._all: dict[Any, str] = dict(self.items())
        self.get = self._all.get

    def __getitem__(self, key: Any) -> str:
        return self._all[key]

    def __contains__(self, key: Any) -> bool:
        return key in self._all

    def __setitem__(self, key: Any, value: str) -> None:
        super().__setitem__(key, value)
        self._all[key] = value

    def update(self, trans: Any) -> None:
        """Put the messages of another catalog before those that are there."""
        super().update(trans)
        self._all.update(trans._catalog)  # noqa: SLF001 (as Django does)


def flatten_catalogs() -> None:
    """Have the catalogs that are read from now on be flat."""
    trans_real.TranslationCatalog = FlatCatalog  # type: ignore[misc]
