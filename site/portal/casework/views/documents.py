"""The documents of an application for staff: settling, the viewer with its pages as pictures, and the file itself.

Only clean files are opened, and every opening is on record.
"""

from __future__ import annotations

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.accounts.sending import send_document
from portal.casework.documents import AcceptanceForm, DocumentRejectionForm, document_anchor
from portal.casework.permissions import VIEW_FILE
from portal.casework.viewing import View
from portal.casework.views.file import FileView
from portal.casework.views.posting import PostingView
from portal.lifecycle.errors import NotAllowedError
from portal.lifecycle.outcomes import DocumentOutcomeError, accept_document, reject_document
from portal.records.documents.intake.pages import draw_page
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.operations import record_opening
from portal.records.documents.storing import read_blocks
from portal.users.models import User

__all__ = [
    "AcceptDocumentView",
    "DocumentFileView",
    "DocumentPageView",
    "DocumentView",
    "RejectDocumentView",
]


class OfOneDocument(FileView):
    """A view of one document of the application in the address."""

    permissions = (VIEW_FILE,)

    @property
    def use(self) -> DocumentUse:
        """Return the use in the address; raise Http404 for one of another application."""
        return self.find(self.kwargs["use_id"])

    def find(self, use_id: int) -> DocumentUse:
        """Return a use of this application; raise Http404 for any other."""
        for use in self.file.documents:
            if use.pk == use_id:
                return use
        raise Http404("no such document")

    def open(self, use: DocumentUse, **how: Any) -> Document:
        """Put an opening on record and return the document; raise Http404 for one that is not clean."""
        if use.document.scan_state != Document.ScanState.CLEAN:
            raise Http404("not clean")
        assert isinstance(self.request.user, User)
        record_opening(
            document=use.document,
            reference=self.file.case.application.reference or "",
            actor_id=self.request.user.pk,
            at=timezone.now(),
            **how,
        )
        return use.document


class DocumentView(OfOneDocument):
    """The viewer: a page of the document as a picture, another document beside it where asked for."""

    template_name = "portal/casework/viewer.html"
    header_icon = "doc-full"

    def get_page_title(self) -> str:
        """Return the name of the file."""
        return self.use.document.original_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what is shown and the ways on from there."""
        view = View.read(self.request.GET, pages=self.use.document.pages)
        others = [each for each in self.file.documents if each.document_id != self.use.document_id]
        beside = next((each for each in others if each.pk == view.beside), None)
        if self.use.document.scan_state != Document.ScanState.CLEAN:
            raise Http404("not clean")
        return {
            **super().get_context_data(**kwargs),
            "use": self.use,
            "view": view,
            "others": others,
            "beside": beside,
            "beside_view": beside and View.read(self.request.GET, pages=beside.document.pages),
        }


class DocumentPageView(OfOneDocument):
    """One page of the document, drawn when it is asked for; nothing of it is kept."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Answer with the picture; 404 for a page that can't be drawn."""
        use = self.use
        view = View.read(request.GET, pages=use.document.pages)
        document = self.open(use, how="page", page=view.page)
        with tempfile.TemporaryDirectory(prefix="portal-page-") as folder:
            source, picture = Path(folder, "file"), Path(folder, "page.webp")
            with source.open("wb") as file:
                file.writelines(read_blocks(document.stored_name))
            try:
                draw_page(source, page=view.page, width=view.width, to=picture)
            except FileRefusedError as error:
                raise Http404("this page can't be drawn") from error
            body = picture.read_bytes()
        headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(body, content_type="image/webp", headers=headers)


class DocumentFileView(OfOneDocument):
    """The file itself, as an attachment."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        """Hand it out."""
        return send_document(request, self.open(self.use, how="download"))


class SettlingView(OfOneDocument, PostingView):
    """An act on one document."""

    def settled(self, use: DocumentUse, text: str) -> HttpResponse:
        """Return to the document on the page, saying what was done."""
        messages.success(self.request, text % {"name": use.document.original_name})
        address = reverse("casework:file", args=[self.public_id])
        return redirect(f"{address}#{document_anchor(use)}")


class AcceptDocumentView(SettlingView):
    """Accepts the document."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Accept it and say so."""
        use = self.use
        form = AcceptanceForm(use, request.POST)
        if not form.is_valid():
            messages.validation_error(request, _("Nothing was accepted yet."), form)
            return self.show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            accept_document(
                use_id=use.pk, by_id=self.actor_id, at=timezone.now(), **form.cleaned_data
            )
        except (DocumentOutcomeError, NotAllowedError) as error:
            return self.refuse(error)
        return self.settled(use, _("Accepted: %(name)s."))


class RejectDocumentView(SettlingView):
    """Rejects the document."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Reject it with the reason, or ask for one."""
        use = self.use
        form = DocumentRejectionForm(use, request.POST)
        if not form.is_valid():
            self.document_rejection = form
            messages.validation_error(request, _("Nothing was rejected yet."), form)
            return self.show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            reject_document(
                use_id=use.pk, by_id=self.actor_id, at=timezone.now(), **form.cleaned_data
            )
        except (DocumentOutcomeError, NotAllowedError) as error:
            return self.refuse(error)
        return self.settled(use, _("Not accepted: %(name)s. The applicant is told."))
