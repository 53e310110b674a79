"""formtools' storage over the application's draft: nothing of an answer is kept in a session.

Reading is from the run that was loaded; writing is the lifecycle's ``save_step``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from formtools.wizard.storage.base import BaseStorage

from portal.definitions.evaluation import HeldAnswers
from portal.lifecycle.drafts import save_step
from portal.lifecycle.runs import Run
from portal.wizards.addresses import REVIEW

__all__ = ["DraftStorage"]


class DraftStorage(BaseStorage):
    """Keeps the current step for the length of the request, and the answers in the draft."""

    run: Run
    expected_version: int = 0
    credential_number: str | None = None

    def __init__(
        self, prefix: str, request: HttpRequest | None = None, file_storage: Any = None
    ) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.run = request.wizard_run  # type: ignore[union-attr]

    def reset(self) -> None:
        """Keep everything: a draft ends by being submitted, never by being looked at."""

    def set_step_data(self, step: str, cleaned_data: dict[str, Any]) -> None:
        """Save the checked answers of a step; raises what ``save_step`` raises."""
        if step == REVIEW:
            return
        save_step(
            run=self.run,
            step=step,
            answers=cleaned_data,
            expected_version=self.expected_version,
            credential_number=self.credential_number,
            at=timezone.now(),
        )
        held = HeldAnswers(cleaned_data, {}, True, self.expected_version + 1)
        self.run = replace(self.run, held={**self.run.held, step: held})

    def get_step_data(self, step: str) -> None:
        """Return nothing to bind: a page opens with stored answers as initial values."""
        return

    def set_step_files(self, step: str, files: Any) -> None:
        """Ignore files: documents have their own way in."""

    def get_step_files(self, step: str) -> None:
        """Return no files."""
        return

    def update_response(self, response: HttpResponse) -> None:
        """Leave the response alone: no temporary files were made."""
