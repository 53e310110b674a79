"""What a page shows of its service. One that is missing, switched off or broken never breaks the page."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.sdk.catalog import Service, get_service

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attachment:
    """A service as a page shows it: a wizard to start, a tool already drawn, or neither."""

    service: Service | None
    tool_html: SafeString | None = None
    status: HTTPStatus = HTTPStatus.OK

    @property
    def is_wizard(self) -> bool:
        """Say whether the page leads to a start page."""
        return self.service is not None and self.service.kind == "wizard"

    @property
    def is_available(self) -> bool:
        """Say whether there is anything to start or to use."""
        return self.is_wizard or self.tool_html is not None


UNAVAILABLE = Attachment(service=None)


def attach_service(key: str, *, request: HttpRequest) -> Attachment:
    """Return what the page shows of the service with that key."""
    service = get_service(key) if key else None
    if service is None or not service.is_available:
        return UNAVAILABLE
    if service.kind == "wizard":
        return Attachment(service=service)
    return _draw_tool(service, request)


def _draw_tool(service: Service, request: HttpRequest) -> Attachment:
    """Draw a tool before the page is, so that its failure leaves the rest of the page whole."""
    try:
        context = service.context(request)
        if context is None:
            return UNAVAILABLE
        html = render_to_string(service.template_name, context, request=request)
        status = HTTPStatus(context.get("status_code", HTTPStatus.OK))
    except Exception:
        logger.exception("the tool %s could not be drawn", service.key)
        return UNAVAILABLE
    return Attachment(service=service, tool_html=html, status=status)
