"""What the requests of an application come to for its stage: from their stored facts, without a clock. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from portal.records.applications.requests import ThirdPartyRequest

__all__ = [
    "MOST_PEOPLE",
    "MOST_SENDS",
    "Awaited",
    "RequestState",
    "awaited_of",
    "latest",
    "state_of",
]

MOST_PEOPLE, MOST_SENDS = 3, 3
"""How many people may be named for a step, one after the other, and how often the link goes to each."""


class Awaited(StrEnum):
    """What an application waits for from others; the most pressing of its requests."""

    NOTHING = "nothing"
    WAITING = "waiting"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    """Declined or expired: the applicant names somebody else."""
    MISSING = "missing"
    """As many were named as may be: staff decide without."""


class RequestState(StrEnum):
    """What became of one request."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return it in words."""
        return str(WORDS[self])


WORDS = {
    RequestState.WAITING: _("Waiting for an answer"),
    RequestState.OVERDUE: _("Overdue"),
    RequestState.ANSWERED: _("Answered"),
    RequestState.DECLINED: _("Declined"),
    RequestState.EXPIRED: _("Not answered in time"),
    RequestState.WITHDRAWN: _("Withdrawn"),
}
PRESSING = (Awaited.LAPSED, Awaited.OVERDUE, Awaited.WAITING, Awaited.MISSING)


def state_of(request: ThirdPartyRequest) -> RequestState:
    """Return what became of a request."""
    for state, moment in (
        (RequestState.ANSWERED, request.answered_at),
        (RequestState.DECLINED, request.declined_at),
        (RequestState.EXPIRED, request.expired_at),
        (RequestState.WITHDRAWN, request.withdrawn_at),
        (RequestState.OVERDUE, request.overdue_at),
    ):
        if moment is not None:
            return state
    return RequestState.WAITING


def latest(requests: Iterable[ThirdPartyRequest]) -> list[ThirdPartyRequest]:
    """Return the last request of each step."""
    found: dict[str, ThirdPartyRequest] = {}
    for each in sorted(requests, key=lambda request: request.number):
        found[each.step] = each
    return list(found.values())


def awaited_of(requests: Iterable[ThirdPartyRequest]) -> Awaited:
    """Return what an application waits for."""
    found = {_awaited(each) for each in latest(requests)}
    return next((each for each in PRESSING if each in found), Awaited.NOTHING)


def _awaited(request: ThirdPartyRequest) -> Awaited:
    state = state_of(request)
    if state in {RequestState.DECLINED, RequestState.EXPIRED}:
        return Awaited.LAPSED if request.number < MOST_PEOPLE else Awaited.MISSING
    if state in {RequestState.WAITING, RequestState.OVERDUE}:
        return Awaited(state.value)
    return Awaited.NOTHING
