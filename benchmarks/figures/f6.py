"""F6: a provider that fails costs nobody a draft, a second order or a long wait, and trying again works."""

from __future__ import annotations

from benchmarks.on_postgresql import on_postgresql
from benchmarks.report import Report, at_most, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.provider_faults"
FAULTS = ("refused", "reset", "TLS error", "429", "500", "hang", "html", "cut")
ONLY_BEFORE = frozenset({"refused", "TLS error", "429"})
"""What the provider never came to see; of the others half the payers meet it after everything was done there, and
all those whom it keeps waiting."""
PAYERS = 20
SECONDS = 10


def run(*, full: bool) -> Report:
    """Fail in every way, at the start and on the way back; then once more without keys that make a repeat one order."""
    payers = PAYERS if full else PAYERS // 5
    report = Report("F6", f"{len(FAULTS)} faults of the provider × {payers} payers, twice each")
    for portal in on_postgresql(report, PROBE):
        found = [
            portal.ask("fail", kind=kind, payers=count, after=after, keyed=True)
            for kind in FAULTS
            for after, count in _halves(kind, payers)
        ]
        everybody = len(FAULTS) * payers
        sums = {key: sum(each[key] for each in found) for key in found[0]}
        report.findings += [
            exactly("drafts and attested answers that are not as they were", sums["lost"], 0),
            exactly("payers told plainly that nothing was charged", sums["refused"], everybody),
            exactly("payers told to wait, not to pay again", sums["waited"], everybody),
            exactly("orders at the provider beyond one a payment", sums["second_sessions"], 0),
            exactly("payments that are paid once after trying again", sums["paid"], everybody),
            exactly("cents taken at the provider beyond what was due", sums["beyond"], 0),
            exactly("wrong sums in the ledger", sums["ledger_faults"], 0),
            at_most("seconds, slowest answer", max(each["slowest"] for each in found), SECONDS),
        ]
        without = portal.ask("fail", kind="reset", payers=payers, after=True, keyed=False)
        report.findings.append(
            control(
                "orders beyond one a payment, key of the order taken away",
                without["second_sessions"],
                passes=without["second_sessions"] > 0,
                goal="> 0",
            )
        )
    return report


def _halves(kind: str, payers: int) -> list[tuple[bool, int]]:
    if kind in ONLY_BEFORE or kind == "hang":
        return [(kind == "hang", payers)]
    return [(False, payers - payers // 2), (True, payers // 2)]
