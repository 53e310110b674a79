"""What an operation on an application can refuse, by name; the edge turns each into a page."""

from __future__ import annotations

from datetime import date

from portal.definitions.periods import Period

__all__ = [
    "AccessRefusedError",
    "AccountNeededError",
    "AlreadyDecidedError",
    "AlreadyEligibleError",
    "AlreadySubmittedError",
    "ApplicationNotFoundError",
    "CannotApplyError",
    "DocumentsOpenError",
    "DraftMovedError",
    "DuplicateApplicationError",
    "EvidenceOpenError",
    "FeeChangedError",
    "FeeUnknownError",
    "IncompleteApplicationError",
    "LifecycleError",
    "NotAllowedError",
    "NotOpenError",
    "NotPayableError",
    "PaymentOpenError",
    "RecordChangedError",
    "ServiceArchivedError",
    "ServiceUnavailableError",
    "StalePrivateAnswersError",
    "StaleStepError",
]


class LifecycleError(Exception):
    """Anything that this layer refuses."""


class ApplicationNotFoundError(LifecycleError):
    """There is no such application for this account."""


class ServiceUnavailableError(LifecycleError):
    """The service is off, unknown, or a plugin it needs failed."""


class FeeUnknownError(ServiceUnavailableError):
    """What the application costs cannot be worked out: its plugin failed, or a fee has no row in force."""


class CannotApplyError(LifecycleError):
    """A service that works is not for this person, or not on this day."""


class AccessRefusedError(CannotApplyError):
    """A rule of the service refuses the person; ``message`` says why, in the reader's language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AccountNeededError(CannotApplyError):
    """The service takes an account, and whoever wants to begin has none."""


class NotOpenError(CannotApplyError):
    """The service takes no applications on this day; ``day`` is its first one, or its last where that is over."""

    def __init__(self, period: Period, day: date) -> None:
        super().__init__(period, day)
        self.period, self.day = period, day


class NotPayableError(CannotApplyError):
    """The application costs something, and there is no way to pay."""


class ServiceArchivedError(CannotApplyError):
    """The service lets nobody new in; what was begun or sent goes on."""


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
    """Another application for the same certificate is already under way, or of the service where it takes one."""


class FeeChangedError(LifecycleError):
    """The application costs something else than the applicant was shown; it has to be looked at again."""


class AlreadyDecidedError(LifecycleError):
    """The application has its one decision, or is not at a stage to be decided."""


class AlreadyEligibleError(LifecycleError):
    """The applicant was found eligible before, which is done once; the message says so."""


class PaymentOpenError(LifecycleError):
    """The application is not paid in full, so it cannot be approved; the message says what comes first."""


class EvidenceOpenError(LifecycleError):
    """Items that the application claimed must be settled before it is approved; the message says so."""


class DocumentsOpenError(LifecycleError):
    """Documents of the application are open that the approval does not name as not needed; the message says so."""


class NotAllowedError(LifecycleError):
    """The person may not do this to this application; the message says why."""


class RecordChangedError(LifecycleError):
    """The record is no longer what whoever decides chose from; what to take over has to be chosen anew."""


class StalePrivateAnswersError(LifecycleError):
    """A colleague saved the questions for reviewers since this form was opened."""
