"""What a figure found, and how it is printed: one line a count, the verdict last. Measures nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Finding", "Report", "at_least", "at_most", "control", "exactly", "note"]

Verdict = Literal["pass", "FALL SHORT", "control ok", "CONTROL FAILS", ""]
WIDTHS = (78, 10, 10, 7, 9)


@dataclass(frozen=True, slots=True)
class Finding:
    """One count: our value, the peer's in the same run, what is to be reached, and whether it was."""

    what: str
    ours: float | str
    peer: float | None = None
    goal: str = ""
    passes: bool | None = None
    is_control: bool = False

    @property
    def ratio(self) -> float | None:
        """Return ours divided by the peer's."""
        return (
            float(self.ours) / self.peer if self.peer and not isinstance(self.ours, str) else None
        )

    @property
    def verdict(self) -> Verdict:
        """Return pass or fall short; an empty word where nothing is asked."""
        if self.passes is None:
            return ""
        if self.is_control:
            return "control ok" if self.passes else "CONTROL FAILS"
        return "pass" if self.passes else "FALL SHORT"


def at_most(
    what: str, ours: float, limit: float, *, peer: float | None = None, of_peer: bool = False
) -> Finding:
    """Return a finding that passes up to a limit: of the value, or of its ratio to the peer's."""
    if of_peer:
        passes = peer is not None and peer > 0 and ours / peer <= limit
        return Finding(what, ours, peer, f"≤ {limit:g} ×", passes)
    return Finding(what, ours, peer, f"≤ {limit:,g}", ours <= limit)


def at_least(
    what: str, ours: float, limit: float, *, peer: float | None = None, of_peer: bool = False
) -> Finding:
    """Return a finding that passes from a limit on: of the value, or of its ratio to the peer's."""
    if of_peer:
        passes = peer is not None and peer > 0 and ours / peer >= limit
        return Finding(what, ours, peer, f"≥ {limit:g} ×", passes)
    return Finding(what, ours, peer, f"≥ {limit:,g}", ours >= limit)


def exactly(what: str, ours: float, wanted: float, *, peer: float | None = None) -> Finding:
    """Return a finding that passes at one value only."""
    return Finding(what, ours, peer, f"= {wanted:,g}", ours == wanted)


def note(what: str, ours: float | str, *, peer: float | None = None) -> Finding:
    """Return a finding of which nothing is asked."""
    return Finding(what, ours, peer)


def control(what: str, ours: float, *, passes: bool, goal: str) -> Finding:
    """Return the proof that the figure can fail: the same count without the protection."""
    return Finding(what, ours, None, goal, passes, is_control=True)


@dataclass(slots=True)
class Report:
    """All findings of one figure."""

    figure_id: str
    title: str
    findings: list[Finding] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def passes(self) -> bool:
        """Tell whether nothing fell short."""
        return all(finding.passes is not False for finding in self.findings)

    def lines(self) -> list[str]:
        """Return the printed form."""
        head = _columns("counted", "ours", "peer", "ratio", "to reach", "")
        body = [_line(finding) for finding in self.findings]
        left_out = [f"  not run: {reason}" for reason in self.skipped]
        return [f"{self.figure_id}  {self.title}", head, *body, *left_out, self._verdict()]

    def _verdict(self) -> str:
        short = [finding.what for finding in self.findings if finding.passes is False]
        return f"{self.figure_id}  " + ("FALLS SHORT: " + "; ".join(short) if short else "pass")


def _line(finding: Finding) -> str:
    ratio = finding.ratio
    return _columns(
        finding.what,
        _number(finding.ours),
        "" if finding.peer is None else _number(finding.peer),
        "" if ratio is None else f"{ratio:.2f}",
        finding.goal,
        finding.verdict,
    )


def _columns(*texts: str) -> str:
    cells: Sequence[str] = [
        text.ljust(WIDTHS[0]) if place == 0 else text.rjust(WIDTHS[place])
        for place, text in enumerate(texts[:-1])
    ]
    return f"  {'  '.join(cells)}  {texts[-1]}".rstrip()


def _number(value: float | str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
