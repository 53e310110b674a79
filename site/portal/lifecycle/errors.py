"""What an operation on an application can refuse, by name; the edge turns each into a page."""

from __future__ import annotations

__all__ = [
    "AlreadyDecidedError",
    "AlreadySubmittedError",
    "ApplicationNotFoundError",
    "DraftMovedError",
    "DuplicateApplicationError",
    "EvidenceOpenError",
    "IncompleteApplicationError",
    "LifecycleError",
    "NotAllowedError",
    "RecordChangedError",
    "ServiceUnavailableError",
    "StaleStepError",
]


class LifecycleError(Exception):
    """Anything that this layer refuses."""


class ApplicationNotFoundError(LifecycleError):
    """There is no such application for this account."""


class ServiceUnavailableError(LifecycleError):
    """The service is off, unknown, or a plugin it needs failed."""


class AlreadySubmittedError(LifecycleError):
    """A draft was to be changed after it was sent."""


class DraftMovedError(LifecycleError):
    """The draft came to another version of its wizard while a step of the former one was being saved."""


class StaleStepError(LifecycleError):
    """The step was saved elsewhere since this form was opened; ``stored`` is what it holds now."""

    def __init__(self, step: str, stored: dict[str, object], version: int) -> None:
        super().__init__(step)
        self.step, self.stored, self.version = step, stored, version


class IncompleteApplicationError(LifecycleError):
    """Submit found a step missing or wrong; ``step`` is the first one, ``message`` says more if it can."""

    def __init__(self, step: str, message: str = "") -> None:
        super().__init__(step)
        self.step, self.message = step, message


class DuplicateApplicationError(LifecycleError):
    """Another application for the same certificate is already under way."""


class AlreadyDecidedError(LifecycleError):
    """The application has its one decision, or is not at a stage to be decided."""


class EvidenceOpenError(LifecycleError):
    """Items that the application claimed must be settled before it is approved; the message says so."""


class NotAllowedError(LifecycleError):
    """The person may not do this to this application; the message says why."""


class RecordChangedError(LifecycleError):
    """The record is no longer what whoever decides chose from; what to take over has to be chosen anew."""
