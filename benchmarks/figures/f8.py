"""F8: no card data in pages, scripts, the log or the database, and no script of another's on a pay page."""

from __future__ import annotations

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, at_least, control, exactly, note

__all__ = ["run"]

PROBE = "benchmarks.probes.card_data"
PAYERS = 60
PLACES = {
    "fields": "fields for a card, in pages and in scripts",
    "foreign": "scripts and frames of others on pay pages, or let in by their policy",
    "in_pages": "numbers with a card's check digit (13 to 19 digits) in pages",
    "in_scripts": "the same in the scripts of these pages",
    "in_log": "the same in the log, at its finest",
    "in_database": "the same in the database, every column of every table",
}
PLANTED = ("fields", "foreign", "in_log", "in_database")


def run(*, full: bool) -> Report:
    """Pay by card, declined and debit cards too, and search; then once more with a card planted everywhere."""
    payers = PAYERS if full else PAYERS // 10
    report = Report("F8", f"what {payers} payments by card leave behind")
    for portal in on_postgresql(report, PROBE):
        found = portal.ask("search", payers=payers, most=200 if full else 15, planted=False)
        report.findings += [
            at_least("pages of paying and receipts that were searched", found["pay_pages"], 4),
            note("pages in all", found["pages"]),
            note("rows of the database", found["rows"]),
            note("lines of the log", found["log_lines"]),
            *(exactly(words, found[place], 0) for place, words in PLACES.items()),
        ]
        planted = portal.ask("search", payers=3, most=5, planted=True)
        seen = sum(planted[place] > 0 for place in PLANTED)
        report.findings.append(
            control(
                "of 4 plants (a field, a script, a line, a row) that are found",
                seen,
                passes=seen == len(PLANTED),
                goal=f"= {len(PLANTED)}",
            )
        )
    return report
