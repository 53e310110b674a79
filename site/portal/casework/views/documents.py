"""The documents of an application for staff: settling, the viewer with its pages as pictures, and the file itself.

Only clean files are opened, by who works on the service, and every opening is on record.
"""

from __future__ import annotations

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.accounts.sending import send_document
from portal.casework.documents import AcceptanceForm, DocumentRejectionForm, document_anchor
from portal.casework.scan_words import explain_release, explain_result
from portal.casework.viewing import View
from portal.casework.views.file import OfApplication
from portal.casework.views.posting import PostingView
from portal.lifecycle.errors import NotAllowedError
from portal.lifecycle.outcomes import DocumentOutcomeError, accept_document, reject_document
from portal.lifecycle.policies import can_open_documents, check_can_decide
from portal.lifecycle.rescanning import release_use, scan_use_again
from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.pages import draw_page
from portal.records.documents.intake.refusing import FileRefusedError, refuse_without_room
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.operations import record_opening
from portal.records.documents.queries import list_uses
from portal.records.documents.scanning import DocumentNotReleasableError, DocumentNotWaitingError
from portal.records.documents.storing import read_blocks
from portal.users.models import User

__all__ = [
    "AcceptDocumentView",
    "DocumentFileView",
    "DocumentPageView",
    "DocumentView",
    "RejectDocumentView",
    "ReleaseDocumentView",
    "ScanAgainView",
]


PASSING = frozenset({Code.BUSY, Code.NO_ROOM})
"""Why a page is not drawn that can be drawn a minute later."""
CLEAN = Document.ScanState.CLEAN
SECONDS_TO_TRY_AGAIN = 30
NOT_KEPT = "private, no-store"


class OfOneDocument(OfApplication):
    """A view of one document of the application in the address."""

    @cached_property
    def uses(self) -> list[DocumentUse]:
        """Return every document that the application was sent with."""
        return list_uses(self.application_id)

    @cached_property
    def use(self) -> DocumentUse:
        """Return the use in the address; raise Http404 for one of another application."""
        found = next((use for use in self.uses if use.pk == self.kwargs["use_id"]), None)
        if found is None:
            raise Http404("no such document")
        return found


class OpeningView(OfOneDocument):
    """A view that shows something of the document: only of a clean one."""

    @cached_property
    def document(self) -> Document:
        """Return the document; raise PermissionDenied for another's service, Http404 for one that is not clean."""
        if not can_open_documents(self.request.user, self.use.application):
            raise PermissionDenied
        if self.use.document.scan_state != CLEAN:
            raise Http404("not clean")
        return self.use.document

    def record(self, how: str, page: int = 0) -> None:
        """Put an opening of the document on record."""
        assert isinstance(self.request.user, User)
        record_opening(
            document=self.document,
            reference=self.use.application.reference or "",
            how=how,
            page=page,
            actor_id=self.request.user.pk,
            at=timezone.now(),
        )


class DocumentView(OpeningView):
    """The viewer: a page of the document as a picture, another document beside it where asked for.

    Each picture puts its own opening on record.
    """

    template_name = "portal/casework/viewer.html"
    header_icon = "doc-full"

    def get_page_title(self) -> str:
        """Return the name of the file."""
        return self.document.original_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the application, and to the queue."""
        application = self.use.application
        title = _("Application %(reference)s") % {"reference": application.reference}
        return [
            *self.breadcrumbs_items,
            {"url": reverse("casework:queue"), "label": _("Applications")},
            {"url": reverse("casework:file", args=[application.public_id]), "label": title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what is shown and the ways on from there."""
        view = View.read(self.request.GET, pages=self.document.pages)
        others = sorted(
            (each for each in self.uses if each.document_id != self.use.document_id),
            key=lambda each: not _is_pair(each.document, self.document),
        )
        beside = next((each for each in others if each.pk == view.beside), None)
        return {
            **super().get_context_data(**kwargs),
            "application": self.use.application,
            "use": self.use,
            "view": view,
            "others": others,
            "beside": beside,
            "beside_view": beside and view.of_other(pages=beside.document.pages),
        }


def _is_pair(one: Document, other: Document) -> bool:
    """Tell whether one is the translation of the other."""
    return one.translation_of_id == other.pk or other.translation_of_id == one.pk


