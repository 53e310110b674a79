"""F37: no plugin takes the portal down, whatever it does wrong."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.beside import PROBE, beside
from benchmarks.databases import Scratch, scratch_database
from benchmarks.offered import OFFERED, measure_unprotected
from benchmarks.offered_paying import PAYING
from benchmarks.peers.sabotaged_wagtail import StockWagtail
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, control, exactly
from benchmarks.saboteurs import FEE_STEPS, SABOTEURS, STEPS, install, name_of, tool_page_of
from benchmarks.web import fetch, free_port, serve, wait_for

__all__ = ["run"]

PAGES = 9
ASKED = [key for key, saboteur in SABOTEURS.items() if not saboteur.stage]
AT_START = [key for key, saboteur in SABOTEURS.items() if saboteur.stage]
TOOLS = [key for key in ASKED if "tools" in SABOTEURS[key].modules and key != "sleep"]
COUNTED = [key for key in ASKED if SABOTEURS[key].fails_at]
ALL_OFFERED = (*OFFERED, *PAYING)
REFUSED = {"effects_error": STEPS, "fees_error": FEE_STEPS}
"""By what their service fails, the length of the wizard that is to be refused."""
AS_REFUSED = {"status": 503, "submitted": 0}
SLOW_SECONDS, PATIENCE = 8, 6


def run(*, full: bool) -> Report:
    """Install all saboteurs together, FULL=1 each alone as well, beside controls without the guard."""
    report = Report("F37", f"{len(SABOTEURS)} plugins that do their worst, from outside the tree")
    with scratch_database("SQLite") as scratch:
        with Child(PROBE, environment=scratch.environment()) as portal:
            portal.ask("prepare")
        with beside(scratch, []) as portal:
            usual = portal.ask("pages")
        groups = [[key] for key in SABOTEURS] if full else [list(SABOTEURS)]
        with ThreadPoolExecutor(2) as pool:
            slept = pool.submit(_while_one_sleeps, scratch)
            controls = pool.submit(_controls, scratch, usual)
            found = list(pool.map(lambda keys: _sabotage(scratch, keys, usual), groups))
        report.findings += _sum_up(found)
        for each in (slept, controls):
            report.findings += each.result()
    if not full:
        report.skipped.append("each saboteur alone: FULL=1")
    return report


def _sabotage(scratch: Scratch, keys: list[str], usual: dict[str, Any]) -> dict[str, int]:
    """Return what differs from a portal without these saboteurs, as counts that should be 0."""
    with beside(scratch, keys) as portal:
        pages = portal.ask("pages")
        tools = portal.ask("tool_pages", keys=[key for key in keys if key in TOOLS])
        kept = portal.ask("submit")
        refused = {
            key: portal.ask("submit_sabotaged", steps=steps)
            for key, steps in REFUSED.items()
            if key in keys
        }
        offered = {each.request: portal.ask(each.request) for each in ALL_OFFERED}
        parked, failures = portal.ask("parked"), portal.ask("failures")
    wanted = {name_of(key): SABOTEURS[key].stage for key in keys if key in AT_START}
    places = {
        SABOTEURS[key].fails_at.replace("saboteur", name_of(key))
        for key in keys
        if SABOTEURS[key].fails_at
    }
    return {
        "pages": sum(pages[name] != usual[name] for name in usual),
        "submits": int(kept != {"status": 302, "submitted": 1}),
        "parked": len(set(parked.items()) ^ set(wanted.items())),
        "counted": len(places - set(failures)),
        **{each.request: each.count_wrong(keys, offered[each.request]) for each in ALL_OFFERED},
        "tools": sum(status != 200 for status in tools.values()),
        **{key: int(refused.get(key, AS_REFUSED) != AS_REFUSED) for key in REFUSED},
    }


def _sum_up(found: list[dict[str, int]]) -> Iterator[Finding]:
    words = {
        "pages": f"of {PAGES} pages, those that answer otherwise than without saboteurs",
        "submits": "renewals that were not submitted and kept",
        "parked": f"of {len(AT_START)} that fail at start, those not parked where they fail",
        "counted": f"of {len(COUNTED)} that fail when asked, failures not counted in their place",
        **{each.request: each.words for each in ALL_OFFERED},
        "tools": f"of {len(TOOLS)} pages with a failing tool, those not shown without it",
        "effects_error": "submits let through although the effects of their service crashed",
        "fees_error": "submits let through although the fees of their service crashed",
    }
    for key, what in words.items():
        yield exactly(what, sum(each[key] for each in found), 0)


def _while_one_sleeps(scratch: Scratch) -> list[Finding]:
    """Ask for a page whose tool sleeps, and for others meanwhile, of a worker of four threads."""
    with TemporaryDirectory(prefix="portal-saboteurs-") as name:
        install("sleep", Path(name))
        environment = scratch.environment(SABOTEUR_SECONDS=str(SLOW_SECONDS))
        environment["PYTHONPATH"] += os.pathsep + name
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        with serve(
            "config.wsgi:application", port=port, folder=ROOT / "site", environment=environment
        ) as server:
            wait_for(f"{base}/", server)
            slow = threading.Thread(target=fetch, args=[f"{base}/{tool_page_of('sleep')}/"])
            slow.start()
            others = [
                fetch(f"{base}{path}") for path in ("/", "/look-up/", "/help/", "/account/login/")
            ]
            was_asleep = slow.is_alive()
            slow.join(SLOW_SECONDS + PATIENCE)
    what = f"of {len(others)} pages, those served while another visitor's tool sleeps"
    return [
        exactly(what, others.count(200), len(others)),
        control("tools asleep meanwhile", int(was_asleep), passes=was_asleep, goal="= 1"),
    ]


def _controls(scratch: Scratch, usual: dict[str, Any]) -> list[Finding]:
    with beside(scratch, ["every_request"], SABOTEUR_UNGUARDED="1") as portal:
        pages = portal.ask("pages")
    with beside(scratch, ["signal"], SABOTEUR_UNGUARDED="1") as portal:
        kept = portal.ask("submit")["submitted"]
    with beside(scratch, ["fees_error"], SABOTEUR_UNCHARGED="1") as portal:
        free = portal.ask("submit_sabotaged", steps=FEE_STEPS)["submitted"]
    broken = sum(pages[name][0] >= 500 for name in usual)
    stock = StockWagtail(scratch.folder / "bare")
    started, tried = stock.count_starts()
    whole, poisoned = stock.count_faulty_pages()
    return [
        control(
            f"of {PAGES} pages, faults with receivers unguarded",
            broken,
            passes=broken >= PAGES - 1,
            goal=f"≥ {PAGES - 1}",
        ),
        control("renewals kept with receivers unguarded", kept, passes=not kept, goal="= 0"),
        control(
            "submitted free where a crashed fee is left out", free, passes=free == 1, goal="= 1"
        ),
        *measure_unprotected(scratch, ALL_OFFERED),
        exactly(f"of {PAGES} pages of a bare Wagtail project, faults without a saboteur", whole, 0),
        control(
            f"of {PAGES} pages of a bare Wagtail project, faults beside one saboteur",
            poisoned,
            passes=poisoned >= PAGES - 1,
            goal=f"≥ {PAGES - 1}",
        ),
        control(
            f"of {tried} saboteurs, those beside which a bare Wagtail project starts",
            started,
            passes=started == 0,
            goal="= 0",
        ),
    ]
