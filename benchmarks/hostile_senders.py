"""Forms with files that are sent badly to the portal as it is served: in a thousand parts, slowly, with a wrong length.

And forms as large as may be, which a worker must not keep in its memory. Part of F33.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.databases import scratch_database
from benchmarks.hostile_pdfs import make_pdf
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, at_least, at_most, control, exactly, note
from benchmarks.senders import Answer, Sender
from benchmarks.web import fetch, free_port, serve, wait_for, worker_megabytes

__all__ = ["send_badly"]

FACTS = {"kind": "transcript"}
SLOW_SENDERS, THREADS, SECONDS = 3, 4, 4.0
MOST_WAIT, MOST_SECONDS, MOST_GROWTH = 1.0, 5, 50
TAKEN = 302


@dataclass(frozen=True, slots=True)
class _Served:
    """The portal as it is served, who sends to it, who sees what it keeps, and where its temporary files are."""

    sender: Sender
    records: Child
    address: str
    temporary: Path


def send_badly(large: Path) -> Iterator[Finding]:
    """Serve the portal and send to it; ``large`` holds the largest files that are taken."""
    with scratch_database("SQLite") as scratch:
        temporary, port = scratch.folder / "temporary", free_port()
        temporary.mkdir()
        environment = scratch.environment(TMPDIR=str(temporary))
        serving = {"port": port, "folder": ROOT / "site", "environment": environment}
        with (
            Child("benchmarks.probes.receiver", environment=environment) as records,
            serve("config.wsgi:application", **serving) as server,  # type: ignore[arg-type]
        ):
            address = f"http://localhost:{port}/healthz"
            wait_for(address, server)
            sender = Sender(port, **records.ask("sign_in"))
            served = _Served(sender, records, address, temporary)
            yield from _parts(served)
            yield from _lengths(served)
            yield from _slow(served)
            before = worker_megabytes(server)
            files = sorted(large.iterdir())
            answers = [
                sender.send(sender.form([(path.name, path.read_bytes())], FACTS)) for path in files
            ]
            after = worker_megabytes(server)
            yield exactly(
                "over HTTP: files as large as may be that were not taken",
                sum(answer.status != TAKEN for answer in answers),
                0,
            )
            yield note("over HTTP: MB of the worker before and after", f"{before:.0f}; {after:.0f}")
            yield at_most("over HTTP: MB that the worker grew", after - before, MOST_GROWTH)
            yield from _left(served)


def _parts(served: _Served) -> Iterator[Finding]:
    """Send a thousand files in one form, and a file among a thousand fields, which an editor's page may have."""
    sender = served.sender
    files = sender.send(sender.form([(f"{number}.pdf", b"x") for number in range(1_000)], FACTS))
    fields = {f"field{number}": "x" for number in range(1_000)}
    many = sender.send(sender.form([("fields.pdf", make_pdf())], {**FACTS, **fields}))
    kept = served.records.ask("kept")
    yield exactly("over HTTP: status of a form of 1,000 files", files.status, 400)
    yield exactly("over HTTP: files of it that were taken", len(set(kept) - {"fields.pdf"}), 0)
    yield exactly("over HTTP: one file among 1,000 fields, taken once", kept.count("fields.pdf"), 1)
    slowest = max(files.seconds, many.seconds)
    yield at_most("over HTTP: seconds until they were answered", slowest, MOST_SECONDS)


def _lengths(served: _Served) -> Iterator[Finding]:
    """Say less and more than is sent; hang up in the middle of a file, and a byte before the end."""
    sender = served.sender
    body = sender.form([("cut.pdf", make_pdf(pages=2))], FACTS)
    answers: list[Answer] = [
        *(sender.send(body, length=len(body) - missing) for missing in (4, 60, 400)),
        *(sender.send(body[:-missing], length=len(body)) for missing in (60, 400)),
        sender.send(body[:-400], length=10 * len(body)),
        sender.send(body[:200], length=len(body)),
    ]
    kept = "cut.pdf" in served.records.ask("kept")
    yield exactly(
        "over HTTP: 7 files of a wrong length, taken",
        sum(each.status == TAKEN for each in answers) + kept,
        0,
    )
    yield at_most(
        "over HTTP: seconds until the last was refused",
        max(each.seconds for each in answers),
        MOST_SECONDS,
    )
    whole = sender.send(body)
    yield control(
        "over HTTP: the same form with its true length, taken",
        int(whole.status == TAKEN),
        passes=whole.status == TAKEN,
        goal="= 1",
    )


def _slow(served: _Served) -> Iterator[Finding]:
    """Send slowly with all threads but one, then with one more than there are; ask for a page meanwhile."""
    waits = {}
    for senders in (SLOW_SENDERS, THREADS + 1):
        with ThreadPoolExecutor(senders) as pool:
            forms = [
                served.sender.form(
                    [(f"slow{senders}-{number}.pdf", make_pdf(pages=senders + number))], FACTS
                )
                for number in range(senders)
            ]
            sent = [
                pool.submit(served.sender.drip, form, pieces=40, seconds=SECONDS) for form in forms
            ]
            time.sleep(SECONDS / 8)
            began = time.monotonic()
            fetch(served.address)
            waits[senders] = time.monotonic() - began
            taken = sum(each.result().status == TAKEN for each in sent)
        yield at_least(f"over HTTP: of {senders} slow senders, files taken whole", taken, senders)
    yield at_most(
        f"over HTTP: seconds a page takes beside {SLOW_SENDERS} slow senders",
        waits[SLOW_SENDERS],
        MOST_WAIT,
    )
    yield note(
        f"over HTTP: beside more than the {THREADS} threads, for which a proxy must collect forms",
        waits[THREADS + 1],
    )


def _left(served: _Served) -> Iterator[Finding]:
    yield exactly("over HTTP: rows and files that disagree", served.records.ask("faults"), 0)
    yield exactly(
        "over HTTP: temporary files left behind", len(list(served.temporary.iterdir())), 0
    )
