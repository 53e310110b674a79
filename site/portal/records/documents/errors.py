"""What an operation on documents may refuse, each with words for whoever asked."""

from django.utils.translation import gettext_lazy as _

__all__ = [
    "DocumentInUseError",
    "DocumentKnownError",
    "DocumentNotFoundError",
    "QuotaExceededError",
    "StoreUnavailableError",
]


class DocumentNotFoundError(LookupError):
    """No such document, or somebody else's."""


class DocumentInUseError(Exception):
    """The document belongs to something that was sent, and is kept with it."""

    message = _("This file belongs to an application that was sent. It is kept with it.")


class DocumentKnownError(Exception):
    """The account has the same content as evidence of the same thing already."""

    message = _("The same file is on your account as this already.")


class QuotaExceededError(Exception):
    """The account holds as many files, or as many bytes, as it may."""

    message = _(
        "Your account is full. Remove files that you don't need on the page “Your files”, then try again."
    )


class StoreUnavailableError(Exception):
    """The private store does not answer, or not as it should: the same may do well a little later."""
