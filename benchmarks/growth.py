"""What requests cost over populations of different sizes, and how a portal bears a mixed load over one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.databases import Scratch, Vendor
from benchmarks.load import BROWSER
from benchmarks.mixed import Request, ask_steadily
from benchmarks.populations import populated_database
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, at_most, exactly, note
from benchmarks.web import free_port, serve, wait_for

__all__ = ["Costs", "compare_sizes", "grow", "load"]

PROBE = "benchmarks.probes.growth"
HELLO = "/healthz"
RATE = 15
WARM_UP = 8
"""Seconds until every process has drawn every page, and every thread has its connection."""
PROCESSES: dict[Vendor, int] = {"SQLite": 1, "PostgreSQL": 2}
"""What WEB_PROCESSES is by default: in the demonstration, and in production."""
MOST_MORE, MOST_OF_HELLO, MOST_LATE = 1.0, 12.0, 100.0
Costs = dict[str, dict[str, float]]
"""Statements, Python calls and milliseconds, by request."""


def grow(
    vendor: Vendor, sizes: Sequence[int], *, seconds: int
) -> tuple[dict[int, Costs], list[Finding]]:
    """Return the costs by size, and what a mixed load finds over the largest, where it is to last."""
    costs, findings = {}, []
    for size in sizes:
        with populated_database(vendor, size, copied=True) as population:
            with Child(PROBE, environment=population.scratch.environment()) as portal:
                portal.ask("prepare")
                costs[size] = portal.ask("costs")
                paths, cookies = portal.ask("paths"), portal.ask("cookies")
            if seconds and size == sizes[-1]:
                asked = [
                    Request(path, {**BROWSER, "Cookie": cookies.get(name, "")})
                    for name, path in {**paths, "home": "/"}.items()
                ]
                what = f"{vendor}, {size:,} people"
                processes = PROCESSES[vendor]
                findings = list(load(population.scratch, what, asked, seconds, processes))
    return costs, findings


def compare_sizes(vendor: Vendor, costs: dict[int, Costs]) -> Iterator[Finding]:
    """Yield what more people add to each request: no statement, and no Python calls."""
    least, most = min(costs), max(costs)
    where = f"{vendor}, {least:,} and {most:,} people"
    for name in costs[least]:
        low, high = costs[least][name], costs[most][name]
        yield exactly(f"{where}: SQL of {name}", high["sql"], low["sql"], peer=low["sql"])
        more = max(abs(each[name]["calls"] / low["calls"] - 1) for each in costs.values())
        yield at_most("its Python calls differ by at most, %", 100 * more, MOST_MORE)
        yield note("its milliseconds", high["ms"], peer=low["ms"])


def load(
    scratch: Scratch, where: str, asked: Sequence[Request], seconds: int, processes: int
) -> Iterator[Finding]:
    """Yield how late answers come under a mixed load, beside those of a page that only says hello in the same load."""
    port = free_port()
    environment = scratch.environment()
    application = "config.wsgi:application"
    with serve(
        application,
        port=port,
        folder=ROOT / "site",
        environment=environment,
        processes=processes,
    ) as server:
        wait_for(f"http://127.0.0.1:{port}{HELLO}", server)
        hello = [Request(HELLO, BROWSER)]
        ask_steadily(port, [*asked, *hello], rate=RATE, seconds=WARM_UP)
        alone = ask_steadily(port, hello, rate=RATE, seconds=seconds / 2)
        mixed = ask_steadily(port, [*asked, *hello], rate=RATE, seconds=seconds)
    others, said = mixed.apart(len(asked), of=len(asked) + 1)
    yield exactly(
        f"{where}: errors of {len(mixed.milliseconds)} at {RATE} a second", mixed.errors, 0
    )
    what = f"{where}, {processes} web processes: 95th percentile in ms, beside {HELLO} in the mix"
    yield at_most(what, others.late, MOST_OF_HELLO, peer=said.late, of_peer=True)
    yield at_most("95th percentile in ms", others.late, MOST_LATE)
    yield note(f"95th percentile in ms, beside {HELLO} alone", others.late, peer=alone.late)
