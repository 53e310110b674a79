"""What an applicant is told about the fee: on the start page, on the read-back, and where it cannot be worked out."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.definitions.evaluation import AnswersEvaluation
from portal.definitions.fees import ask_fees
from portal.definitions.fields import AnsweringContext
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import reader_language
from portal.lifecycle.errors import (
    CannotApplyError,
    FeeUnknownError,
    NotPayableError,
    ServiceUnavailableError,
)
from portal.lifecycle.facts import case_facts
from portal.lifecycle.runs import Run
from portal.payments.pricing import bill_for, can_be_paid, quote_for
from portal.payments.wording import bill_in_words, quote_in_words
from portal.plugins.guard import PluginFailedError
from portal.wizards.addresses import application_url
from portal.wizards.pages import RETRY_SECONDS

__all__ = ["UsualFee", "fee_unknown", "read_seen", "review_costs", "usual_fee"]

LONGEST_SUM = 12


def review_costs(
    run: Run, evaluation: AnswersEvaluation, context: AnsweringContext
) -> dict[str, Any]:
    """Return what the read-back shows: ``bill`` in words, or why nobody can send this now in ``cannot_send``.

    Nothing of either while an answer has to be mended: what it costs may hang on it.
    """
    if evaluation.first_problem is not None:
        return {}
    case = case_facts(run, evaluation, context, reference="", on=context.on)
    try:
        asked = ask_fees(run.compiled, evaluation.answers, context)
        bill = bill_for(run.service_key, case, asked, on=context.on)
    except PluginFailedError:
        return {"cannot_send": _("We cannot work out the fee just now. Try again later.")}
    if bill is None:
        return {}
    cannot = "" if can_be_paid(bill) else _("This costs something, and payment is not open yet.")
    return {"bill": bill_in_words(bill, context.language), "cannot_send": cannot}


def read_seen(request: HttpRequest) -> int | None:
    """Return the sum in cents that the read-back showed, as it was posted, or None."""
    posted = request.POST.get("fee_cents", "")
    is_sum = posted.isascii() and posted.isdigit() and len(posted) <= LONGEST_SUM
    return int(posted) if is_sum else None


@dataclass(frozen=True, slots=True)
class UsualFee:
    """What a service usually costs, in words, and what keeps anybody from beginning for it, if anything.

    No words where nothing is said of fees, or where that cannot be worked out.
    """

    words: str = ""
    hindrance: CannotApplyError | ServiceUnavailableError | None = None


def usual_fee(spec: WizardSpec) -> UsualFee:
    """Return what a service usually costs today; as the lifecycle judges it when somebody begins. 1 SQL with fees."""
    try:
        quote = quote_for(spec.key, spec.fees, on=localdate())
    except PluginFailedError:
        return UsualFee(hindrance=FeeUnknownError(spec.key))
    if quote is None:
        return UsualFee()
    words = quote_in_words(quote, reader_language())
    return UsualFee(words, None if can_be_paid(quote.bill) else NotPayableError(spec.key))


def fee_unknown(request: HttpRequest, run: Run) -> HttpResponse:
    """Say that the fee cannot be worked out (503); nothing was sent, and the draft stays."""
    context = {
        "title": _("We cannot work out the fee just now"),
        "texts": [
            _("Nothing was sent. What you have saved is kept."),
            _("The bureau is told of it. Try again later."),
        ],
        "action_url": application_url(run.public_id),
        "action_text": _("Read what you have saved"),
    }
    status = HTTPStatus.SERVICE_UNAVAILABLE
    answer = render(request, "components/plain_page.html", context, status=status)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
