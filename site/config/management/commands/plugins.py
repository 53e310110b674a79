"""``portal plugins``: every plugin with its state, as a table or as JSON; status 1 while one is parked."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import get_resolver
from django.utils import timezone

from portal.plugins.breaker import State
from portal.plugins.migrating import park_unmigrated
from portal.plugins.overview import PluginReport, PluginState, report_plugins
from portal.plugins.registry import read_modules
from portal.sdk.extension_points import EXTENSION_POINTS

HEADS = ("id", "title", "version", "contract", "state", "provides", "circuit", "last failure")
NOT_WELL = {PluginState.PARKED, PluginState.UNSUPPORTED}


class Command(BaseCommand):
    """Shows what the overview in the admin shows, to whoever runs the portal."""

    help = "Show every plugin: version, contract, state, what it provides, and its failures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer JSON for other programs."""
        parser.add_argument("--json", action="store_true", help="write JSON instead of a table")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look at all plugins as a web process does, and show them."""
        park_unmigrated()
        points = {point.module: point.attribute for point in EXTENSION_POINTS}
        read_modules(points)
        get_resolver().url_patterns  # noqa: B018 (whose addresses fail is parked here)
        reports = report_plugins(points, at=timezone.now())
        self.stdout.write(_as_json(reports) if options["json"] else _as_table(reports))
        if any(report.state in NOT_WELL for report in reports):
            raise SystemExit(1)


def _as_json(reports: list[PluginReport]) -> str:
    return json.dumps([asdict(report) for report in reports], indent=2, default=str)


def _as_table(reports: list[PluginReport]) -> str:
    rows = [HEADS, *map(_row, reports)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    reasons = [
        f"{report.plugin_id}: {f'{report.reason} {report.detail}'.strip()}"
        for report in reports
        if report.detail
    ]
    return "\n".join([*lines, *([""] if reasons else []), *reasons])


def _row(report: PluginReport) -> tuple[str, ...]:
    broken = [place.point for place in report.places if place.circuit is not State.CLOSED]
    last = report.failures[0] if report.failures else None
    return (
        report.plugin_id,
        report.title,
        report.version,
        "–".join(map(str, report.contract)) if report.contract else "",
        report.state.value,
        ", ".join(f"{point} {size}" for point, size in report.provides.items()),
        ", ".join(broken) + " open" if broken else "closed",
        f"{last.at:%Y-%m-%d %H:%M} {last.point} {last.error}" if last else "",
    )
