"""The services on offer."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from ninja import Path, Router

from portal.api.problems import Code, Problem, ProblemError
from portal.api.schemas import FeeOut, ServiceListOut, ServiceOut
from portal.definitions.catalog import Service, get_service, list_services
from portal.definitions.texts import reader_language
from portal.payments.fees import Schedule
from portal.payments.pricing import quote_for
from portal.payments.schedule import read_schedule
from portal.payments.wording import quote_in_words
from portal.plugins.guard import PluginFailedError

router = Router(tags=["services"])


@router.get("", response=ServiceListOut, operation_id="list_services", summary="Services on offer")
def services(request: HttpRequest) -> ServiceListOut:
    """Everything the portal offers: applications to start and tools to use. What is archived is not listed."""
    schedule = read_schedule()
    return ServiceListOut(
        items=[ServiceOut.of(service, _usual_fee(service, schedule)) for service in list_services()]
    )


@router.get(
    "/{key}",
    response={200: ServiceOut, 404: Problem},
    operation_id="get_service",
    summary="One service",
)
def service(
    request: HttpRequest, key: Annotated[str, Path(description="The service's key.")]
) -> ServiceOut:
    """One service by its key."""
    found = get_service(key)
    if found is None:
        raise ProblemError(404, Code.NOT_FOUND, _("No service has this key."), field="key")
    return ServiceOut.of(found, _usual_fee(found))


def _usual_fee(service: Service, schedule: Schedule | None = None) -> FeeOut | None:
    try:
        quote = quote_for(service.key, service.fees, on=localdate(), schedule=schedule)
    except PluginFailedError:
        return None
    if quote is None:
        return None
    words = quote_in_words(quote, reader_language())
    return FeeOut(
        total_cents=quote.bill.total_cents,
        words=words,
        depends_on_answers=bool(quote.additions or quote.note),
    )
