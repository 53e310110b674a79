"""P12: how long the form of a wizard of forty steps keeps an editor waiting, act by act, in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser, CDPSession, Locator, Page, Route

from benchmarks.browser import open_chromium
from benchmarks.databases import Scratch, scratch_database
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_most, control, exactly
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

STEPS, QUESTIONS = 40, 5
DRAWN_STEPS = 8
MOST_MS = 200
LEAST_TIMES = 1.5
ROUNDS, FULL_ROUNDS = 2, 9
MOST_CONTROLS = 2_000
"""What one form may send (DATA_UPLOAD_MAX_NUMBER_FIELDS)."""
PROBE = "benchmarks.probes.editing"
PATIENCE_MS = 120_000
SCRIPT = "**/portal/folded_blocks*.js"
FOLDED = "queueMicrotask(() => "
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
CONTROLS = "new Set([...new FormData(document.querySelector('form[data-edit-form]')).keys()]).size"
OPENING, COPYING = "open the tab of the steps", "copy a step"
CHILD = "[data-streamfield-child]"


@dataclass
class Timed:
    """Milliseconds of the page's main thread until what an act changed was painted, by act."""

    page: Page
    devtools: CDPSession
    acts: dict[str, list[float]] = field(default_factory=dict)

    def busy(self) -> float:
        """Return how long the main thread has worked so far, in milliseconds of CPU."""
        metrics = self.devtools.send("Performance.getMetrics")["metrics"]
        return (
            float(next(each["value"] for each in metrics if each["name"] == "TaskDuration")) * 1e3
        )

    def act(self, name: str, do: Callable[[], object]) -> None:
        """Do something, and note what the page had to do before it was seen."""
        self.page.evaluate(PAINTED)
        before = self.busy()
        do()
        self.page.evaluate(PAINTED)
        self.acts.setdefault(name, []).append(self.busy() - before)
        self.page.wait_for_timeout(700)  # what slides has come to rest


def run(*, full: bool) -> Report:
    """Open the form twice, and do what editors do; FULL=1 nine times."""
    report = Report("P12", f"a form of {STEPS} steps of {QUESTIONS} questions")
    with _forms() as (base, address, drawn_address, session), open_chromium() as browser:
        timed: dict[str, list[float]] = {}
        for _round in range(FULL_ROUNDS if full else ROUNDS):
            page = _enter(browser, base, session)
            page.route(f"**{address}", _keep_nothing)
            for name, values in _edit(page, f"{base}{address}").acts.items():
                timed.setdefault(name, []).extend(values)
            controls = page.evaluate(CONTROLS)
            questions = int(page.input_value("[name=steps-0-value-questions-count]"))
            page.context.close()
        page = _enter(browser, base, session)
        page.route(SCRIPT, _draw_everything)
        drawn = _edit(page, f"{base}{drawn_address}", only=(OPENING, COPYING))
        named = page.evaluate("document.querySelectorAll('[name^=steps-]').length")
        everything = named * STEPS // (DRAWN_STEPS + 1)  # one was copied
        page.context.close()
    report.findings += _judge(timed, controls, drawn, everything)
    report.findings.append(
        exactly("questions of the step, with the copy and the new one", questions, QUESTIONS + 2)
    )
    return report


@contextmanager
def _forms() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Serve the form of the large draft and that of a small one, with a session to open them."""
    with scratch_database("SQLite") as scratch, _served(scratch) as base:
        with Child(PROBE, environment=scratch.environment()) as portal:
            large = portal.ask("prepare", steps=STEPS, questions=QUESTIONS)
            small = portal.ask("prepare", steps=DRAWN_STEPS, questions=QUESTIONS)
        yield base, large["path"], small["path"], large["session"]


@contextmanager
def _served(scratch: Scratch) -> Iterator[str]:
    port = free_port()
    environment = scratch.environment()
    with serve(
        "config.wsgi:application", port=port, folder=ROOT / "site", environment=environment
    ) as server:
        base = f"http://localhost:{port}"
        wait_for(f"{base}/healthz", server)
        yield base


def _enter(browser: Browser, base: str, session: dict[str, str]) -> Page:
    """Return a window in which the editor is signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": session["name"], "value": session["value"], "url": base}])
    return context.new_page()


