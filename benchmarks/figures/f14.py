"""F14: what editors write as logic, as text or as an address harms nobody: refused, or harmless and soon done."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from benchmarks.databases import Scratch, scratch_database
from benchmarks.load import BROWSER
from benchmarks.mixed import Request, ask_steadily
from benchmarks.payloads import ADDRESSES, TEMPLATES
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_least, at_most, control, exactly, note
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

PROBE = "benchmarks.probes.hostile_logic"
APPLICATION = "config.wsgi:application"
MOST_MILLISECONDS = 100
MOST_LATER = 1.5
LEAST_ADDRESSES = 30
LEAST_TAKEN = 3
OTHERS = "/healthz"
RATE, SECONDS, FULL_SECONDS = 10, 4, 10
RATE_BESIDE = 13
"""Not a multiple of the other: a page and what is asked for beside it meet at every moment of each other."""
ROUNDS = 3
WARM_UP = 2


def run(*, full: bool) -> Report:
    """Offer all of it; ask for a page beside somebody who answers the bombs that were taken. FULL=1 asks for longer."""
    report = Report("F14", "what editors write as logic, text or address harms nobody")
    with scratch_database("SQLite") as scratch:
        media = str(scratch.folder / "media")
        with Child(PROBE, environment=scratch.environment(MEDIA_ROOT=media)) as portal:
            bombs = portal.ask("bombs")
            report.findings += _bombs(bombs)
            found = portal.ask("templates")
            report.findings += [
                at_least(
                    "texts that a template language would run", found["tried"], len(TEMPLATES)
                ),
                note("of these, refused at save", found["refused"]),
                exactly("shown otherwise than they were written", found["run"], 0),
            ]
            cookie = portal.ask("cookie")
            seconds = FULL_SECONDS if full else SECONDS
            report.findings += _others(scratch, bombs, cookie, seconds)
            report.findings += _addresses(portal)
    return report


def _bombs(found: dict[str, object]) -> Iterator[Finding]:
    taken = found["taken"]
    assert isinstance(taken, list)
    yield note("bombs refused at save", int(str(found["refused"])))
    yield exactly("published though listed as refused", int(str(found["unexpected"])), 0)
    yield at_least("bombs that are sound definitions, and taken", len(taken), LEAST_TAKEN)
    most = float(str(found["to_refuse"]))
    yield note("CPU milliseconds until the slowest was refused", most)
    what = f"CPU milliseconds of the slowest page or answer with one of the {len(taken)} taken"
    yield at_most(what, float(str(found["to_answer"])), MOST_MILLISECONDS)
    yield exactly("answers of 500 and above", int(str(found["faults"])), 0)


def _others(
    scratch: Scratch, bombs: dict[str, list[str]], cookie: str, seconds: int
) -> Iterator[Finding]:
    """Compare how late others are answered beside bombs, and beside the same step without, answered alike."""
    port = free_port()
    others = [Request(OTHERS, BROWSER)]
    calm = [Request(bombs["harmless"][0], {**BROWSER, "Cookie": cookie})]
    hostile = [Request(path, {**BROWSER, "Cookie": cookie}) for path in bombs["taken"]]
    environment = scratch.environment()
    with serve(APPLICATION, port=port, folder=ROOT / "site", environment=environment) as server:
        wait_for(f"http://127.0.0.1:{port}{OTHERS}", server)
        ask_steadily(port, [*others, *calm, *hostile], rate=RATE, seconds=WARM_UP)
        late: dict[str, list[float]] = {"calm": [], "hostile": []}
        for _round in range(ROUNDS):
            for name, requests in (("calm", calm), ("hostile", hostile)):
                with _beside(port, requests, seconds):
                    answers = ask_steadily(port, others, rate=RATE, seconds=seconds)
                late[name].append(answers.late)
    yield at_most(
        f"95th percentile in ms of {OTHERS} beside bombs; peer: beside the same step without",
        median(late["hostile"]),
        MOST_LATER,
        peer=median(late["calm"]),
        of_peer=True,
    )


@contextmanager
def _beside(port: int, requests: Sequence[Request], seconds: int) -> Iterator[None]:
    """Let somebody ask for these all the while."""
    asking = threading.Thread(
        target=lambda: ask_steadily(port, requests, rate=RATE_BESIDE, seconds=seconds)
    )
    asking.start()
    yield
    asking.join()


def _addresses(portal: Child) -> Iterator[Finding]:
    found = portal.ask("addresses")
    yield at_least("addresses for the portal to ask", len(ADDRESSES), LEAST_ADDRESSES)
    yield note("texts filled in, address by address", found["tried"])
    yield at_least("pages and screens opened, embeds asked for", found["opened"], len(ADDRESSES))
    yield exactly("connections and names that the portal asked for", len(found["outbound"]), 0)
    for each in found["outbound"][:3]:
        yield note(f"  {each}", "")
    yield exactly("pages and screens that are faults", found["faults"], 0)
    yield control(
        "Wagtail's own finder of embeds, switched on: connections for one address",
        found["by_wagtail"],
        passes=found["by_wagtail"] > 0,
        goal="> 0",
    )
