"""P8: durable submissions by eight clients at once, against a plain Django script on the same database settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
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

    def add(self, clients: Child, **prepared: Any) -> None:
        """Let all clients prepare, then work at once, and note the outcome."""
        clients.ask("all", request="prepare", **prepared)
        seconds, answers = clients.ask("all", request="work")
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
    report = Report(
        "P8", f"durable submissions, {CLIENTS} clients, audit event and outbox included"
    )
    for vendor in available_vendors():
        report.findings += _measure(vendor, full=full)
    report.findings.append(_control())
    report.skipped += missing_vendors()
    return report


def _measure(vendor: Vendor, *, full: bool) -> Iterator[Finding]:
    with (
        scratch_database(vendor) as own,
        scratch_database(vendor, migrated=False) as other,
        Child(PORTAL, environment=own.environment()) as portal,
        Child(PEER, environment=other.environment()) as peer,
    ):
        whole, part, plain = Rounds(), Rounds(), Rounds()
        count, rounds = (40, 12) if full else (25, 7)
        while len(plain.rates) < rounds or (full and whole.seconds < FULL_SECONDS):
            plain.add(peer, count=count)
            part.add(portal, count=count, only_transaction=True)
            whole.add(portal, count=count, only_transaction=False)
        yield from _compare(vendor, whole, part, plain)
        yield from _statements(vendor, portal)


def _compare(vendor: Vendor, whole: Rounds, part: Rounds, plain: Rounds) -> Iterator[Finding]:
    pairs = [ours / theirs for ours, theirs in zip(part.rates, plain.rates, strict=True)]
    yield note(
        f"{vendor}: the data-layer write, transactions / s",
        median(part.rates),
        peer=median(plain.rates),
    )
    yield at_least(f"{vendor}: ours / the plain script's, median of pairs", median(pairs), 1.0)
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


def _statements(vendor: Vendor, clients: Child) -> Iterator[Finding]:
    for renewal, name in ((False, "30 fields"), (True, "renewal")):
        found = clients.ask("one", request="count_statements", renewal=renewal)
        what = f"{vendor}: SQL in the transaction of a submit, {name}"
        yield at_most(what, found["inside"], MOST_STATEMENTS)
        yield exactly(f"{vendor}: transactions of a submit, {name}", found["transactions"], 1)
    yield exactly(
        f"{vendor}: connections opened inside a submit's transaction",
        clients.ask("one", request="count_outside_calls", count=5),
        0,
    )


def _control() -> Finding:
    """The plain script on Django's default SQLite: writers do not queue there, they fail."""
    with scratch_database("SQLite", migrated=False) as scratch:
        environment = scratch.environment(BENCHMARKS_SQLITE="default")
        rounds = Rounds()
        with Child(PEER, environment=environment) as peer:
            rounds.add(peer, count=40)
    return control(
        "SQLite as Django sets it up: locked errors of 320 writes",
        rounds.locked,
        passes=rounds.locked > 0,
        goal="> 0",
    )
