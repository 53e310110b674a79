"""What a page shows of its service. One that is missing, switched off or broken never breaks the page."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest
from django.utils.safestring import SafeString

from portal.sdk.catalog import Availability, Service, get_service
from portal.sdk.fees import fee_today
from portal.sdk.freshness import never_keep


@dataclass(frozen=True)
class Attachment:
    """A service as a page shows it: a wizard to start and its fee today, a tool already drawn, or neither."""

    service: Service | None
    fee: str = ""
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

    @property
    def is_refused(self) -> bool:
        """Say whether what was typed into the tool has to be corrected."""
        return self.status == HTTPStatus.UNPROCESSABLE_ENTITY


UNAVAILABLE = Attachment(service=None)


def attach_service(key: str, *, request: HttpRequest) -> Attachment:
    """Return what the page shows of the service with that key."""
    service = get_service(key) if key else None
    if service is None or service.availability is Availability.OFF:
        return UNAVAILABLE
    if service.kind == "wizard":
        return Attachment(service=service, fee=fee_today(service))
    drawn = service.draw(request)
    if drawn is None:
        never_keep()  # a fault that may be over in a moment, and changes no row
        return UNAVAILABLE
    return Attachment(service=service, tool_html=drawn.html, status=drawn.status)