def _keep_nothing(route: Route) -> None:
    """Let no save of the form through: each round opens what the first one did."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def _draw_everything(route: Route) -> None:
    """Serve the script that folds so that it draws every block at once."""
    response = route.fetch()
    script = response.text()
    assert FOLDED in script
    drawn = script.replace("queueMicrotask(() =>", "queueMicrotask(() => this.open()); (() =>", 1)
    route.fulfill(response=response, body=drawn)


def _edit(page: Page, address: str, *, only: Sequence[str] = ()) -> Timed:
    """Open a form and do to it what editors do, each act timed."""
    page.set_default_timeout(PATIENCE_MS)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    timed = Timed(page, devtools)
    page.goto(address)
    page.wait_for_timeout(1_000)
    for name, act in _acts(page):
        if not only or name in only:
            timed.act(name, act)
    return timed


def _acts(page: Page) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each act by its name; what it presses is in view before it is timed."""
    step = page.locator(f"{CHILD}:has(> [name=steps-0-type])")
    question = page.locator(f'{CHILD}:has(> [name="steps-0-value-questions-0-type"])')
    yield OPENING, _press(page.get_by_role("tab", name="Steps", exact=True))
    yield "open a step", _press(_control(step, "[data-panel-toggle]"))
    title = page.locator('[name="steps-0-value-title-en"]')
    yield "type a letter into its title", lambda: title.press("a")
    yield "open a question", _press(_control(question, "[data-panel-toggle]"))
    label = page.locator('[name="steps-0-value-questions-0-value-label-en"]')
    yield "type a letter into a question", lambda: label.press("a")
    yield "move a question", _press(_action(question, "MOVE_DOWN"))
    yield "copy a question", _press(_action(question, "DUPLICATE"))
    adding = page.locator('[name="steps-0-value-questions-count"] ~ * > div > .c-sf-add-button')
    yield "list what can be added", _press(adding.last)
    page.keyboard.press("Tab")
    page.keyboard.type("Short text")
    page.wait_for_timeout(500)
    yield "add a question", lambda: page.keyboard.press("Enter")
    yield "remove a question", _press(_action(question, "DELETE"))
    yield "fold a step", _press(_control(step, "[data-panel-toggle]"))
    yield "move a step", _press(_action(step, "MOVE_DOWN"))
    yield COPYING, _press(_action(step, "DUPLICATE"))


def _control(block: Locator, selector: str) -> Locator:
    return block.locator(f"> section > .w-panel__header {selector}").first


def _action(block: Locator, action: str) -> Locator:
    return _control(block, f'[data-streamfield-action="{action}"]')


def _press(target: Locator) -> Callable[[], object]:
    """Return what presses a control by the keyboard: nothing has to be found under a pointer."""
    return lambda: target.press("Enter")


def _judge(
    timed: dict[str, list[float]], controls: int, drawn: Timed, everything: int
) -> Iterator[Finding]:
    for name, values in timed.items():
        yield at_most(f"ms to {name}", round(median(values), 1), MOST_MS)
    yield at_most("controls that the form sends", controls, MOST_CONTROLS)
    waited, ours = drawn.acts[COPYING][0], median(timed[COPYING])
    yield control(
        f"every block drawn at once, {DRAWN_STEPS} steps: times as long to copy one",
        round(waited / ours, 2),
        passes=waited > LEAST_TIMES * ours,
        goal=f"> {LEAST_TIMES}",
    )
    yield control(
        f"each control sent by itself, {STEPS} steps like these: how many",
        everything,
        passes=everything > MOST_CONTROLS,
        goal=f"> {MOST_CONTROLS:,}",
    )
