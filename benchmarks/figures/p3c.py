"""P3c: a step of 300 questions and 65 rules, checked by the server, and filled in, in Chromium, without asking it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from statistics import median
from typing import Any

from playwright.sync_api import Page, Request

from benchmarks.browser import find_chromium, open_chromium
from benchmarks.databases import Scratch, scratch_database
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_most, control, exactly, note
from benchmarks.ruled_step import QUESTIONS, RULES, STEP, fill_in
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

PROBE = "benchmarks.probes.rules"
MOST_MS = 10
ROUNDS, FILLINGS = 15, 5
KILOBYTE = 1_024
FILL = """values => {
  const form = document.querySelector("form[data-autosave]"), spent = [];
  form.reset();
  for (const control of form.elements) {
    const value = values[control.name];
    const isChoice = control.type === "radio";
    if (value === undefined || (isChoice && control.value !== value)) { continue; }
    if (isChoice) { control.checked = true; } else { control.value = value; }
    const began = performance.now();
    control.dispatchEvent(new Event("input", {bubbles: true}));
    spent.push(performance.now() - began);
  }
  const shown = [...form.querySelectorAll("[data-question]:not([hidden])")].map(part => part.dataset.question);
  return JSON.stringify({spent, shown});
}"""
ASK_EACH_TIME = """() => {
  document.querySelector("form[data-autosave]").addEventListener("input", () => fetch(location.href));
}"""
"""What many form builders do: the server is asked at every change which questions stand."""
AUTOSAVE_MS = 2_500


class Typing:
    """A browser on the step's page, whose requests are counted; those that keep the typing apart from others."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests = self.autosaves = 0
        self.spent: list[float] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.url.endswith("/autosave/"):
            self.autosaves += 1
        else:
            self.requests += 1

    def fill(self, seed: int) -> list[str]:
        """Fill in the step control by control; return which questions with a rule stand in the end."""
        values = {f"{STEP.id}-{name}": value for name, value in fill_in(seed).items()}
        found: dict[str, Any] = json.loads(self.page.evaluate(FILL, values))
        self.spent += found["spent"]
        return sorted(found["shown"])


def run(*, full: bool) -> Report:
    """Check the step, then fill it in; FULL=1 does both four times as often."""
    report = Report("P3c", f"a step of {QUESTIONS} questions and {RULES} rules")
    times = 4 if full else 1
    with (
        scratch_database("SQLite") as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        report.findings += _check(portal, ROUNDS * times)
        if find_chromium() is None:
            report.skipped.append("Chromium is not installed")
        else:
            report.findings += _type(scratch, portal, FILLINGS * times)
    return report


def _check(portal: Child, rounds: int) -> Iterator[Finding]:
    found = portal.ask("describe")
    yield exactly("questions", found["questions"], QUESTIONS)
    yield exactly("rules", found["rules"], RULES)
    yield note("nodes of all rules", found["nodes"])
    measured = [portal.ask("measure", seed=seed) for seed in range(rounds)]
    ours = {name: median(each[name] for each in measured) for name in measured[0]}
    yield at_most(
        "CPU ms to check the posted step, answers and rules, median", ours["posted"], MOST_MS
    )
    yield note("CPU ms of its rules alone", ours["rules"])
    yield note("CPU ms to check it again at submit", ours["submitted"])
    yield note("CPU ms to draw what the page carries for the browser", found["draw"])
    yield note("KB of it, compressed", found["bytes"] / KILOBYTE)
    anew = median(portal.ask("measure_anew", seed=seed) for seed in range(rounds))
    yield control(
        "CPU ms of the rules alone, read from JSON at every check",
        anew,
        passes=anew > MOST_MS,
        goal=f"> {MOST_MS}",
    )


def _type(scratch: Scratch, portal: Child, fillings: int) -> Iterator[Finding]:
    begun, port = portal.ask("begin"), free_port()
    base = f"http://localhost:{port}"
    environment = scratch.environment()
    with (
        serve(
            "config.wsgi:application", port=port, folder=ROOT / "site", environment=environment
        ) as server,
        open_chromium() as chromium,
    ):
        wait_for(f"{base}/healthz", server)
        context = chromium.new_context()
        context.add_cookies([{"name": begun["cookie"], "value": begun["session"], "url": base}])
        page = context.new_page()
        page.goto(f"{base}{begun['path']}", wait_until="networkidle")
        typing = Typing(page)
        shown = [typing.fill(seed) for seed in range(fillings)]
        changes, requests = len(typing.spent), typing.requests
        page.wait_for_timeout(AUTOSAVE_MS)
        asked = [portal.ask("asked", seed=seed) for seed in range(fillings)]
        wrong = sum(len(set(one) ^ set(other)) for one, other in zip(shown, asked, strict=True))
        yield exactly(f"requests while {changes:,} controls are filled in", requests, 0)
        yield note("autosaves once the typing rests", typing.autosaves)
        yield exactly("questions shown otherwise than the server asks", wrong, 0)
        yield note("of them shown, a filling", sum(map(len, shown)) / fillings)
        yield note("ms of a change in the browser, median", median(typing.spent))
        yield note("ms of a change in the browser, the longest", max(typing.spent))
        yield _asking_each_time(typing)
        context.close()


def _asking_each_time(typing: Typing) -> Finding:
    """Count the requests of a page that asks the server at every change."""
    before, already = len(typing.spent), typing.requests
    typing.page.evaluate(ASK_EACH_TIME)
    typing.fill(0)
    typing.page.wait_for_load_state("networkidle")
    changes, requests = len(typing.spent) - before, typing.requests - already
    return control(
        f"requests of a page that asks at each of {changes} changes",
        requests,
        passes=requests == changes,
        goal=f"= {changes}",
    )
