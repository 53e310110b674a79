"""What is posted about a file: it is recorded, checked again, or put aside. A GET is refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.casework.imports.forms import ConfirmForm
from portal.casework.imports.report import ReportView
from portal.records.imports.operations import (
    ImportRefusedError,
    StillDoubtfulError,
    StillFaultyError,
    confirm_import,
    discard_import,
    resume_check,
)
from portal.records.imports.queries import count_rows

__all__ = ["CheckAgainView", "ConfirmView", "DiscardView"]


class ActView(ReportView):
    """An act on a file; the operation asks whether the file is at the stage for it."""

    http_method_names = ["post", "options"]

    def act(self) -> str:
        """Do it and return what to say; raise ImportRefusedError."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do it and go back to the report, or show the report as it stands with the reason why not."""
        _found = self.file
        try:
            text = self.act()
        except StillDoubtfulError:
            return self.refuse(_("Settle the doubtful rows in the matching queue first."))
        except StillFaultyError:
            return self.refuse(_("Nothing is recorded yet."), HTTPStatus.UNPROCESSABLE_ENTITY)
        except ImportRefusedError:
            del self.file
            return self.refuse(
                _("Somebody was faster, or this import is over. This is how it stands.")
            )
        messages.success(request, text)
        return redirect(self.report_url)

    def refuse(self, text: str, status: HTTPStatus = HTTPStatus.CONFLICT) -> HttpResponse:
        """Show the report with the reason why nothing was done."""
        messages.error(self.request, text)
        return self.render_to_response(self.get_context_data(), status=status)


class ConfirmView(ActView):
    """Has the file recorded."""

    def act(self) -> str:
        """Ask for the recording."""
        form = ConfirmForm(self.request.POST, faulty=count_rows(self.file)["faulty"])
        if not form.is_valid():
            self.confirmation = form
        confirm_import(
            public_id=self.public_id,
            leaves_out_faulty=form.is_valid(),
            actor_id=self.actor_id,
            at=timezone.now(),
        )
        return _("The file is being recorded. You may leave this page.")


class CheckAgainView(ActView):
    """Has a file checked again whose check stopped."""

    def act(self) -> str:
        """Ask for the check."""
        resume_check(public_id=self.public_id, actor_id=self.actor_id, at=timezone.now())
        return _("The file is being checked again.")


class DiscardView(ActView):
    """Puts a file aside of which nothing is recorded."""

    def act(self) -> str:
        """Put it aside."""
        discard_import(public_id=self.public_id, actor_id=self.actor_id, at=timezone.now())
        return _(
            "The import is put aside. What the file held is deleted, and nothing was recorded."
        )
