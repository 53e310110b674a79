"""Lists that visitors filter by a form sent with GET: they work without script, and every answer has an address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from content.search.words import suggest_spelling, to_words

LONGEST_SEARCH = 100
SHORTEST_WORD = 3


class FilterForm(forms.Form):
    """The words to search for; subclasses add choices and turn them into a queryset. Nothing in it is required."""

    spelled_in: ClassVar[tuple[str, ...]] = ()
    """The fields of a row whose words are proposed to somebody who misspelled one."""

    use_required_attribute = False
    q = forms.CharField(required=False, label=_("Words"), max_length=LONGEST_SEARCH)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that match what was chosen."""
        raise NotImplementedError

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what was filled in and understood."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def words(self) -> list[str]:
        """Return the words to search for; each has to be found."""
        return str(self.chosen.get("q", "")).split()

    def suggest_spelling(self, rows: QuerySet[Any]) -> str:
        """Return words of the rows that fit all other choices, in the place of those that none has; 1 SQL at most."""
        words = to_words(str(self.chosen.get("q", "")))
        if not words or not self.spelled_in:
            return ""
        others = type(self)({**self.chosen, "q": ""}).narrow(rows).prefetch_related(None)
        texts = others.values_list(*self.spelled_in)
        return suggest_spelling(words, (text for row in texts for text in row))


def find_choices(choices: Any, word: str) -> list[str]:
    """Return the values of choices whose label has a word that begins like this one, in any language of the site."""
    asked = _plain(word)
    return [
        value
        for value, label in choices
        if any(_is_alike(asked, each) for told in _label_in_all(label) for each in told.split())
    ]


def _label_in_all(label: Any) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield _plain(str(label))


def _is_alike(asked: str, word: str) -> bool:
    """Whether one word begins like the other; the longer one by no more than the ending of a plural."""
    if len(asked) < SHORTEST_WORD:
        return False
    return word.startswith(asked) or (
        len(word) > SHORTEST_WORD and asked in {f"{word}s", f"{word}es"}
    )


def _plain(text: str) -> str:
    """Return a text in small letters without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def choice_field(label: Any, everything: Any, choices: Any) -> forms.ChoiceField:
    """Return a select that begins with no choice."""
    return forms.ChoiceField(required=False, label=label, choices=[("", everything), *choices])


@dataclass(frozen=True)
class FilteredList:
    """The rows of one page of an answer, and what the template needs around them; rows are read once they are drawn."""

    form: FilterForm
    rows: QuerySet[Any]
    paginator: Paginator[Any]
    number: str | None

    @cached_property
    def page(self) -> Page[Any]:
        """Return the page that was asked for; one that does not exist is the nearest that does."""
        return self.paginator.get_page(self.number)

    @property
    def count(self) -> int:
        """Return how many rows match."""
        return self.paginator.count

    @property
    def is_filtered(self) -> bool:
        """Say whether anything was chosen."""
        return bool(self.form.chosen)

    @property
    def query(self) -> str:
        """Return what was chosen as a query string, for the links to other pages of the answer."""
        return urlencode(self.form.chosen)

    @cached_property
    def spelling(self) -> str:
        """Return the words that may have been meant, where nothing was found; empty if there are none."""
        return "" if self.count else self.form.suggest_spelling(self.rows)

    @property
    def spelling_query(self) -> str:
        """Return what was chosen, with the words that may have been meant, as a query string."""
        return urlencode({**self.form.chosen, "q": self.spelling})


def filter_rows(
    request: HttpRequest, form: FilterForm, rows: QuerySet[Any], *, per_page: int
) -> FilteredList:
    """Return what a request asks of these rows. All its parameters are read here, where the page cache notes them."""
    paginator = Paginator(form.narrow(rows), per_page)
    return FilteredList(form, rows, paginator, request.GET.get("page"))
