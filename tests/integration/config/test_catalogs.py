"""Messages out of one dictionary are Django's own, of the same catalog, and plurals are counted as it counts them."""

from __future__ import annotations

import gettext
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from benchmarks.counting import count_calls
from config.catalogs import FlatCatalog, Stacked

NOBODY_HAS = "Nobody translated these words."
MOST_CALLS = 25
COUNTS = (0, 1, 2, 5, 1_000_000)


def _made(language: str, catalog: type, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(trans_real, "TranslationCatalog", catalog)
    monkeypatch.setattr(trans_real, "_translations", {})
    return trans_real.DjangoTranslation(language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_message_is_djangos(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    flat = _made(language, FlatCatalog, monkeypatch)
    stacked = _made(language, Stacked, monkeypatch)
    keys = set(stacked._catalog.keys())
    assert keys == set(flat._catalog.keys())
    for key in keys:
        assert flat._catalog[key] == stacked._catalog[key]
        assert flat._catalog.get(key) == stacked._catalog.get(key)
        assert key in flat._catalog
        text = key if isinstance(key, str) else key[0]
        assert flat.gettext(text) == stacked.gettext(text)
        for count in COUNTS:
            assert flat.ngettext(text, "more", count) == stacked.ngettext(text, "more", count)
    assert flat.gettext(NOBODY_HAS) == NOBODY_HAS
    assert NOBODY_HAS not in flat._catalog
    with pytest.raises(KeyError):
        flat._catalog[NOBODY_HAS]


def test_what_is_added_last_wins_and_is_found() -> None:
    first, second = gettext.GNUTranslations(), gettext.GNUTranslations()
    first.plural = second.plural = lambda n: int(n != 1)  # type: ignore[attr-defined]
    first._catalog, second._catalog = {"a": "1", "b": "1"}, {"a": "2"}  # type: ignore[attr-defined]
    catalog = FlatCatalog(first)
    catalog.update(second)
    catalog["c"] = "3"
    assert [catalog[key] for key in "abc"] == ["2", "1", "3"]
    assert dict(catalog.items()) == {"a": "1", "b": "1", "c": "3"}


def test_a_message_is_looked_up_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control is Django's own stack, which asks each of its catalogs twice."""
    costs = {}
    for catalog in (FlatCatalog, Stacked):
        made = _made("es", catalog, monkeypatch)
        costs[catalog], _said = count_calls(lambda made=made: made.gettext(NOBODY_HAS))
    assert costs[FlatCatalog] <= MOST_CALLS < costs[Stacked]


def test_the_portal_reads_its_messages_so() -> None:
    with translation.override("es"):
        assert isinstance(trans_real.catalog()._catalog, FlatCatalog)
