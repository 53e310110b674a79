"""The forms of a word: “renewal” finds “Renew”, «renovación» finds «Renovar». Stems are those of the Snowball project.

A page is indexed with the stems of its own language; a search asks for those of every language of the site.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from wagtail.models import Page
from wagtail.search.index import SearchField

from content.search.words import LETTERS, to_words

FIELD = "word_stems"
ALGORITHMS = {"en": "english", "es": "spanish"}
SHORTEST_STEM = 3
STEMS_KEPT = 20_000
"""The words of a site are few and are met on every page."""


@lru_cache(STEMS_KEPT)
def _stem(word: str, algorithm: str) -> str:
    import snowballstemmer  # deferred: the rules of thirty languages, for who searches or indexes

    return str(snowballstemmer.stemmer(algorithm).stemWord(word))  # keeps state, so one a word


def list_stems(words: Iterable[str], language: str) -> list[str]:
    """Return the stems of words in one language, each once; the words themselves where the language has no rules."""
    algorithm = ALGORITHMS.get(language)
    stems = words if algorithm is None else (_stem(word, algorithm) for word in words)
    return list(dict.fromkeys(stems))


def list_spellings(words: list[str]) -> list[list[str]]:
    """Return the words, then their stems in each language of the site where these differ."""
    stems = [list_stems(words, code) for code, _name in settings.LANGUAGES]
    return [words, *(each for n, each in enumerate(stems) if each not in (words, *stems[:n]))]


def list_forms(words: list[str]) -> list[str]:
    """Return the words and the stems that are long enough to say which words of a text were meant."""
    stems = [stem for each in list_spellings(words)[1:] for stem in each]
    return list(dict.fromkeys([*words, *(stem for stem in stems if len(stem) >= SHORTEST_STEM)]))


def has_forms(title: str, words: list[str], language: str) -> bool:
    """Tell whether a title has every word in some form."""
    own = set(list_stems(to_words(title), language))
    return own.issuperset(list_stems(words, language))


def list_page_stems(page: Page, language: str) -> list[str]:
    """Return the stems of all that a page says, but for those that stand in it as words."""
    texts: list[str] = []
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name != FIELD:
            value = field.get_value(page)
            texts += map(str, value) if isinstance(value, (list, tuple)) else [str(value or "")]
    words = dict.fromkeys(word for text in texts for word in LETTERS.findall(text.lower()))
    return [stem for stem in list_stems(words, language) if stem not in words]
