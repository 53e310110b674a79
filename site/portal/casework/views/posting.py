"""What the acts on an application's page share: who acts, and how a refusal is told. A GET is refused."""

from __future__ import annotations

from django.http import HttpResponse
from wagtail.admin import messages

from portal.casework.refusals import explain_refusal
from portal.casework.views.file import FileView
from portal.users.models import User

__all__ = ["PostingView"]


class PostingView(FileView):
    """An act on the file; the operation asks whether this person may do it."""

    http_method_names = ["post", "options"]

    @property
    def actor_id(self) -> int:
        """Return who acts; the admin lets nobody in without an account."""
        assert isinstance(self.request.user, User)
        return self.request.user.pk

    def refuse(self, error: Exception) -> HttpResponse:
        """Show the file as it stands now, with the reason why nothing was done."""
        refusal = explain_refusal(error, self.file.decision)
        messages.error(self.request, refusal.message)
        return self.show_again(refusal.status)
