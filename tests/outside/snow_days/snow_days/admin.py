"""A page for staff: the remarks on reports."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from portal.sdk.admin import VIEW_QUEUE, AdminPage, text
from snow_days.models import Note


def show_notes(request: HttpRequest) -> TemplateResponse:
    """List the newest remarks."""
    notes = Note.objects.order_by("-pk")[:50]
    return TemplateResponse(request, "snow_days/notes.html", {"notes": notes})


ADMIN = [
    AdminPage(
        path="",
        title=text("Snow days", "Días de nieve"),
        permission=VIEW_QUEUE,
        view=show_notes,
        icon="calendar",
    )
]
