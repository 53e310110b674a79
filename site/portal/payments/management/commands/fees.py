"""``portal fees``: the fee schedule as it holds on a day, and what each service costs then."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from portal.definitions.published import list_wizard_services
from portal.definitions.texts import FALLBACK_LANGUAGE, LANGUAGES, in_language
from portal.payments.fees import FeeRow
from portal.payments.pricing import quote_for
from portal.payments.schedule import list_rows, read_schedule
from portal.payments.wording import dollars, quote_in_words
from portal.plugins.guard import PluginFailedError

HEADS = (
    *("item", "type", "amount", "review part", "balance", "holds", "title"),
    *("condition", "source"),
)


class Command(BaseCommand):
    """Reads only."""

    help = "Print the fees that hold on a day, with their review part and their source, and what services cost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day and a language."""
        parser.add_argument(
            "--as-of", metavar="DATE", help="A day as 2026-03-02; today unless told."
        )
        parser.add_argument("--language", choices=LANGUAGES, default=FALLBACK_LANGUAGE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table, or say that nothing holds on the day."""
        on = _day(options["as_of"])
        with override(options["language"]):
            rows = [_cells(row, options["language"]) for row in list_rows(on=on)]
            costs = list(_services(on, options["language"])) if rows else []
        self.stdout.write(f"Fees on {on}: {len(rows)}")
        if rows:
            self.stdout.write(_table([HEADS, *rows]))
            self.stdout.write(f"Services with fees on {on}: {len(costs)}")
            self.stdout.write(_table([("service", "items", "fee"), *costs]))


def _day(typed: str | None) -> date:
    """Return the day that was asked for; raise CommandError for what is none."""
    if typed is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise CommandError(f"{typed!r} is no day; write it as 2026-03-02.") from error


def _cells(row: FeeRow, language: str) -> tuple[str, ...]:
    holds = f"{row.valid_from} to {row.valid_to or 'further notice'}"
    marks = "" if row.is_offered else " (not confirmed, not charged)"
    marks += " (concession: taken off)" if row.is_concession else ""
    return (
        row.item,
        row.credential_type,
        dollars(row.amount_cents),
        dollars(row.review_cents),
        dollars(row.amount_cents - row.review_cents),
        holds,
        in_language(row.label, language) + marks,
        in_language(row.condition, language) if row.condition else "",
        row.source,
    )


def _services(on: date, language: str) -> Iterator[tuple[str, ...]]:
    """Yield each service that fees are named for: the items of its definition, or its plugin, and what is usual."""
    schedule = read_schedule()
    for each in list_wizard_services():
        spec = each.spec
        items = ", ".join(dict.fromkeys(fee.item for fee in spec.fees)) or "by its plugin"
        try:
            quote = quote_for(spec.key, spec.fees, on=on, schedule=schedule)
        except PluginFailedError:
            yield spec.key, items, "cannot be worked out"
            continue
        if quote is not None:
            yield spec.key, items, quote_in_words(quote, language)


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
