"""F34: the virus scan fails closed: nothing unscanned reaches the staff, whatever the scanner does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, control, exactly
from benchmarks.scanner import Clamd, OddScanner, find_clamd

__all__ = ["run"]

PROBE = "benchmarks.probes.scanning"
KINDS = 3
EACH, FULL_EACH = 4, 40
SECONDS, PATIENT_SECONDS = 1, 20
ODD: dict[str, bytes | None] = {
    "answers garbage": b"\x00\xff garbage",
    "answers OK without an end": b"stream: OK",
    "answers twice": b"stream: OK\0stream: OK\0",
    "answers of an error": b"stream: Can't allocate memory ERROR\0",
    "hangs": None,
}


def run(*, full: bool) -> Report:
    """Try each way a scanner can be, then mend it; FULL=1 with ten times the files."""
    report = Report("F34", "the virus scan fails closed")
    if not find_clamd():
        raise SystemExit("F34 needs ClamAV (apt-get install clamav-daemon)")
    report.skipped += missing_vendors()
    each = FULL_EACH if full else EACH
    for vendor in available_vendors():
        report.findings += _measure(vendor, each)
    return report


def _measure(vendor: Vendor, each: int) -> Iterator[Finding]:
    count = each * KINDS
    with (
        scratch_database(vendor) as scratch,
        Clamd() as clamd,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        yield from _with_faults(vendor, portal, clamd, each)
        yield from _restarted(vendor, portal, clamd, each)
        portal.ask("receive", each=each)
        portal.ask("alter")
        portal.ask("use", address=clamd.address, seconds=PATIENT_SECONDS)
        altered = portal.ask("scan", passes=count)
        yield exactly(f"{vendor}: files altered in the store, opened", altered["opened"], 0)
        portal.ask("receive", each=each)
        portal.ask("unprotect")
        portal.ask("use", address="/nowhere/clamd", seconds=SECONDS)
        harmful = portal.ask("scan", passes=count)["harmful_bytes"]
        what = f"{vendor}: bytes of harmful files opened where no answer is taken for a good one"
        yield control(what, harmful, passes=harmful > 0, goal="> 0")


def _with_faults(vendor: Vendor, portal: Child, clamd: Clamd, each: int) -> Iterator[Finding]:
    """Scan with every kind of broken scanner in turn, a whole one last."""
    count = each * KINDS
    portal.ask("receive", each=each)
    opened = undone = 0
    with ExitStack() as stack:
        addresses = ["/nowhere/clamd", "127.0.0.1:9"]
        addresses += [stack.enter_context(OddScanner(answer)).address for answer in ODD.values()]
        for number, address in enumerate(addresses):
            portal.ask("use", address=address, seconds=SECONDS)
            found = portal.ask("scan", passes=2, minutes=number)
            opened += found["opened"]
            undone += found["pending"] + found["error"]
    ways = len(addresses)
    yield exactly(f"{vendor}: {count} files, {ways} broken scanners: files opened", opened, 0)
    yield exactly(f"{vendor}: of these, still to be scanned", undone, count * ways)
    portal.ask("use", address=clamd.address, seconds=PATIENT_SECONDS)
    done = portal.ask("scan", passes=count, minutes=120)
    yield from _finished(vendor, "repaired", portal, done, each)


def _restarted(vendor: Vendor, portal: Child, clamd: Clamd, each: int) -> Iterator[Finding]:
    """Stop the daemon in the middle of the work and start it again."""
    count = each * KINDS
    portal.ask("receive", each=each)
    clamd.stop()
    down = portal.ask("scan", passes=count)
    yield exactly(f"{vendor}: the daemon stopped: files opened", down["opened"], 0)
    clamd.start()
    done = portal.ask("scan", passes=count, minutes=120)
    yield from _finished(vendor, "restarted", portal, done, each)


def _finished(
    vendor: Vendor, after: str, portal: Child, done: dict[str, int], each: int
) -> Iterator[Finding]:
    harmful = each * (KINDS - 1)  # EICAR, and EICAR in a zip archive
    yield exactly(f"{vendor}, {after}: clean files called clean, and opened", done["opened"], each)
    yield exactly(f"{vendor}, {after}: harmful files in quarantine", done["suspect"], harmful)
    yield exactly(f"{vendor}, {after}: files left over", done["pending"] + done["error"], 0)
    yield exactly(f"{vendor}, {after}: bytes of harmful files opened", done["harmful_bytes"], 0)
    yield exactly(
        f"{vendor}, {after}: owners told of a file set apart", portal.ask("told"), harmful
    )
    yield exactly(f"{vendor}, {after}: rows and files that disagree", portal.ask("faults"), 0)
