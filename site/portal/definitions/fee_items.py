"""The items of the fee schedule that definitions name: whether it has them, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.definitions.checks import DefinitionError
from portal.definitions.fee_spec import FeeSpec, place_of_fee
from portal.definitions.rules import Money
from portal.definitions.rules.wording import value_words
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import in_language, reader_language, text
from portal.records.fees.models import FeeItem, FeeTerms

__all__ = ["PricedItem", "find_lost_items", "list_priced", "name_fees", "name_items"]


@dataclass(frozen=True, slots=True)
class PricedItem:
    """An item that can be charged, as an editor picks it; no cents where it has no confirmed row today."""

    item: str
    title: str
    cents: int | None
    source: str = ""

    @property
    def words(self) -> str:
        """Return its title and what it costs today."""
        if self.cents is None:
            return _("%(title)s (no amount today)") % {"title": self.title}
        words = {"title": self.title, "amount": value_words(Money(self.cents))}
        return _("%(title)s: %(amount)s today") % words


def list_priced(*, on: date | None = None) -> list[PricedItem]:
    """Return every item that can be charged, by title, with its amount on a day, today unless told; 1 SQL.

    A concession is none: it is taken off a price.
    """
    day, language = on or localdate(), reader_language()
    found: dict[str, PricedItem] = {}
    rows = FeeTerms.objects.known().filter(is_concession=False).order_by("valid_from")
    for row in rows.select_related("fee_item"):
        item, title = row.fee_item.key, in_language(text(row.title, row.title_es), language)
        begun = row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
        if begun and row.is_active:
            found[item] = PricedItem(item, title, row.amount_cents, row.source)
        elif item not in found:
            found[item] = PricedItem(item, title, None)
    return sorted(found.values(), key=lambda each: each.title)


def find_lost_items(spec: WizardSpec) -> list[DefinitionError]:
    """Return the fees whose item the fee schedule does not have; 1 SQL, none where no fee is named.

    Whether an item has an amount is asked on the day that it is charged: a row can begin or end on any.
    """
    wanted = {fee.item for fee in spec.fees if fee.item}
    if not wanted:
        return []
    known = set(FeeItem.objects.filter(key__in=wanted).values_list("key", flat=True))
    return [
        DefinitionError("unknown_fee_item", place_of_fee(fee.id), fee.item)
        for fee in spec.fees
        if fee.item in wanted - known
    ]


def name_fees(fees: Iterable[FeeSpec], language: str) -> dict[str, str]:
    """Return what a reader calls each fee, by its id: as its item is titled; 1 SQL, none without fees."""
    items = {fee.id: fee.item for fee in fees}
    titles = name_items(items.values(), language)
    return {fee: titles.get(item, item) for fee, item in items.items()}


def name_items(items: Iterable[str], language: str) -> dict[str, str]:
    """Return the titles of items today, or before they begin; 1 SQL, none without items."""
    wanted, today = set(items), localdate()
    if not wanted:
        return {}
    rows = FeeTerms.objects.known().filter(fee_item__key__in=wanted).order_by("valid_from")
    titles: dict[str, str] = {}
    columns = ("fee_item__key", "title", "title_es", "valid_from")
    for item, title, title_es, first in rows.values_list(*columns):
        if first <= today or item not in titles:
            titles[item] = in_language(text(title, title_es), language)
    return titles