class DocumentPageView(OpeningView):
    """One page of the document, drawn when it is asked for; nothing of it is kept."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Answer with the picture; 404 for a page that can't be drawn, 503 for one that can't be drawn just now."""
        view = View.read(request.GET, pages=self.document.pages)
        self.record("page", view.page)
        try:
            body = _draw(self.document, view)
        except FileRefusedError as refusal:
            if refusal.code not in PASSING:
                raise Http404("this page can't be drawn") from refusal
            return HttpResponse(
                refusal.message,
                content_type="text/plain; charset=utf-8",
                status=HTTPStatus.SERVICE_UNAVAILABLE,
                headers={"Retry-After": str(SECONDS_TO_TRY_AGAIN), "Cache-Control": NOT_KEPT},
            )
        except FileNotFoundError as error:
            raise Http404("the file is not there") from error
        headers = {"Cache-Control": NOT_KEPT, "X-Content-Type-Options": "nosniff"}
        return HttpResponse(body, content_type="image/webp", headers=headers)


def _draw(document: Document, view: View) -> bytes:
    """Return the picture of a page; raise FileNotFoundError, or FileRefusedError where it is not drawn."""
    with refuse_without_room(), tempfile.TemporaryDirectory(prefix="portal-page-") as folder:
        source, picture = Path(folder, "file"), Path(folder, "page.webp")
        with source.open("wb") as file:
            file.writelines(read_blocks(document.stored_name))
        draw_page(source, page=view.page, width=view.width, to=picture)
        return picture.read_bytes()


class DocumentFileView(OpeningView):
    """The file itself, as an attachment."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        """Hand it out."""
        self.record("download")
        return send_document(request, self.document)


def _lead_to(use: DocumentUse) -> HttpResponse:
    """Return to the document on the page."""
    address = reverse("casework:file", args=[use.application.public_id])
    return redirect(f"{address}#{document_anchor(use)}")


class ScanAgainView(OfOneDocument, PostingView):
    """Has the document scanned at once, by who works on the service."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Scan it and say what came of it."""
        use = self.use
        try:
            document = scan_use_again(use_id=use.pk, by_id=self.actor_id, at=timezone.now())
        except (NotAllowedError, DocumentNotWaitingError) as error:
            return self.refuse(error)
        tell = messages.success if document.scan_state == CLEAN else messages.warning
        tell(request, explain_result(document))
        return _lead_to(use)


class ReleaseDocumentView(OfOneDocument, PostingView):
    """Lets the document out of quarantine if the scanner calls it clean by now; by who may decide."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Scan it, release it or not, and say which."""
        use, tell = self.use, messages.success
        try:
            release_use(use_id=use.pk, by_id=self.actor_id, at=timezone.now())
        except NotAllowedError as error:
            return self.refuse(error)
        except DocumentNotReleasableError:
            tell = messages.warning
        use.document.refresh_from_db()
        tell(request, explain_release(use.document))
        return _lead_to(use)


class SettlingView(OfOneDocument, PostingView):
    """An act on one document, by who may decide the application."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not decide, before anything that was sent is looked at."""
        use = self.use
        try:
            check_can_decide(request.user, self.file.case.application)
            return self.settle(request, use)
        except (DocumentOutcomeError, NotAllowedError) as error:
            return self.refuse(error)

    def settle(self, request: HttpRequest, use: DocumentUse) -> HttpResponseBase:
        """Do the act; raise what the operation raises."""
        raise NotImplementedError

    def settled(self, use: DocumentUse, text: str) -> HttpResponse:
        """Return to the document on the page, saying what was done."""
        messages.success(self.request, text % {"name": use.document.original_name})
        return _lead_to(use)


class AcceptDocumentView(SettlingView):
    """Accepts the document."""

    def settle(self, request: HttpRequest, use: DocumentUse) -> HttpResponseBase:
        """Accept it and say so."""
        form = AcceptanceForm(use, request.POST)
        if not form.is_valid():
            self.refused_document = form
            messages.validation_error(request, _("Nothing was accepted yet."), form)
            return self.show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        accept_document(use_id=use.pk, by_id=self.actor_id, at=timezone.now(), **form.cleaned_data)
        return self.settled(use, _("Accepted: %(name)s."))


class RejectDocumentView(SettlingView):
    """Rejects the document."""

    def settle(self, request: HttpRequest, use: DocumentUse) -> HttpResponseBase:
        """Reject it with the reason, or ask for one."""
        form = DocumentRejectionForm(use, request.POST)
        if not form.is_valid():
            self.refused_document = form
            messages.validation_error(request, _("Nothing was rejected yet."), form)
            return self.show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        reject_document(use_id=use.pk, by_id=self.actor_id, at=timezone.now(), **form.cleaned_data)
        return self.settled(use, _("Not accepted: %(name)s. The applicant is told."))
