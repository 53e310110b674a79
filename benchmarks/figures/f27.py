"""F27: nobody decides on what is their own or what they asked for, and of two colleagues one decides."""

from __future__ import annotations

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.four_eyes"
ACTS = 10
THINGS = ("applications", "refunds", "mailed items")
TIMES = 100


def run(*, full: bool) -> Report:
    """Try every act on one's own, and race; then once more without the guards, and without locks."""
    times = TIMES if full else TIMES // 10
    report = Report("F27", f"{ACTS} acts on one's own affairs and 3 races of colleagues × {times}")
    for portal in on_postgresql(report, PROBE):
        own = portal.ask("decide_own", times=times, guarded=True)
        raced = portal.ask("race", times=times, locked=True)
        report.findings += [
            exactly(
                "acts on one's own affairs, or on what one asked for", own["tried"], ACTS * times
            ),
            exactly("of them that went through", own["done"], 0),
            *(
                exactly(f"{what} decided once, the other refused", raced[f"{what}: single"], times)
                for what in THINGS
            ),
        ]
        open_handed = portal.ask("decide_own", times=2, guarded=False)
        loose = portal.ask("race", times=max(times // 2, 10), locked=False)
        single = sum(loose.values())
        wanted = len(THINGS) * max(times // 2, 10)
        report.findings += [
            control(
                "of 20 acts on one's own that went through, guards taken away",
                open_handed["done"],
                passes=open_handed["done"] > 0,
                goal="> 0",
            ),
            control(
                f"of {wanted} decided once, locks taken away",
                single,
                passes=single < wanted,
                goal=f"< {wanted}",
            ),
        ]
    return report
