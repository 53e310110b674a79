"""The services on offer."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router

from portal.api.problems import Code, Problem, ProblemError
from portal.api.schemas import ServiceListOut, ServiceOut
from portal.definitions.catalog import get_service, list_services

router = Router(tags=["services"])


@router.get("", response=ServiceListOut, operation_id="list_services", summary="Services on offer")
def services(request: HttpRequest) -> ServiceListOut:
    """Everything the portal offers: applications to start and tools to use. What is archived is not listed."""
    return ServiceListOut(items=[ServiceOut.of(service) for service in list_services()])


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
    return ServiceOut.of(found)
