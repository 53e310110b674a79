"""What a portal does beside pages and applications while a plugin fails at it, and the same without its protection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.beside import beside
from benchmarks.databases import Scratch
from benchmarks.report import Finding, control

__all__ = ["OFFERED", "Offered", "measure_unprotected"]

SLOW, PATIENCE = 3, 2
"""Seconds that regular work of a saboteur takes in the control, and after which the portal's own is late."""
NOT_MADE = 2
"""The exit status of an integrity check of which a part was not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A request to the probe, what its answer must not be beside a saboteur, and its control.

    ``variables`` take the protection away; the control passes where ``shows`` finds the harm in the answer.
    """

    request: str
    saboteur: str
    words: str
    is_wrong: Callable[[Any], bool]
    variables: Mapping[str, str]
    control: str
    shows: Callable[[Any], float]
    goal: float
    is_least: bool = False

    def count_wrong(self, keys: list[str], answer: Any) -> int:
        """Return 1 where the answer is wrong beside these saboteurs."""
        return int(self.saboteur in keys and self.is_wrong(answer))


OFFERED = (
    Offered(
        request="work",
        saboteur="job_sleep",
        words="regular work of the portal's own that was not done, or late",
        is_wrong=lambda work: work["done"] != 1 or work["seconds"] > PATIENCE,
        variables={"SABOTEUR_UNTHREADED": "1", "SABOTEUR_SECONDS": str(SLOW)},
        control="seconds that own work waits where plugins have no thread of their own",
        shows=lambda work: round(work["seconds"], 1),
        goal=SLOW,
        is_least=True,
    ),
    Offered(
        request="integrity",
        saboteur="check_error",
        words="integrity checks that pass although a plugin's could not be made",
        is_wrong=lambda check: check["status"] != NOT_MADE,
        variables={"SABOTEUR_UNSAID": "1"},
        control="exit status of an integrity check that leaves out what fails",
        shows=lambda check: check["status"],
        goal=0,
    ),
    Offered(
        request="message",
        saboteur="message_error",
        words="messages held up by a piece that crashed",
        is_wrong=lambda sent: sent["failed"] or not sent["sent"],
        variables={"SABOTEUR_UNLESS_SOUND": "1"},
        control="messages held up where a crashed piece is not left out",
        shows=lambda sent: sent["failed"],
        goal=1,
        is_least=True,
    ),
    Offered(
        request="report",
        saboteur="report_error",
        words="reports that crashed and did not say so in their own place",
        is_wrong=lambda pages: pages != {"report": 503, "admin": 200},
        variables={"SABOTEUR_UNOMITTED": "1"},
        control="status of a report that crashes where nothing contains it",
        shows=lambda pages: pages["report"],
        goal=500,
    ),
    Offered(
        request="demo",
        saboteur="demo_error",
        words="demonstrations not filled, or that did not name what they left out",
        is_wrong=lambda filled: filled != {"ended": 1, "named": 1},
        variables={"SABOTEUR_UNKEPT": "1"},
        control="demonstrations filled where nothing contains a plugin",
        shows=lambda filled: filled["ended"],
        goal=0,
    ),
)


def measure_unprotected(scratch: Scratch) -> list[Finding]:
    """Return the control of each."""
    findings = []
    for each in OFFERED:
        with beside(scratch, [each.saboteur], **each.variables) as portal:
            found = each.shows(portal.ask(each.request))
        passes = found >= each.goal if each.is_least else found == each.goal
        sign = "≥" if each.is_least else "="
        findings.append(control(each.control, found, passes=passes, goal=f"{sign} {each.goal}"))
    return findings
