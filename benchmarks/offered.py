"""What a portal does beside pages and applications while a plugin fails at it, and the same without its protection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from benchmarks.beside import beside
from benchmarks.databases import Scratch
from benchmarks.report import Finding, control

__all__ = ["OFFERED", "PATIENCE", "SLOW", "UNGUARDED", "Offered", "measure_unprotected"]

SLOW, PATIENCE = 3, 2
"""Seconds that regular work of a saboteur takes in the control, and after which the portal's own is late."""
NOT_MADE = 2
"""The exit status of an integrity check of which a part was not made."""
UNGUARDED = {"SABOTEUR_ASKED": "1"}
"""What lets the probe call a plugin as if it were the portal's own code."""


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
    Offered(
        request="operation",
        saboteur="api_error",
        words="operations of the API that crashed and did not say so, or took others with them",
        is_wrong=lambda answers: answers != {"own": 200, "crashed": 503},
        variables={"SABOTEUR_MOUNTED": "1"},
        control="status of an operation that crashes where nothing says whose it is",
        shows=lambda answers: answers["crashed"],
        goal=500,
    ),
    Offered(
        request="question",
        saboteur="field_error",
        words="steps that ask a question which crashed and did not say so plainly, or lost answers",
        is_wrong=lambda step: step != {"opened": 503, "posted": 503, "kept": 1},
        variables=UNGUARDED,
        control="status of a step whose question crashes where nothing contains it",
        shows=lambda step: step["opened"],
        goal=500,
    ),
    Offered(
        request="rule",
        saboteur="rule_error",
        words="steps not kept, without what rests on it, beside a function that crashed",
        is_wrong=lambda step: step != {"status": 302, "kept": 1},
        variables=UNGUARDED,
        control="status of a step whose rule crashes where nothing contains it",
        shows=lambda step: step["status"],
        goal=500,
    ),
    Offered(
        request="block",
        saboteur="block_error",
        words="articles not shown without a block that crashed",
        is_wrong=lambda page: page != {"status": 200, "rest": 1},
        variables=UNGUARDED,
        control="status of an article whose block crashes where nothing contains it",
        shows=lambda page: page["status"],
        goal=500,
    ),
    Offered(
        request="admin_page",
        saboteur="admin_error",
        words="pages for staff that crashed and did not say so in their own place",
        is_wrong=lambda pages: pages != {"page": 503, "admin": 200},
        variables=UNGUARDED,
        control="status of a page for staff that crashes where nothing contains it",
        shows=lambda pages: pages["page"],
        goal=500,
    ),
    Offered(
        request="routers_mounted",
        saboteur="api_unmade",
        words="starts of the API that a router that is none stops",
        is_wrong=lambda mounted: not mounted,
        variables=UNGUARDED,
        control="starts of the API where a router that is none is mounted",
        shows=lambda mounted: mounted,
        goal=0,
    ),
    Offered(
        request="account_page",
        saboteur="card_error",
        words="account pages not shown without a card that crashed",
        is_wrong=lambda status: status != 200,
        variables=UNGUARDED,
        control="status of an account page whose card crashes where nothing contains it",
        shows=lambda status: status,
        goal=500,
    ),
    Offered(
        request="published",
        saboteur="unsound",
        words="publications that one unsound wizard stops",
        is_wrong=lambda ended: not ended,
        variables=UNGUARDED,
        control="publications that end where an unsound wizard parks nobody",
        shows=lambda ended: ended,
        goal=0,
    ),
)


def measure_unprotected(scratch: Scratch, offered: Sequence[Offered]) -> list[Finding]:
    """Return the control of each; neighbours that take the same protection away share a process."""
    findings = []
    for variables, sharing in groupby(offered, key=lambda each: each.variables):
        together = list(sharing)
        with beside(scratch, [each.saboteur for each in together], **variables) as portal:
            findings += [_compare(each, portal.ask(each.request)) for each in together]
    return findings


def _compare(each: Offered, answer: Any) -> Finding:
    found = each.shows(answer)
    passes = found >= each.goal if each.is_least else found == each.goal
    sign = "≥" if each.is_least else "="
    return control(each.control, found, passes=passes, goal=f"{sign} {each.goal}")
