"""Goes through a wizard over HTTP, as an applicant's browser does, with answers that are known beforehand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.definitions.forms import raw_data
from portal.definitions.publishing import sync_wizards
from portal.definitions.spec import StepSpec, WizardSpec
from portal.records.wizards.models import WizardVersion
from portal.sdk.testing.cast import Applicant, open_browser
from portal.sdk.testing.pages import Posted, RunPage
from portal.sdk.testing.policies import open_to_all
from portal.sdk.testing.subject import Subject
from portal.wizards.addresses import REVIEW, application_url, step_url

__all__ = ["Walk", "WentWrongError", "as_posted", "publish"]


class WentWrongError(Exception):
    """A page did not answer as it must; the message says which and how."""


def publish(subject: Subject, wizards: Iterable[WizardSpec] | None = None) -> list[WizardVersion]:
    """Publish the plugin's wizards, or these instead of them, as ``migrate`` would, but open to all."""
    config = subject.config
    offered = subject.wizards if wizards is None else wizards
    triples = [(config.label, config.version, open_to_all(spec)) for spec in offered]
    return sync_wizards(offered=triples, at=timezone.now())


def as_posted(step: StepSpec, answers: Mapping[str, Any]) -> Posted:
    """Return a step's answers as its form posts them, by control name without the prefix."""
    data = raw_data(step, answers, "")
    return {
        name.removeprefix("-"): [
            str(each) for each in (value if isinstance(value, list) else [value])
        ]
        for name, value in data.items()
    }


class Walk:
    """One draft in one browser."""

    def __init__(self, applicant: Applicant, spec: WizardSpec) -> None:
        self.applicant, self.spec = applicant, spec
        self.browser: Client = open_browser(applicant)
        address = f"/services/{spec.key}/start/"
        started = self._expect(self.browser.post(address), 302, address)
        self.public_id = uuid.UUID(started["Location"].strip("/").rpartition("/")[2])

    def change_browser(self) -> None:
        """Sign out and come back with another browser."""
        self.browser.logout()
        self.browser = open_browser(self.applicant)

    def open(self, step: str = "") -> RunPage:
        """Open a step, or the task list."""
        address = step_url(self.public_id, step) if step else application_url(self.public_id)
        return RunPage(self._expect(self.browser.get(address), 200, address).content.decode())

    def save(self, step: StepSpec, answers: Mapping[str, Any]) -> None:
        """Save a step, which must lead on."""
        address = step_url(self.public_id, step.id)
        version = self.open(step.id).controls["step_version"][0]
        form = {"step_view-current_step": step.id, "step_version": version}
        answered = self.browser.post(address, form | raw_data(step, answers, step.id))
        self._expect(answered, 302, address)

    def type_and_leave(self, step: StepSpec, answers: Mapping[str, Any]) -> None:
        """Type into a step, and save it for later."""
        address = step_url(self.public_id, step.id)
        form = {"step_view-current_step": step.id, "step_version": "0", "wizard_goto_step": ""}
        answered = self.browser.post(address, form | raw_data(step, answers, step.id))
        self._expect(answered, 302, address)

    def submit(self) -> None:
        """Post the read-back with the fee that it shows, which must lead to the status page or to paying."""
        address = step_url(self.public_id, REVIEW)
        shown = self.open(REVIEW).controls.get("fee_cents", [])
        form = {"step_view-current_step": REVIEW, **({"fee_cents": shown[0]} if shown else {})}
        sent = self.browser.post(address, form)
        ends = {application_url(self.public_id), reverse("payments:pay", args=[self.public_id])}
        if self._expect(sent, 302, address)["Location"] not in ends:
            raise WentWrongError(f"{address} leads back to {sent['Location']}")

    @staticmethod
    def _expect(response: Any, status: int, address: str) -> Any:
        if response.status_code != status:
            raise WentWrongError(f"{address} answered {response.status_code} instead of {status}")
        return response
