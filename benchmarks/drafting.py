"""Somebody who answers a wizard as people do: back and forth, in two tabs, signed out in between, through breakdowns.

It remembers what the portal said that it kept; whether that is there is judged by who reads the records.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.answers import Answers, make_answers
from benchmarks.definitions import posted, stored
from benchmarks.visitors import Answer, UnansweredError, Visitor

__all__ = ["PASSWORD", "STEPS", "Drafting"]

STEPS = 5
ACTS = 24
PASSWORD = "correct horse battery staple"
VERSION = re.compile(r'name="step_version" value="(\d+)"')
NOTHING: dict[str, dict[str, Any]] = {"answers": {}, "typed": {}}
REVIEW = {"step_view-current_step": "review"}
SECONDS_TO_COME_BACK = 60.0


@dataclass(slots=True)
class Kept:
    """What a step may hold: more than one thing only where an answer never came."""

    answers: list[dict[str, Any] | None] = field(default_factory=lambda: [None])
    typed: list[str | None] = field(default_factory=lambda: [None])
    """The title that was typed and not yet saved."""

    def allows(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether these may be the answers of the step."""
        return any(
            not answers if wanted is None else wanted.items() <= answers.items()
            for wanted in self.answers
        )


class Drafting:
    """One person with one draft."""

    def __init__(self, browser: Visitor, name: str, public_id: str, source: random.Random) -> None:
        self.browser, self.name, self.source = browser, name, source
        self.base = f"/applications/{public_id}/"
        self.kept = {f"s{number}": Kept() for number in range(STEPS)}
        self.acknowledged = self.overwritten = self.faults = self.unanswered = self.forgotten = 0
        self.is_sent = False

    def run(self) -> None:
        """Do so many things, then finish what is missing and send it, three times of four."""
        self._through_breakdowns(self._sign_in)
        acts = {
            self._save_next: 5,
            self._save_any: 3,
            self._type: 3,
            self._save_from_an_old_tab: 2,
            self._come_back: 1,
            self._lose_the_session: 1,
            self._look_around: 1,
        }
        for _act in range(ACTS):
            self._through_breakdowns(*self.source.choices(list(acts), list(acts.values())))
        if self.source.random() < 0.75:
            self._through_breakdowns(self._finish)

    def lost(self, found: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
        """Yield what is not as the portal said that it is; ``found`` has answers and typing by step, as stored."""
        for step, kept in self.kept.items():
            row = found.get(step, NOTHING)
            if not kept.allows(row["answers"]):
                yield f"{self.name} {step}: {row['answers']} instead of {kept.answers}"
            title = row["typed"].get(f"title_{step[1:]}", [None])[0]
            if not self.is_sent and title not in kept.typed:
                yield f"{self.name} {step}: typed {title} instead of {kept.typed}"

    def _through_breakdowns(self, act: Any) -> None:
        while True:
            try:
                act()
            except UnansweredError:
                self.unanswered += 1
                self._wait()
                act = self._sign_in
            else:
                return

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_COME_BACK
        while time.monotonic() < until:
            try:
                if self.browser.get("/healthz").status == 200:
                    return
            except UnansweredError:
                time.sleep(0.1)
        raise SystemExit("the portal did not come back")

    def _sign_in(self) -> None:
        self._get("/account/login/")
        self._post("/account/login/", {"login": f"{self.name}@example.org", "password": PASSWORD})

    def _save_next(self) -> None:
        open_steps = [n for n in range(STEPS) if self.kept[f"s{n}"].answers == [None]]
        self._save(open_steps[0] if open_steps else self.source.randrange(STEPS))

    def _save_any(self) -> None:
        reached = [n for n in range(STEPS) if self.kept[f"s{n}"].answers != [None]]
        self._save(self.source.choice(reached) if reached else 0)

    def _save(self, number: int) -> None:
        version = self._open(number)
        if version is not None:
            self._send_step(number, self._invent(), version)

    def _send_step(self, number: int, answers: Answers, version: int) -> Answer:
        """Send a step; what it holds is certain once an answer came.

        Where the draft came to another version meanwhile, the portal leads to the task list and keeps it as typed.
        """
        kept, wanted = self.kept[f"s{number}"], stored(number, answers)
        before = list(kept.answers), list(kept.typed)
        kept.answers, kept.typed = [*kept.answers, wanted], [*kept.typed, None]
        answer = self._post(self._url(number), posted(number, answers, version))
        kept.answers, kept.typed = before
        if self._is_saved(answer):
            kept.answers, kept.typed = [wanted], [None]
            self.acknowledged += 1
        elif answer.location == self.base:
            kept.typed = [answers.title]
            self.acknowledged += 1
        return answer

    def _is_saved(self, answer: Answer) -> bool:
        return (
            answer.status == 302
            and "/login" not in answer.location
            and answer.location != self.base
        )

    def _type(self) -> None:
        number = self._reached()
        if self._open(number) is None:
            return
        answers, kept = self._invent(), self.kept[f"s{number}"]
        before = list(kept.typed)
        kept.typed = [*before, answers.title]
        answer = self._post(self._url(number) + "autosave/", posted(number, answers, 0))
        kept.typed = before
        if answer.status == 200:
            kept.typed = [answers.title]
            self.acknowledged += 1

    def _save_from_an_old_tab(self) -> None:
        """Send a step as a tab would that was opened before the last save: nothing may be overwritten."""
        number = self._reached()
        version = self._open(number)
        if not version or self.kept[f"s{number}"].answers == [None]:
            return
        answer = self._send_step(number, self._invent(), version - 1)
        self.overwritten += self._is_saved(answer)

    def _come_back(self) -> None:
        self._get("/account/logout/")
        self._post("/account/logout/", {})
        self._sign_in()

    def _lose_the_session(self) -> None:
        """Send a step after the session ended: what was typed is there after signing in again."""
        number = self._reached()
        if self._open(number) is None:
            return
        answers, kept = self._invent(), self.kept[f"s{number}"]
        self.browser.forget()
        self._post(self._url(number), posted(number, answers, 0))
        kept.typed = [*kept.typed, answers.title]
        self._sign_in()
        shown = self._get(self._url(number))
        if shown.status == 200:
            kept.typed = [answers.title]
            self.acknowledged += 1
            self.forgotten += answers.title not in shown.body

    def _look_around(self) -> None:
        self._get(self.base)
        self._get(self.base + "review/")

    def _finish(self) -> None:
        for number in range(STEPS):
            if None in self.kept[f"s{number}"].answers or self.kept[f"s{number}"].typed != [None]:
                self._save(number)
        self._get(self.base + "review/")
        answer = self._post(self.base + "review/", REVIEW)
        self.is_sent = answer.status == 302 and answer.location == self.base

    def _reached(self) -> int:
        """Return a step that can be opened: one that is answered, or the first that is not."""
        done = [n for n in range(STEPS) if self.kept[f"s{n}"].answers != [None]]
        return self.source.choice([*done, min(len(done), STEPS - 1)])

    def _open(self, number: int) -> int | None:
        """Return the version with which a step's form is sent, or None where the page is another one."""
        found = VERSION.search(self._get(self._url(number)).body)
        return int(found[1]) if found else None

    def _invent(self) -> Answers:
        return make_answers(self.source.randrange(10**9))

    def _url(self, number: int) -> str:
        return f"{self.base}s{number}/"

    def _get(self, path: str) -> Answer:
        return self._noted(self.browser.get(path))

    def _post(self, path: str, form: dict[str, str]) -> Answer:
        return self._noted(self.browser.post(path, form))

    def _noted(self, answer: Answer) -> Answer:
        self.faults += answer.status >= 500
        return answer
