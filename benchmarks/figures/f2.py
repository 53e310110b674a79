"""F2: only authentic notices act."""

from __future__ import annotations

import time

from benchmarks.forged import NEXT_SECRET, SECRET, make_authentic, make_forged
from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, at_least, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.paying"


def run(*, full: bool) -> Report:
    """Post forged notices and authentic ones; then once more without the check."""
    report = Report("F2", "forged notices, the edges of time, and two secrets while one is rolled")
    for portal in on_postgresql(report, PROBE):
        now = int(time.time())
        forged = make_forged(now)
        found = portal.ask("forge", variants=forged, now=now, checked=True)
        report.findings += [
            at_least("forged variants", len(forged), 40),
            exactly("answered 4xx", found["refused"], len(forged)),
            exactly("stored", found["stored"], 0),
            exactly("payments that a forged notice paid", found["paid"], 0),
        ]
        authentic = make_authentic(now)
        good = portal.ask("forge", variants=authentic, now=now, checked=True)
        report.findings += [
            exactly("authentic ones refused (299 s old or ahead)", good["refused"], 0),
            exactly("authentic ones stored", good["stored"], len(authentic)),
        ]
        old, new = make_authentic(now), make_authentic(now, NEXT_SECRET)
        both = [NEXT_SECRET, SECRET]
        during = portal.ask("forge", variants=old + new, now=now, secrets=both, checked=True)
        later = make_authentic(now)
        over = portal.ask("forge", variants=later, now=now, secrets=[NEXT_SECRET], checked=True)
        report.findings += [
            exactly("stored under either secret during a roll", during["stored"], len(old + new)),
            exactly("stored under the old one when it is over", over["stored"], 0),
        ]
        open_door = portal.ask("forge", variants=forged, now=now, checked=False)
        report.findings.append(
            control(
                "forged ones stored, check of the signature taken away",
                open_door["stored"],
                passes=open_door["stored"] > len(forged) // 2,
                goal=f"> {len(forged) // 2}",
            )
        )
    return report
