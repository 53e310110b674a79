"""The submit behind the read-back: one operation, and a page or a place to go to for whatever stands in its way."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.definitions.texts import reader_language
from portal.lifecycle.errors import (
    CannotApplyError,
    DuplicateApplicationError,
    FeeChangedError,
    FeeUnknownError,
    IncompleteApplicationError,
    ServiceUnavailableError,
)
from portal.lifecycle.runs import Run
from portal.lifecycle.submission import submit_application
from portal.wizards.addresses import REVIEW, application_url, step_url
from portal.wizards.costs import fee_unknown, read_seen
from portal.wizards.hindrances import hinder
from portal.wizards.pages import unavailable
from portal.wizards.visiting import owner_of

__all__ = ["submit"]


def submit(request: HttpRequest, run: Run) -> HttpResponse:
    """Submit and go to the status page; whatever stands in the way is named at its place."""
    try:
        sent = submit_application(
            public_id=run.public_id,
            **owner_of(request, run.public_id),
            language=reader_language(),
            at=timezone.now(),
            known=run,
            seen_cents=read_seen(request),
        )
    except IncompleteApplicationError as incomplete:
        plain = _("Something is missing or has changed. Check this part again.")
        messages.error(request, incomplete.message or plain)
        return redirect(step_url(run.public_id, incomplete.step))
    except DuplicateApplicationError:
        certificate = _("Another application for this certificate is already under way.")
        of_service = _("Another application of yours for this service is already under way.")
        messages.error(request, certificate if run.credential_number else of_service)
        return redirect(application_url(run.public_id))
    except FeeChangedError:
        messages.error(request, _("The fee is not the one that you were shown. Look at it again."))
        return redirect(step_url(run.public_id, REVIEW))
    except CannotApplyError as error:
        return hinder(request, run, error)
    except FeeUnknownError:
        return fee_unknown(request, run)
    except ServiceUnavailableError:
        return unavailable(request)
    if sent.due_cents:
        return redirect("payments:pay", run.public_id)
    return redirect(application_url(run.public_id))
