"""P6: staff lists over all people and applications: every page, search, filter and order they offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.databases import Vendor, available_vendors, missing_vendors
from benchmarks.populations import populated_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_most, control, note

__all__ = ["run"]

PROBE = "benchmarks.probes.lists"
SHORT, LARGE, SMALL = 10_000, 1_000_000, 10_000
MOST_STATEMENTS, MOST_BYTES = 8, 45_000
MOST_OF_PEER, MOST_GROWTH, LEAST_MS = 1 / 15, 1.3, 2.0
Looks = dict[str, dict[str, float]]


def run(*, full: bool) -> Report:
    """Look at every list over ten thousand people; FULL=1 over a million, and how much more that costs."""
    report = Report("P6", "staff lists over all rows")
    for vendor in available_vendors():
        report.findings += _measure(vendor, LARGE if full else SHORT, full=full)
    report.skipped += missing_vendors()
    if not full:
        report.skipped.append("a million people, the peer's share and the growth: FULL=1")
    return report


def _measure(vendor: Vendor, people: int, *, full: bool) -> Iterator[Finding]:
    rows, looks, peers = _look(vendor, people)
    where = f"{vendor}, {rows['people']:,} people"
    most = max(looks, key=lambda name: looks[name]["sql"])
    largest = max(looks, key=lambda name: looks[name]["bytes"])
    slowest = max(looks, key=lambda name: looks[name]["ms"])
    yield note(f"{where}: applications", rows["applications"])
    yield at_most(f"{where}: statements ({most})", looks[most]["sql"], MOST_STATEMENTS)
    yield at_most(f"{where}: bytes of 20 rows ({largest})", looks[largest]["bytes"], MOST_BYTES)
    yield note(f"{where}: ms of statements ({slowest})", looks[slowest]["ms"])
    for name, ours, theirs in _pair(looks, peers):
        if full:
            yield at_most(
                f"{where}: ms of statements, {name}", ours, MOST_OF_PEER, peer=theirs, of_peer=True
            )
        else:
            yield note(f"{where}: ms of statements, {name}", ours, peer=theirs)
    if full:
        yield from _grow(vendor, where, looks, peers)


def _look(vendor: Vendor, people: int) -> tuple[dict[str, int], Looks, Looks]:
    with (
        populated_database(vendor, people) as population,
        Child(PROBE, environment=population.scratch.environment()) as portal,
    ):
        rows: dict[str, int] = portal.ask("prepare")
        cases = portal.ask("list_cases")
        looks = {name: portal.ask("look", address=address) for name, address in cases.items()}
        peers = {
            f"{kind}, {place}": portal.ask("look", address=address, is_stock=True)
            for kind, addresses in portal.ask("list_peers").items()
            for place, address in zip(("viewset", "modeladmin"), addresses, strict=True)
        }
    return rows, looks, peers


def _pair(looks: Looks, peers: Looks) -> Iterator[tuple[str, float, float]]:
    """Yield our slowest look of each kind beside the faster of both stock lists."""
    kinds: dict[str, Any] = {
        "first page": lambda name: "first page" in name,
        "last page": lambda name: "last page" in name,
        "search": lambda name: "name" in name,
        "search, nobody": lambda name: "nobody" in name and "queue" not in name,
        "filter": lambda name: name.startswith("queue, ") and "page" not in name,
    }
    for kind, belongs in kinds.items():
        ours = max(look["ms"] for name, look in looks.items() if belongs(name))
        theirs = min(peers[f"{kind}, {place}"]["ms"] for place in ("viewset", "modeladmin"))
        yield kind, ours, theirs


def _grow(vendor: Vendor, where: str, looks: Looks, peers: Looks) -> Iterator[Finding]:
    """Compare with a hundredth of the people; what takes less than two milliseconds counts as two."""
    _rows, small, small_peers = _look(vendor, SMALL)
    growth = {
        name: max(look["ms"], LEAST_MS) / max(small[name]["ms"], LEAST_MS)
        for name, look in looks.items()
    }
    worst = max(growth, key=lambda name: growth[name])
    yield at_most(
        f"{where}: times the ms over {SMALL:,} people ({worst})", growth[worst], MOST_GROWTH
    )
    stock = peers["last page, viewset"]["ms"] / small_peers["last page, viewset"]["ms"]
    yield control(
        f"{where}: the same of the stock list's last page",
        stock,
        passes=stock > MOST_GROWTH,
        goal=f"> {MOST_GROWTH:g}",
    )
