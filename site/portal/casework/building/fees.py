"""The fees of a draft as editors see them: what each costs on a day, when, by which source; the bill of a preview.

What is charged is decided in ``portal.definitions`` and ``portal.payments``, as for applicants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.definitions.building.reading import ReadDraft
from portal.definitions.compiled import CompiledWizard
from portal.definitions.evaluation import AnswersEvaluation
from portal.definitions.fee_items import PricedItem, list_priced
from portal.definitions.fee_spec import FeeSpec, place_of_fee
from portal.definitions.fees import ask_fees
from portal.definitions.fields import AnsweringContext
from portal.definitions.labels import rule_labels
from portal.definitions.rules.sentences import sentence
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import reader_language
from portal.payments.fees import (
    FeeNotInForceError,
    FeeUndecidedError,
    NotAPriceError,
    UnknownFeeItemError,
)
from portal.payments.lines import ask_by_lines
from portal.payments.pricing import quote_for
from portal.payments.schedule import read_schedule
from portal.payments.wording import bill_in_words, dollars
from portal.plugins.guard import PluginFailedError
from portal.records.wizards.drafts import WizardDraft

__all__ = ["FeeRow", "bill_of_preview", "has_fees_of_its_own", "list_fees", "say_fees"]


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A fee in words; ``fragment`` leads to it in the form, ``lacks_amount`` says that nobody could be charged it."""

    title: str
    amount: str
    when: str
    source: str
    fragment: str
    lacks_amount: bool


def list_fees(read: ReadDraft, *, on: date) -> list[FeeRow]:
    """Return the fees of a draft as they are on a day; 1 SQL, none without fees."""
    if not read.spec.fees:
        return []
    priced = {each.item: each for each in list_priced(on=on)}
    labels = rule_labels(read.spec, reader_language())
    return [_row(fee, priced.get(fee.item), labels, read) for fee in read.spec.fees]


def _row(
    fee: FeeSpec, priced: PricedItem | None, labels: Mapping[str, str], read: ReadDraft
) -> FeeRow:
    lacks_amount = priced is None or priced.cents is None
    amount = _("no amount") if priced is None or priced.cents is None else dollars(priced.cents)
    if fee.per_row:
        group = labels.get(fee.per_row, fee.per_row)
        amount = _("%(amount)s for each row of “%(group)s”") % {"amount": amount, "group": group}
    block = read.names.places.get(place_of_fee(fee.id), "")
    return FeeRow(
        title=priced.title if priced else fee.item or _("nothing picked yet"),
        amount=amount,
        when=sentence(fee.condition, labels) if fee.condition else _("always"),
        source=priced.source if priced else "",
        fragment=f"#block-{block}-section",
        lacks_amount=lacks_amount,
    )


def say_fees(read: ReadDraft, *, on: date) -> dict[str, str]:
    """Return what is said beside each fee, by its place: the amount with its source, and when it is charged."""
    rows = zip(read.spec.fees, list_fees(read, on=on), strict=True) if read.spec.fees else ()
    return {place_of_fee(fee.id): _sentence(row) for fee, row in rows if fee.item}


def _sentence(row: FeeRow) -> str:
    words = {"amount": row.amount, "source": row.source, "when": row.when}
    if row.lacks_amount:
        return (
            _("It has no amount today: nobody can apply who is charged it. When: %(when)s") % words
        )
    return _("Today: %(amount)s. When: %(when)s. Source: %(source)s") % words


def bill_of_preview(
    compiled: CompiledWizard,
    evaluation: AnswersEvaluation,
    context: AnsweringContext,
) -> dict[str, Any]:
    """Return the lines that an applicant with these answers is charged on the day, or why nobody knows them."""
    asked = ask_fees(compiled, evaluation.answers, context)
    if asked is None or not evaluation.is_complete:
        return {}
    try:
        bill = ask_by_lines(asked, read_schedule(), context.on)
    except FeeUndecidedError:
        return {"no_bill": _("It cannot be told whether a fee is charged: its rule has no answer.")}
    except (FeeNotInForceError, UnknownFeeItemError, NotAPriceError, ValueError):
        return {"no_bill": _("A fee has no amount on this day.")}
    return {"bill": bill_in_words(bill, context.language)}


def has_fees_of_its_own(draft: WizardDraft, spec: WizardSpec, *, on: date) -> bool:
    """Tell whether a plugin works out fees for the wizard that a draft was copied from: a copy is not charged them."""
    template = draft.template
    if template is None or spec.fees:
        return False
    try:
        return quote_for(template.wizard.key, on=on) is not None
    except PluginFailedError:
        return True
