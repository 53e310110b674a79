"""Somebody without an account in a browser, writing to the bureau, and the links that are mailed to them."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from portal.lifecycle.request_links import make_token
from portal.lifecycle.resuming import RESUMING
from portal.records.models import Application, ResumeLink

__all__ = ["ADDRESS", "GIVEN", "START", "Visitor", "link_url", "newest_link"]

START = "/services/feedback.contact/start/"
ADDRESS = "ines@example.org"
GIVEN: dict[str, dict[str, str]] = {
    "about": {"subject": "question"},
    "message": {"message": "How long is a renewal valid?", "wants_answer": "yes"},
    "reply": {"called": "Ines", "email": ADDRESS},
    "record": {"version": "1", "accepted": "on"},
}


@dataclass
class Visitor:
    """One browser, and the form that it began."""

    client: Client = field(default_factory=Client)
    path: str = ""

    def begin(self, start: str = START) -> HttpResponse:
        """Press the button of the start page."""
        answer = self.client.post(start)
        found = re.search(r"/applications/[0-9a-f-]{36}/", answer.get("Location", ""))
        self.path = found[0] if found else ""
        return answer

    @property
    def public_id(self) -> uuid.UUID:
        """Return what the form's address names."""
        return uuid.UUID(self.path.split("/")[2])

    @property
    def stored(self) -> Application:
        """Return the application as it is stored now."""
        return Application.objects.get(public_id=self.public_id)

    def get(self, step: str = "") -> HttpResponse:
        """Open a step, or the list of them."""
        return self.client.get(f"{self.path}{step + '/' if step else ''}")

    def post(self, step: str, **answers: Any) -> HttpResponse:
        """Save a step with the usual answers, changed as given."""
        row = self.stored.step_answers.filter(step=step).first()
        given = GIVEN.get(step, {}) | answers
        return self.client.post(
            f"{self.path}{step}/",
            {
                "step_view-current_step": step,
                "step_version": str(row.version if row else 0),
                **{f"{step}-{name}": value for name, value in given.items()},
            },
        )

    def complete(self) -> None:
        """Save every step, each of which must lead on."""
        for step in GIVEN:
            assert self.post(step).status_code == 302, step

    def submit(self) -> HttpResponse:
        """Post the read-back."""
        return self.client.post(f"{self.path}review/", {"step_view-current_step": "review"})

    def ask_for_link(self, email: str = ADDRESS) -> HttpResponse:
        """Give an address to come back by."""
        return self.client.post(f"{self.path}come-back/", {"email": email})


def newest_link(email: str = ADDRESS) -> ResumeLink:
    """Return the link that was mailed last to an address."""
    return ResumeLink.objects.filter(email=email).latest("pk")


def link_url(link: ResumeLink) -> str:
    """Return the address that the message of a link leads to."""
    token = make_token(str(link.public_id), link.number, purpose=RESUMING)
    return f"/come-back/{token}/"
