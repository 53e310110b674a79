"""A person's way through one of the benchmark wizards, page by page; whoever measures wraps single pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.test import Client

from benchmarks.answers import URLENCODED, make_answers
from benchmarks.cast import Applicant, make_applicant, make_drafts, open_browser
from benchmarks.definitions import posted
from portal.records.applications.models import Application

__all__ = ["Walk", "Walker"]


class Walker:
    """Somebody signed in, in one browser for all walks: its first request starts the middleware."""

    def __init__(self, name: str) -> None:
        self.applicant: Applicant = make_applicant(name)
        self.browser: Client = open_browser(self.applicant)

    def begin(self, steps: int, *, answered: int = 0) -> Walk:
        """Return a walk through a new draft whose first steps are answered."""
        return Walk(self, steps, answered=answered)


class Walk:
    """One draft in one browser."""

    def __init__(self, walker: Walker, steps: int, *, answered: int) -> None:
        self.steps = steps
        self.browser = walker.browser
        self.draft: Application = make_drafts(walker.applicant, steps, 1, answered=answered)[0]

    def url(self, step: str = "") -> str:
        """Return the address of a step, or of the application."""
        return f"/applications/{self.draft.public_id}/{step + '/' if step else ''}"

    def open(self, step: str) -> Any:
        """Open a page that must be there."""
        answer = self.browser.get(self.url(step))
        assert answer.status_code == 200, (step, answer.status_code)
        return answer

    def save(self, number: int, version: int = 0) -> Any:
        """Save a step, which must lead on."""
        answer = self.post_step(number, version)
        assert answer.status_code == 302, (number, answer.status_code)
        return answer

    def post_step(self, number: int, version: int = 0) -> Any:
        """Post a step, whatever comes of it."""
        return self._post(self.url(f"s{number}"), posted(number, make_answers(number), version))

    def autosave(self, number: int) -> Any:
        """Keep what is typed on a step."""
        typed = posted(number, make_answers(number + 1), 0)
        answer = self._post(self.url(f"s{number}") + "autosave/", typed)
        assert answer.status_code == 200, (number, answer.status_code)
        return answer

    def submit(self) -> Any:
        """Submit, which must lead to the status page."""
        answer = self.post_review()
        assert answer["Location"] == self.url(), answer["Location"]
        return answer

    def post_review(self) -> Any:
        """Post the read-back, whatever comes of it."""
        return self._post(self.url("review"), {"step_view-current_step": "review"})

    def finish(self) -> None:
        """Save every step in order, as a person would, and submit."""
        for number in range(self.steps):
            self.open(f"s{number}")
            self.save(number)
        self.open("review")
        self.submit()

    def _post(self, address: str, form: dict[str, str]) -> Any:
        return self.browser.post(address, urlencode(form, doseq=True), URLENCODED)
