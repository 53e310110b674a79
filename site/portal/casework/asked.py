"""What others answered for an application, as staff read it: apart from what the applicant attested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.definitions.readback import ReadBackLine, read_back
from portal.definitions.spec import ASKED
from portal.definitions.texts import in_language
from portal.definitions.tracing import TraceLine, describe_asked
from portal.lifecycle.cases import Case
from portal.lifecycle.request_states import state_of
from portal.lifecycle.requests import list_requests
from portal.records.applications.requests import ThirdPartyRequest

__all__ = ["AskedPanel", "list_asked"]


@dataclass(frozen=True, slots=True)
class AskedPanel:
    """One person who was asked; ``lines`` are the answers, if any, and ``rules`` why each was asked."""

    request: ThirdPartyRequest
    heading: str
    state: str
    lines: Sequence[ReadBackLine]
    rules: Sequence[TraceLine]


def list_asked(case: Case) -> list[AskedPanel]:
    """Return everybody who was asked, with what they answered; no query where the service asks nobody."""
    if not case.compiled.asks_others:
        return []
    return [_panel(each, case) for each in list_requests(case.application.pk)]


def _panel(request: ThirdPartyRequest, case: Case) -> AskedPanel:
    step = case.compiled.steps[request.step]
    lines: Sequence[ReadBackLine] = ()
    if request.answered_at is not None:
        lines = read_back([step.asked_step()], {ASKED: request.answers}, case.context)[0].lines
    return AskedPanel(
        request=request,
        heading=in_language(step.title, case.context.language),
        state=state_of(request).label,
        lines=lines,
        rules=describe_asked(step, request.trace, case.context.language),
    )
