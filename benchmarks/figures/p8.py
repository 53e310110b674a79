"""P8: durable submissions by eight clients at once, against a plain Django script on the same database settings."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.databases import Scratch, Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, at_least, at_most, control, exactly, note

__all__ = ["run"]

PORTAL, PEER = "benchmarks.probes.writes", "benchmarks.peers.plain_write"
CLIENTS = 8
MOST_STATEMENTS = 6
FULL_SECONDS = 60


@dataclass(slots=True)
class Rounds:
    """What alternating rounds of one kind of work came to."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    locked: int = 0
    seconds: float = 0.0

    def add(self, clients: Sequence[Child]) -> None:
        """Let all clients work at once and note the outcome."""
        begun = time.perf_counter()
        for client in clients:
            client.send("work")
        answers: list[dict[str, Any]] = [client.receive() for client in clients]
        seconds = time.perf_counter() - begun
        done = sum(answer["done"] for answer in answers)
        self.seconds += seconds
        self.rates.append(done / seconds)
        self.cpu.append(sum(answer["cpu"] for answer in answers) / max(1, done))
        self.locked += sum(answer["locked"] for answer in answers)
        self.milliseconds += [each for answer in answers for each in answer["milliseconds"]]

    def late(self) -> float:
        """Return the 95th percentile of what one took, in milliseconds."""
        return sorted(self.milliseconds)[int(len(self.milliseconds) * 0.95)]


def run(*, full: bool) -> Report:
    """Measure on each database, then show that Django's own SQLite settings lose writes."""
    report = Report("P8", f"durable submissions, {CLIENTS} clients, audit event and outbox included")
    for vendor in available_vendors():
        report.findings += _measure(vendor, full=full)
    report.findings.append(_control())
    report.skipped += missing_vendors()
    return report


def _measure(vendor: Vendor, *, full: bool) -> Iterator[Finding]:
    with ExitStack() as stack:
        own = stack.enter_context(scratch_database(vendor))
        other = stack.enter_context(scratch_database(vendor, migrated=False))
        portal = _start(stack, PORTAL, own)
        peer = _start(stack, PEER, other)
        whole, part, plain = Rounds(), Rounds(), Rounds()
        count, rounds = (40, 12) if full else (20, 5)
        while len(plain.rates) < rounds or (full and whole.seconds < FULL_SECONDS):
            _round(peer, plain, count=count)
            _round(portal, part, count=count, only_transaction=True)
            _round(portal, whole, count=count, only_transaction=False)
        yield from _compare(vendor, whole, part, plain)
        yield from _statements(vendor, portal[0])


def _start(stack: ExitStack, module: str, scratch: Scratch, **changes: str) -> list[Child]:
    environment = scratch.environment(**changes)
    clients = [
        stack.enter_context(Child(module, environment=environment)) for _client in range(CLIENTS)
    ]
    if module == PEER:
        clients[0].ask("migrate")
    for number, client in enumerate(clients):
        client.ask("begin", name=f"client{number}")
    return clients


def _round(clients: Sequence[Child], rounds: Rounds, **prepared: Any) -> None:
    for client in clients:
        client.ask("prepare", **prepared)
    rounds.add(clients)


def _compare(vendor: Vendor, whole: Rounds, part: Rounds, plain: Rounds) -> Iterator[Finding]:
    yield at_least(
        f"{vendor}: the data-layer write, transactions / s",
        median(part.rates),
        1.0,
        peer=median(plain.rates),
        of_peer=True,
    )
    yield note(
        f"{vendor}: the whole submit with its re-check, / s",
        median(whole.rates),
        peer=median(plain.rates),
    )
    yield note(f"{vendor}: client CPU ms of the write", median(part.cpu), peer=median(plain.cpu))
    yield note(
        f"{vendor}: client CPU ms of the whole submit", median(whole.cpu), peer=median(plain.cpu)
    )
    yield note(f"{vendor}: the write's 95th percentile, ms", part.late(), peer=plain.late())
    yield exactly(f"{vendor}: locked errors", whole.locked + part.locked, 0, peer=plain.locked)


def _statements(vendor: Vendor, client: Child) -> Iterator[Finding]:
    for renewal, name in ((False, "30 fields"), (True, "renewal")):
        found = client.ask("count_statements", renewal=renewal)
        what = f"{vendor}: SQL in the transaction of a submit, {name}"
        yield at_most(what, found["inside"], MOST_STATEMENTS)
        yield exactly(f"{vendor}: transactions of a submit, {name}", found["transactions"], 1)
    yield exactly(
        f"{vendor}: connections opened inside a submit's transaction",
        client.ask("count_outside_calls", count=5),
        0,
    )


def _control() -> Finding:
    """The plain script on Django's default SQLite: writers do not queue there, they fail."""
    with ExitStack() as stack:
        scratch = stack.enter_context(scratch_database("SQLite", migrated=False))
        clients = _start(stack, PEER, scratch, BENCHMARKS_SQLITE="default")
        rounds = Rounds()
        _round(clients, rounds, count=40)
    return control(
        "SQLite as Django sets it up: locked errors of 320 writes",
        rounds.locked,
        passes=rounds.locked > 0,
        goal="> 0",
    )
